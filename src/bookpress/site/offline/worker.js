/* Keeps every file of this edition, and answers from there.  The build puts before this: VERSION, a hash of all files,
   and FILES, a map from the name of each file to a hash of what is in it. */
"use strict";

const { scope } = self.registration;
const OURS = `offline ${scope} `; // several books may share a host
const NAME = OURS + VERSION;
const AT_ONCE = 6;

const address = (name) => `${scope}${encodeURI(name)}?${FILES.get(name)}`;

async function tell(done) {
  for (const page of await self.clients.matchAll({ includeUncontrolled: true }))
    page.postMessage({ offline: true, done, all: FILES.size });
}

/* A file that has not changed since the last edition is taken from there. */
async function keep(cache, name) {
  const known = await caches.match(address(name));
  if (known) return cache.put(address(name), known);
  const answer = await fetch(scope + encodeURI(name), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${name}`);
  // A fresh one: some hosts redirect page.html to page, and a redirected answer may not be shown as a page.
  const type = answer.headers.get("Content-Type");
  return cache.put(address(name), new Response(await answer.blob(), { headers: { "Content-Type": type } }));
}

async function keepAll() {
  const cache = await caches.open(NAME);
  const queue = [...FILES.keys()];
  let done = 0;
  const work = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      await keep(cache, name);
      await tell((done += 1));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    queue.length = 0;
    await caches.delete(NAME);
    throw error;
  }
  await self.skipWaiting();
}

async function forgetOthers() {
  const others = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME);
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/* The browser may have cleared the cache: then the host is asked. */
async function kept(name, request) {
  const cache = await caches.open(NAME);
  return (await cache.match(address(name))) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const path = decodeURI(request.url.slice(scope.length).replace(/[?#].*/s, ""));
  const name = [path, `${path}index.html`, `${path}.html`].find((one) => FILES.has(one));
  if (name) event.respondWith(kept(name, request));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept("404.html", request)));
});
