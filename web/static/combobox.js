// Suggestions below a search box, by the ARIA combobox pattern (list autocomplete, manual selection): arrows walk through them,
// Enter takes one, Escape closes them and then empties the box. Without this, the box searches as well.
const WAIT = 80; // milliseconds after the last key: nobody reads a list between two keys

const count = (number) => (number === 1 ? "1 suggestion" : `${number || "No"} suggestions`);
const labelled = (...parts) => parts.filter(Boolean).join(" · ");
const KINDS = { intervention: "treatment", condition: "overview", claim: "fact check" }; // as readers call them

const combobox = (box, number) => {
  const list = Object.assign(document.createElement("ul"), { id: `suggestions-${number}`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const said = Object.assign(document.createElement("span"), { className: "hidden-words" });
  said.setAttribute("role", "status");
  box.form.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-haspopup": "listbox",
  })) box.setAttribute(name, value);
  let at = -1;
  let asked = 0;
  let waiting = 0;

  const options = () => [...list.children];
  const mark = (next) => {
    at = next;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", options()[at].id);
      options()[at].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    asked += 1;
    clearTimeout(waiting);
    list.hidden = true;
    said.textContent = "";
    box.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const take = (option) => {
    box.value = option.dataset.text;
    close();
    location.assign(option.dataset.url);
  };
  const option = ({ text, kind, title, url, collection }, place) => {
    const item = Object.assign(document.createElement("li"), { id: `${list.id}-${place}` });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    Object.assign(item.dataset, { text, url });
    const what = Object.assign(document.createElement("span"), { className: "soft small", textContent: labelled(title !== text && title, KINDS[kind] ?? kind, collection) });
    item.append(Object.assign(document.createElement("span"), { textContent: text }), " ", what);
    return item;
  };
  const show = (found) => {
    // a plural next to its singular leads to the same page
    const suggestions = found.filter(({ text, url }) => !found.some((one) => one.url === url && text === `${one.text}s`));
    list.replaceChildren(...suggestions.map(option));
    list.hidden = !suggestions.length;
    said.textContent = count(suggestions.length);
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  const ask = async () => {
    const mine = (asked += 1);
    if (!box.value.trim()) return close();
    try {
      const answer = await fetch(new URL(`api/v1/suggest?${new URLSearchParams({ q: box.value.slice(0, 60) })}`, box.form.action));
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (mine === asked && document.activeElement === box) show(found);
    } catch {
      if (mine === asked) close(); // without an answer the box still searches
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  box.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.isComposing || event.ctrlKey || event.metaKey || (event.altKey && event.key !== "ArrowDown")) return;
    if (event.key === "ArrowDown" && list.hidden && box.value.trim()) ask();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") mark(at + 1 < count ? at + 1 : -1);
    else if (event.key === "ArrowUp") mark(at < 0 ? count - 1 : at - 1);
    else if (event.key === "Enter" && at >= 0) take(options()[at]);
    else if (event.key === "Escape") close();
    else return void (event.key === "Tab" && close());
    event.preventDefault();
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the cursor
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) take(chosen);
  });
};

// Where results follow what is typed, a list over them would only hide them.
if (!document.querySelector("[data-live]")) document.querySelectorAll("form.find input[type=search]").forEach(combobox);
