// The page of results of a copy: what the search finds, in pieces that the page brings along.
const kb = (globalThis.kb ??= {});

const MOST = 30;
const LATER = 120; // milliseconds after the last key

const made = (name, fill) => {
  const piece = document.getElementById(name).content.cloneNode(true);
  fill((part) => piece.querySelector(`[data-part=${part}]`));
  return piece;
};
const notes = (found, says) => {
  const flags = says.filter(([id]) => found.flags.includes(id));
  const all = flags.length > 1 && flags.length === says.length;
  return [
    ...(all ? [made("any-red-flag", (part) => { part("url").href = `${says[0][3].split("#")[0]}#red-flags`; })] : []),
    ...(all ? [] : flags).map(([, sign, action, file]) => made("red-flag", (part) => {
      part("sign").textContent = sign;
      part("action").textContent = action;
      part("url").href = file;
    })),
    ...found.corrected.map(([word, used]) => made("corrected", (part) => {
      part("used").textContent = used;
      part("typed").textContent = word;
    })),
    ...found.ignored.map((word) => made("ignored", (part) => { part("typed").textContent = word; })),
    ...(found.partial && found.hits.length ? [made("partial", () => {})] : []),
    ...(found.hits.length ? [] : [made("nothing", () => {})]),
  ];
};

const card = (kinds) => (hit) => made("hit", (part) => {
  part("title").textContent = hit.title;
  part("title").href = hit.file;
  part("kind").textContent = kinds[hit.kind];
  if (hit.status) part("status").textContent = hit.status;
  else part("status").remove();
  part("says").textContent = hit.says;
  part("more").textContent = hit.more;
});

const start = () => {
  const place = document.getElementById("found");
  const kinds = JSON.parse(place.dataset.kinds);
  const box = document.querySelector("form.find input[type=search]");
  const search = kb.search(globalThis.kbData);
  let waiting = 0;
  const show = () => {
    const typed = box.value.trim();
    const found = typed ? search(typed) : null;
    const shown = found?.hits.slice(0, MOST) ?? [];
    const total = found?.hits.length ?? 0;
    const count = document.getElementById(total > MOST ? "first-results" : total === 1 ? "one-result" : "results").content.textContent;
    document.getElementById("count").textContent = found ? count.replace("#", total).replace("%", MOST) : "";
    place.replaceChildren(...(found ? notes(found, globalThis.kbData.redFlags.says) : []));
    document.getElementById("hits").replaceChildren(...shown.map(card(kinds)));
  };
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, LATER);
  });
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?${new URLSearchParams({ q: box.value })}`);
    show();
  });
  show();
};

if (globalThis.document) start();
