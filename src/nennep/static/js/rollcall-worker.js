// Keeps the pages of the roll call and what they are made of, so that they open without a network. Marks wait in the page itself.
const PAGES = "roll-pages-1";
const PARTS = "roll-parts-1";
const ROLL = /^\/classes\/sessions\/\d+\/roll-call\/$/;
const KEPT_PAGES = 12;
const KEPT_PARTS = 60;

async function keep(name, request, answer, most) {
  const store = await caches.open(name);
  await store.delete(request);
  await store.put(request, answer);
  const all = await store.keys();
  for (const old of all.slice(0, Math.max(0, all.length - most))) await store.delete(old);
}

async function fromNetwork(request, name, most) {
  try {
    const answer = await fetch(request);
    if (answer.type === "opaqueredirect" || answer.redirected) await caches.delete(PAGES); // signed out: the names go too
    else if (answer.ok) await keep(name, request, answer.clone(), most);
    return answer;
  } catch (fault) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("roll-") && name !== PAGES && name !== PARTS) await caches.delete(name);
  await self.clients.claim();
})()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && ROLL.test(pathname)) event.respondWith(fromNetwork(request, PAGES, KEPT_PAGES));
  else if (pathname.startsWith("/static/")) event.respondWith(fromNetwork(request, PARTS, KEPT_PARTS));
});
