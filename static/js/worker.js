// The worker beside the screens: keeps the shell, so that a page opens without a network. SHELL stands before it
// (vipops/web/pages/install.py): {version, files, doors, screens: [[address, frame]]}. What is about a guest is never
// kept: answers of the API and everything else that is not in the list go to the network and nowhere else.
// When the list changes, the new worker waits until a person says so: no page changes under a finger.

const KEPT = `vipops-shell-${SHELL.version}`
const SCREENS = SHELL.screens.map(([address, frame]) => ({ address: new RegExp(address), frame }))
const FILES = new Set(SHELL.files)

self.addEventListener("install", (event) => event.waitUntil(keep()))
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()))
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting()
})
self.addEventListener("fetch", (event) => {
  const name = nameOf(event.request)
  if (name) event.respondWith(answer(name, event.request))
})

// All or nothing: a shell that lacks a file would open half a page.
async function keep() {
  const cache = await caches.open(KEPT)
  await Promise.all(SHELL.files.map((file) => keepOne(cache, file)))
}

// Without cookies: what is kept is the same for everybody.
async function keepOne(cache, file) {
  const answer = await fetch(file, { credentials: "omit", cache: "no-cache" })
  if (!answer.ok || answer.redirected) throw new Error(`${file}: ${answer.status}`)
  await cache.put(file, answer)
}

async function forgetOthers() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)))
}

// What of the kept list answers this request; "" leaves it to the network.
function nameOf(request) {
  const { origin, pathname, search } = new URL(request.url)
  if (request.method !== "GET" || origin !== self.location.origin) return ""
  if (FILES.has(pathname + search)) return pathname + search
  if (request.mode !== "navigate") return ""
  return SCREENS.find(({ address }) => address.test(pathname))?.frame ?? ""
}

async function answer(name, request) {
  const kept = await caches.match(name, { cacheName: KEPT })
  return kept ?? fetch(request)
}
