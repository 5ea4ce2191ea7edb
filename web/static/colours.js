// The switch between light and dark acts at once, where the page stands; without this it is a link to the same page in other colours.
const YEAR = 365 * 24 * 3600;
const root = document.documentElement;
const links = document.querySelectorAll("a[data-colours]");

for (const link of links) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const chosen = link.dataset.colours;
    if (chosen) root.dataset.colours = chosen;
    else delete root.dataset.colours;
    document.querySelector("meta[name=color-scheme]").content = chosen || "light dark";
    document.cookie = `colours=${chosen || "system"}; path=/; max-age=${YEAR}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    for (const one of links) {
      if (one.closest(".colours") && one.dataset.colours === chosen) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    // The link that was pressed has made room for its counterpart.
    if (!link.getClientRects().length) [...links].find((one) => one.getClientRects().length)?.focus();
  });
}
