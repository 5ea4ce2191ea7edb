// Explained words: the definition shows on focus, on hover and on a first tap; Escape takes it away, and the pointer may rest on it.
// Without this, each word is a link to its place among the terms.
const tip = Object.assign(document.createElement("div"), { id: "term-tip", className: "tip", hidden: true });
tip.setAttribute("role", "tooltip");
document.querySelector("main").append(tip);
let shown = null;
let leaving = 0;

const place = (word) => {
  const at = word.getClientRects()[0];
  const width = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(at.left, width - tip.offsetWidth - 8));
  const below = at.bottom + tip.offsetHeight + 8 < innerHeight || at.top < tip.offsetHeight + 8;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(below ? at.bottom + 4 : at.top - tip.offsetHeight - 4) + scrollY}px`;
};

const show = (word) => {
  clearTimeout(leaving);
  if (shown === word) return;
  hide();
  shown = word;
  tip.textContent = word.dataset.means;
  tip.hidden = false;
  word.setAttribute("aria-describedby", tip.id);
  place(word);
};

const hide = () => {
  clearTimeout(leaving);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  tip.hidden = true;
};

// So long the pointer may take from the word to its definition.
const leave = () => {
  clearTimeout(leaving);
  leaving = setTimeout(hide, 250);
};

let touched = false;
addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch" && event.target.closest?.("a.term") !== shown;
  if (shown && !event.target.closest?.("a.term, .tip")) hide();
}, true);
addEventListener("click", (event) => {
  const word = event.target.closest?.("a.term");
  if (!word || !touched) return;
  event.preventDefault();
  show(word);
});
addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
addEventListener("resize", hide);
document.addEventListener("focusin", (event) => { const word = event.target.closest?.("a.term"); if (word && !touched) show(word); });
document.addEventListener("focusout", (event) => { if (event.target === shown) leave(); });
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const word = event.target.closest?.("a.term");
  if (word) show(word);
  else if (event.target.closest?.(".tip")) clearTimeout(leaving);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType !== "touch" && event.target.closest?.("a.term, .tip") && document.activeElement !== shown) leave();
});
