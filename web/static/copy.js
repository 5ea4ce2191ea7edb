// A button next to each citation that copies it; without this the text can be marked and copied as ever.

const SHOWN_FOR = 2000; // milliseconds: long enough to be read

for (const text of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break; // only there over https or on this machine
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy the ${text.dataset.copy} citation`);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = " Copied";
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = " Marked: copy it with your keys";
    }
    setTimeout(() => { said.textContent = ""; }, SHOWN_FOR);
  });
  text.after(" ", button, said);
}
