// The choice of a theme acts at once, without leaving the page; without this it is a link to the same page in other colours.
const YEAR = 365 * 24 * 3600;
const NAME = "colours";
const root = document.documentElement;
const home = document.querySelector("a.brand").pathname.replace(/(?<=.)\/$/, ""); // a site may be below a path
const links = document.querySelectorAll("a[data-colours]");

const show = (chosen) => {
  if (chosen) root.dataset.colours = chosen;
  else delete root.dataset.colours;
  document.querySelector("meta[name=color-scheme]").content = chosen || "light dark";
  for (const one of links) {
    if (one.dataset.colours === chosen) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
};

const keep = (chosen) => {
  document.cookie = `${NAME}=${chosen || "system"}; path=${home}; max-age=${YEAR}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  const here = new URL(location);
  if (!here.searchParams.has(NAME)) return;
  here.searchParams.delete(NAME); // what the address says would win when the page is loaded again
  history.replaceState(history.state, "", here);
};

for (const link of links) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.dataset.colours);
    keep(link.dataset.colours);
  });
}

// A page that a browser kept whole shows what was chosen since on another.
addEventListener("pageshow", (event) => {
  const kept = document.cookie.match(/(?:^|; )colours=(light|dark|system)/)?.[1];
  if (event.persisted && kept) show(kept === "system" ? "" : kept);
});
