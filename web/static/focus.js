// Ctrl-K and "/" put the cursor into the search box. "/" does not while something is being typed, a modifier is held, or the reader
// switched it off next to the choice of a theme; this browser remembers that. Escape, or a press elsewhere, closes the menu.
const NAME = "slash";
const TYPING = "textarea, select, input:not([type=checkbox], [type=radio])";
const box = document.querySelector("input[type=search]");
const chosen = Object.assign(document.createElement("input"), { type: "checkbox" });

const off = () => {
  try {
    return localStorage.getItem(NAME) === "off";
  } catch {
    return !chosen.checked; // nothing can be remembered, so it holds for this page
  }
};

const label = Object.assign(document.createElement("label"), { className: "shortcut" });
label.append(chosen, " Press / to search (Ctrl-K always does)");
if (box) document.querySelector(".colours")?.after(label);
chosen.checked = true;
addEventListener("pageshow", () => { chosen.checked = !off(); });
chosen.addEventListener("change", () => {
  try {
    localStorage.setItem(NAME, chosen.checked ? "on" : "off");
  } catch {}
});

const wanted = ({ key, target, ctrlKey, metaKey, altKey, shiftKey }) => {
  if (key.toLowerCase() === "k") return (ctrlKey || metaKey) && !altKey && !shiftKey;
  const typing = target.isContentEditable || target.matches?.(TYPING);
  return key === "/" && !off() && !typing && !ctrlKey && !metaKey && !altKey;
};

document.addEventListener("keydown", (event) => {
  if (!box || !wanted(event)) return;
  event.preventDefault();
  box.focus();
  box.select();
});

const menu = document.querySelector("details.more"); // none on pages over several collections
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
addEventListener("pointerdown", ({ target }) => { if (menu && !menu.contains(target)) menu.open = false; });
