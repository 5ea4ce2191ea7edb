/* Marks in the bar of sections the one that is being read; without it the bar is plain links. */
const links = [...document.querySelectorAll(".sections a:not(.up)")];
const parts = links.map((link) => document.querySelector(link.hash));
const bar = document.querySelector(".sections");
let waiting = false;

function mark() {
  waiting = false;
  const line = bar.getBoundingClientRect().bottom + innerHeight / 4;
  const tops = parts.map((part) => part.getBoundingClientRect().top);
  const reached = tops.filter((top) => top <= line).length;
  const current = tops.indexOf(tops[reached - 1]); // of parts side by side the first
  for (const [place, link] of links.entries()) {
    if (place === current) {
      if (link.ariaCurrent) continue;
      link.setAttribute("aria-current", "location");
      link.parentElement.scrollLeft = link.offsetLeft - 32;
    } else link.removeAttribute("aria-current");
  }
}

function later() {
  if (!waiting) requestAnimationFrame(mark);
  waiting = true;
}

addEventListener("scroll", later, { passive: true });
addEventListener("resize", later);
later();

// What an address names is opened where it's folded: not every browser does so itself.
function reveal() {
  const named = document.getElementById(location.hash.slice(1));
  const folded = named?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  named.scrollIntoView();
}

addEventListener("hashchange", reveal);
reveal();
