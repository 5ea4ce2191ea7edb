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

  const pasted = () => form.querySelector('[name="effect.pasted"]')?.value.trim();

  // A save on a proposal that was closed meanwhile begins another: what follows goes there.
  const follow = (page, address) => {
    const now = page.querySelector("form[data-autosave]");
    const moved = now.action !== form.action;
    form.action = now.action;
    history.replaceState(null, "", address);
    for (const part of [".crumbs", ".whose", ".tabs"]) {
      document.querySelector(part)?.replaceWith(page.querySelector(part));
    }
    return moved;
  };

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
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (!page.querySelector("form[data-autosave]")) throw new Error("no form came back");
        const moved = follow(page, answer.url);
        take(page);
        if (pasted()) {
          changed = true;
          say("Not saved yet: press Save draft to take in the pasted result.");
        } else if (!changed) {
          say(moved ? "Saved. The proposal was closed, so another was begun." : "Saved");
        }
      } else {
        changed = true;
        say(answer.status === 409 ? "It was saved elsewhere too. Press Save draft to compare." : "Not saved. Press Save draft.");
      }
    } catch {
      changed = true;
      say("Not saved. Check your connection, then press Save draft.");
    }
  };

  const soon = () => {
    changed = true;
    say("Not saved yet");
    if (form.dataset.autosave === "no") return; // a save would make a reviewer an author
    clearTimeout(timer);
    timer = setTimeout(async () => { await saving; saving = save(); }, PAUSE);
  };

  form.addEventListener("input", soon);
  form.addEventListener("submit", () => { changed = false; clearTimeout(timer); });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
