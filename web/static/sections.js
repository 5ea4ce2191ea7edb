/* Marks in the bar of sections the one that is being read; without it the bar is plain links. */
const links = [...document.querySelectorAll(".sections a:not(.up)")];
const parts = links.map((link) => document.querySelector(link.hash));
const bar = document.querySelector(".sections");
let waiting = false;
let pressed = false; // a link that moved away below a finger would be missed
const led = (hash) => parts.findIndex((part) => `#${part.id}` === hash);
let followed = led(location.hash); // marked until the reader scrolls, as a page may end before it

function reached() {
  const page = document.documentElement;
  const ended = scrollY > 0 && scrollY + innerHeight > page.scrollHeight - 2;
  const line = ended ? innerHeight : bar.getBoundingClientRect().bottom + innerHeight / 4;
  const tops = parts.map((part) => part.getBoundingClientRect().top);
  return tops.indexOf(tops[tops.filter((top) => top <= line).length - 1]); // side by side: the first
}

function mark() {
  waiting = false;
  if (pressed) return;
  const current = followed < 0 ? reached() : followed;
  for (const [place, link] of links.entries()) {
    if (place === current) {
      if (link.ariaCurrent) continue;
      link.setAttribute("aria-current", "location");
      const row = link.parentElement;
      row.scrollLeft += link.getBoundingClientRect().left - row.getBoundingClientRect().left - 32;
    } else link.removeAttribute("aria-current");
  }
}

function later() {
  if (!waiting) requestAnimationFrame(mark);
  waiting = true;
}

addEventListener("scroll", later, { passive: true });
addEventListener("resize", later);
for (const moves of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  addEventListener(moves, () => { followed = -1; }, { passive: true });
}
addEventListener("pointerdown", ({ target }) => { pressed = bar.contains(target); });
for (const lets of ["pointerup", "pointercancel"]) {
  addEventListener(lets, () => {
    pressed = false;
    later();
  });
}
document.addEventListener("click", ({ target }) => {
  followed = led(target.closest("a")?.getAttribute("href"));
  if (followed >= 0) later();
});
later();

// What an address names is opened where it's folded: not every browser does so itself.
function reveal() {
  const named = document.getElementById(location.hash.slice(1));
  const folded = named?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  named.scrollIntoView();
}

addEventListener("hashchange", () => {
  followed = led(location.hash);
  later();
  reveal();
});
reveal();
