// Saves a draft a few seconds after typing ends, shows what follows from it, and warns before
// unsaved work is left. Without it, the button saves.

const PAUSE = 2500;
const form = document.querySelector("form[data-autosave]");

if (form) {
  const status = form.querySelector(".saved");
  let changed = false;
  let timer = 0;
  let saving = null;

  const say = (words) => { if (status) status.textContent = words; };

  const take = (page) => {
    for (const name of ["from", "token", "part"]) {
      const now = page.querySelector(`form[data-autosave] [name="${name}"]`);
      const field = form.querySelector(`[name="${name}"]`);
      if (now && field) field.value = now.value;
    }
    for (const aside of [".live", "ol.at-lines"]) {
      const now = page.querySelector(aside);
      const old = document.querySelector(aside);
      if (now && old) old.replaceWith(now);
    }
    for (const old of form.querySelectorAll(".problem")) old.remove();
    for (const problem of page.querySelectorAll("form[data-autosave] .problem[id]")) {
      const field = document.getElementById(problem.id.replace(/-p\d+$/, ""));
      field?.parentElement.append(problem);
      field?.setAttribute("aria-invalid", "true");
    }
  };

  const save = async () => {
    changed = false;
    say("Saving…");
    const data = new FormData(form);
    data.delete("find");
    data.delete("effect.pasted");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data) });
      if (answer.ok) {
        take(new DOMParser().parseFromString(await answer.text(), "text/html"));
        say("Saved");
      } else {
        changed = true;
        say(answer.status === 409 ? "Somebody else saved too. Press Save draft to compare." : "Not saved. Press Save draft.");
      }
    } catch {
      changed = true;
      say("Not saved: no connection. Press Save draft.");
    }
  };

  const soon = () => {
    changed = true;
    say("Not saved yet");
    clearTimeout(timer);
    timer = setTimeout(async () => { await saving; saving = save(); }, PAUSE);
  };

  form.addEventListener("input", soon);
  form.addEventListener("submit", () => { changed = false; clearTimeout(timer); });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
