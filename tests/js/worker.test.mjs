import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import vm from "node:vm"

const SOURCE = readFileSync(new URL("../../static/js/worker.js", import.meta.url), "utf-8")
const SHELL = {
  version: "v2",
  files: ["/static/at/1/js/core.js", "/texts/zh.json?v=1", "/sign-in", "/sign-in?language=en", "/shell/board", "/shell/stay"],
  doors: ["/sign-in", "/sign-in?language=en"],
  screens: [["^\\/$", "/shell/board"], ["^\\/stays\\/(\\d+)$", "/shell/stay"]],
}

// The worker in a browser of paper: caches are maps, the network is a table.
function worker(network = {}, caches = new Map()) {
  const listeners = {}
  const fetched = []
  const state = { skipped: 0 }
  const cacheOf = (name) => {
    if (!caches.has(name)) caches.set(name, new Map())
    const held = caches.get(name)
    return { put: async (key, answer) => void held.set(key, answer) }
  }
  const scope = {
    SHELL,
    URL,
    self: { addEventListener: (kind, hear) => (listeners[kind] = hear), location: { origin: "https://house" }, skipWaiting: () => (state.skipped += 1) },
    caches: {
      open: async (name) => cacheOf(name),
      keys: async () => [...caches.keys()],
      delete: async (name) => caches.delete(name),
      match: async (key, { cacheName }) => caches.get(cacheName)?.get(key),
    },
    fetch: async (asked, options) => {
      const path = asked.url ?? asked
      fetched.push([path, options])
      return { ok: true, redirected: false, status: 200, from: "network", path, ...network[path] }
    },
  }
  vm.runInNewContext(SOURCE, scope)
  const wait = async (kind) => {
    let work
    listeners[kind]({ waitUntil: (promise) => (work = promise) })
    return work
  }
  const ask = async (path, { method = "GET", mode = "cors" } = {}) => {
    let answer = null
    listeners.fetch({ request: { url: new URL(path, "https://house").href, method, mode }, respondWith: (promise) => (answer = promise) })
    return answer
  }
  return { wait, ask, say: (data) => listeners.message({ data }), caches, fetched, state }
}

test("it keeps the whole shell, without cookies, and forgets older versions", async () => {
  const { wait, caches, fetched } = worker({}, new Map([["vipops-shell-v1", new Map()], ["somebody's", new Map()]]))
  await wait("install")
  assert.deepEqual([...caches.get("vipops-shell-v2").keys()], SHELL.files)
  assert.ok(fetched.every(([, options]) => options.credentials === "omit"))
  await wait("activate")
  assert.deepEqual([...caches.keys()], ["vipops-shell-v2"])
})

test("half a shell is none", async () => {
  const missing = worker({ "/shell/stay": { ok: false, status: 500 } })
  await assert.rejects(missing.wait("install"), /500/)
  const elsewhere = worker({ "/sign-in": { redirected: true } })
  await assert.rejects(elsewhere.wait("install"))
})

test("screens open from the shell, its files from the same version, everything else from the network", async () => {
  const { wait, ask } = worker()
  await wait("install")
  assert.equal((await ask("/stays/7", { mode: "navigate" })).path, "/shell/stay")
  assert.equal((await ask("/", { mode: "navigate" })).path, "/shell/board")
  assert.equal((await ask("/sign-in?language=en", { mode: "navigate" })).path, "/sign-in?language=en")
  assert.equal((await ask("/texts/zh.json?v=1")).path, "/texts/zh.json?v=1")
  for (const path of ["/api/board", "/api/stays/7", "/texts/zh.json?v=2", "/static/at/2/js/core.js", "https://elsewhere/shell/board"]) assert.equal(await ask(path), null, path)
  assert.equal(await ask("/stays/7"), null, "only a page that is opened")
  assert.equal(await ask("/sign-in", { method: "POST", mode: "navigate" }), null)
})

test("what was asked for is never added to what is kept", async () => {
  const { wait, ask, caches } = worker()
  await wait("install")
  for (const path of ["/", "/stays/7", "/api/board", "/letters"]) await ask(path, { mode: "navigate" })
  assert.deepEqual([...caches.get("vipops-shell-v2").keys()], SHELL.files)
})

test("it takes over when a person says so, and not before", async () => {
  const { wait, say, state } = worker()
  await wait("install")
  await wait("activate")
  say("anything else")
  assert.equal(state.skipped, 0)
  say("take over")
  assert.equal(state.skipped, 1)
})
