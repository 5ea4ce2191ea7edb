// "/" puts the cursor into the search box, unless something is being typed, a modifier is held, or the reader switched it off beside
// the choice of colours; this browser remembers that.
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
label.append(chosen, " Press / to search");
if (box) document.querySelector(".colours")?.after(label);
chosen.checked = true;
addEventListener("pageshow", () => { chosen.checked = !off(); });
chosen.addEventListener("change", () => {
  try {
    localStorage.setItem(NAME, chosen.checked ? "on" : "off");
  } catch {}
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.isContentEditable || event.target.matches?.(TYPING);
  if (!box || off() || event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.focus();
});
