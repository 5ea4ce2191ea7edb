// For editors: the page is read again when what it would show has changed, and stays where it was scrolled to.
// Without this it is read again by hand.
const EVERY = 2000; // milliseconds

const shown = async () => {
  const answer = await fetch(location.href, { cache: "no-cache" }); // asks whether there is anything new: mostly there is not
  return answer.headers.get("ETag") ?? `${answer.status} ${await answer.text()}`;
};

let before = null;
const look = async () => {
  if (!document.hidden) {
    try {
      const now = await shown();
      before ??= now;
      if (now !== before) return location.reload();
    } catch {
      // The server is not there just now; it may come back.
    }
  }
  setTimeout(look, EVERY);
};
look();
