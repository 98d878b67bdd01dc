// The service worker: caches the page for the phone, which has no personal data, and shows it when a page cannot be
// reached. The server puts SHELL (version and files) before this text; each version has its own cache.
const CACHE = `casework-${self.SHELL.version}`
const HOME = "/phone/"

self.addEventListener("install", event => {
  self.skipWaiting()
  const fresh = self.SHELL.files.map(file => new Request(file, { cache: "reload", credentials: "omit" }))
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(fresh)))
})

self.addEventListener("activate", event => {
  const forget = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(forget())
})

async function kept (request) {
  return await caches.match(request, { cacheName: CACHE, ignoreSearch: true }) || fetch(request)
}

async function orHome (request) {
  try {
    return await fetch(request)
  } catch {
    return Response.redirect(HOME, 302)
  }
}

self.addEventListener("fetch", event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== self.location.origin) return
  if (self.SHELL.files.includes(url.pathname)) event.respondWith(kept(request))
  else if (request.mode === "navigate") event.respondWith(orHome(request))
})
