// For a copy of the site as files: keeps the choice of a theme, which a page opened from a disk can't keep in a cookie.
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
