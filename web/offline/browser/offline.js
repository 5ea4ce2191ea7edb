// For a copy of the site as files. It keeps the choice of a theme, which a page opened from a disk can’t keep in a cookie.
const NAME = "colours";
const root = document.documentElement;

const kept = () => {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
};

const show = (chosen) => {
  if (chosen) root.dataset.colours = chosen;
  else delete root.dataset.colours;
};

show(kept());
addEventListener("DOMContentLoaded", () => {
  const chosen = kept();
  document.querySelector("meta[name=color-scheme]").content = chosen || "light dark";
  for (const link of document.querySelectorAll("a[data-colours]")) {
    if (link.dataset.colours === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    link.addEventListener("click", () => {
      try {
        localStorage.setItem(NAME, link.dataset.colours);
      } catch {} // then it holds for this page
    });
  }
});

// From a server the whole copy is kept in the browser, so that it opens without the network from then on.
if (globalThis.navigator?.serviceWorker && location.protocol.startsWith("http")) {
  const worker = new URL("../worker.js", document.currentScript.src);
  addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
}
