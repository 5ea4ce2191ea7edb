// The page of results of a copy: what the search finds, in pieces that the page and the data bring along.
const kb = (globalThis.kb ??= {});

const MOST = 30;
const LATER = 120; // milliseconds after the last key

const piece = (name) => document.getElementById(name).content.cloneNode(true);
const made = (name, fill = () => {}) => {
  const all = piece(name);
  fill((part) => all.querySelector(`[data-part=${part}]`));
  return all;
};
const page = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html; // written by the server, nothing that was typed
  return template.content;
};
const note = (name, words) => made(name, (part) => { for (const [key, word] of Object.entries(words)) part(key).textContent = word; });

const signs = (found, says) => {
  const flags = says.filter(([id]) => found.flags.includes(id));
  if (flags.length > 1 && flags.length === says.length) return [made("any-red-flag", (part) => { part("url").href = `${says[0][3].split("#")[0]}#red-flags`; })];
  return flags.map(([, sign, action, file]) => made("red-flag", (part) => {
    part("sign").textContent = sign;
    part("action").textContent = action;
    part("url").href = file;
  }));
};
const notes = (found, says) => [
  ...signs(found, says),
  ...(found.outside ? [note("outside", { words: found.outside })] : []),
  ...found.boxes.map(page),
  ...found.notes.map((words) => note("said", { words })),
  ...found.corrected.map(([typed, used]) => note("corrected", { used, typed })),
  ...found.ignored.map((typed) => note("ignored", { typed })),
  ...(found.partial && found.hits.length ? [piece("partial")] : []),
  ...(found.hits.length ? [] : [piece("nothing")]),
];

const card = (found, cards) => ({ at, kind }) => {
  const item = page(cards[at]).firstElementChild;
  const warning = found.warning(at);
  if (warning) item.querySelector("h3").after(page(warning));
  const excerpt = cards.plain && kind === "intervention" ? [] : found.excerpt(at);
  const said = item.textContent;
  if (excerpt.some(([text, matches]) => matches && !said.includes(text))) {
    item.append(made("excerpt", (part) => part("text").append(...excerpt.map(([text, matches]) => {
      const mark = document.createElement("mark");
      mark.textContent = text;
      return matches ? mark : text;
    }))));
  }
  return item;
};
const groups = (found, hits, cards, kinds) => [...new Set(hits.map((hit) => hit.kind))].map((kind) => made("group", (part) => {
  part("kind").textContent = kinds[kind];
  part("hits").append(...hits.filter((hit) => hit.kind === kind).map(card(found, cards)));
}));

const start = () => {
  const { kbData: data } = globalThis;
  const place = document.getElementById("found");
  const kinds = JSON.parse(place.dataset.kinds);
  const box = document.querySelector("form.find input[type=search]");
  const search = kb.search(data);
  const plain = place.dataset.plain ? data.plainCards : [];
  const cards = Object.assign([...data.cards], Object.fromEntries(plain), { plain: plain.length > 0 });
  const says = data.redFlags.says.map(([id, sign, action, file, plainly]) => [id, sign, plain.length ? plainly : action, file]);
  let waiting = 0;
  const show = () => {
    const typed = box.value.trim();
    const found = typed ? search(typed) : null;
    const shown = found?.hits.slice(0, MOST) ?? [];
    const total = found?.hits.length ?? 0;
    const count = piece(total > MOST ? "first-results" : total === 1 ? "one-result" : "results").textContent;
    document.getElementById("count").textContent = found ? count.replace("#", total).replace("%", MOST) : "";
    place.replaceChildren(...(found ? notes(found, says) : []));
    document.getElementById("hits").replaceChildren(...groups(found, shown, cards, kinds));
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
