// Results follow what is typed: what the page would show for it takes the place of what it shows. Arrows walk through the hits,
// Enter opens one, Escape goes back to the box. Without this, the box searches when it is sent.
const WAIT = 150; // milliseconds after the last key
const PARTS = ["asked", "count", "found"];

const found = document.getElementById("found");
const box = document.querySelector("form.find input[type=search]");
const hits = () => [...found.querySelectorAll(".hit h3 a")];
let shown = box.value.trim();
let waiting = 0;
let asking = null;

const address = (text) => {
  const wanted = new URLSearchParams(location.search);
  for (const name of ["page", "exact", "colours"]) wanted.delete(name);
  wanted.set("q", text);
  return `${found.dataset.live}?${wanted}`;
};

const follow = async () => {
  asking?.abort(); // what was typed before is not wanted any more, even where what is shown is
  const text = box.value.trim();
  if (text === shown) return;
  const mine = (asking = new AbortController());
  const url = address(text);
  try {
    const answer = await fetch(url, { signal: mine.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted) return;
    for (const id of PARTS) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    shown = text;
    document.title = page.title;
    history.replaceState(null, "", url); // so that coming back finds what was left
  } catch {
    // Without an answer what was shown stays, and the box can still be sent.
  }
};

box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(follow, WAIT);
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !hits().length) return;
  event.preventDefault();
  hits()[0].focus();
});
found.addEventListener("keydown", (event) => {
  const at = hits().indexOf(event.target);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown") hits()[Math.min(at + 1, hits().length - 1)].focus();
  else if (event.key === "ArrowUp") (hits()[at - 1] ?? box).focus();
  else if (event.key === "Escape") box.focus();
  else return;
  event.preventDefault();
});
