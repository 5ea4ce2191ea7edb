// Keeps a whole copy in the browser: every file before it is needed, and when the copy has changed only what is new.
const folder = new URL("./", location.href);
const OURS = `kb ${folder.pathname} `;
const NAME = OURS + "{version}";
const AT_ONCE = 16; // requests

const listed = async (answer) => (answer?.ok ? (await answer.json()).files : {});
const others = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME);

const keep = async () => {
  const list = new URL("copy.json", folder);
  const answer = await fetch(list, { cache: "no-store" });
  const files = await listed(answer.clone());
  const [before] = await others();
  const old = before && (await caches.open(before));
  const had = old ? await listed(await old.match(list)) : {};
  const cache = await caches.open(NAME);
  const waiting = Object.entries(files).filter(([file]) => file !== "worker.js");
  const next = async () => {
    for (let item = waiting.pop(); item; item = waiting.pop()) {
      const [file, digest] = item;
      const url = new URL(file.split("/").map(encodeURIComponent).join("/"), folder);
      const same = had[file] === digest ? await old.match(url) : undefined;
      const got = same ?? (await fetch(url, { cache: "no-cache" }));
      if (!got.ok) throw new Error(`${file}: ${got.status}`);
      await cache.put(url, got);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  await cache.put(list, answer);
};

addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(
  others().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()),
));

const kept = async (request) => {
  const url = new URL(decodeURI(request.url).split(/[?#]/)[0].replace(/\/$/, "/index.html"));
  const name = new URL(url.pathname.split("/").map((part) => encodeURIComponent(decodeURIComponent(part))).join("/"), url);
  return (await (await caches.open(NAME)).match(name)) ?? fetch(request);
};

addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(folder.href)) event.respondWith(kept(event.request));
});
