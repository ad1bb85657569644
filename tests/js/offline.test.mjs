import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { test } from "node:test"

import { createCarrier } from "../../static/js/live/carrier.js"
import { createKeeper } from "../../static/js/live/keeper.js"
import { createQueue, hereOnly, unsent } from "../../static/js/live/queue.js"
import { canSeal, seal } from "../../static/js/live/seal.js"
import { task } from "./builders.mjs"

const problem = (status, code, facts = {}) => Object.assign(new Error(code), { status, code, facts })
const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

// What a reload does not reach. Structured cloning as IndexedDB does it: what cannot be cloned fails here too.
function disk() {
  const rows = new Map()
  return {
    rows,
    ticks: async () => [...rows.values()].map((row) => structuredClone(row)),
    put: async (row) => void rows.set(row.key, structuredClone(row)),
    remove: async (key) => void rows.delete(key),
  }
}

const sealing = async (words) => ({ key_id: "k", words: Buffer.from(JSON.stringify(words)).toString("base64") })
const opened = ({ words }) => JSON.parse(Buffer.from(words, "base64").toString())

// A page at the tablet: what it holds in memory ends with it.
function page(store, send, { seal: closes = sealing, online = () => true, author = 7, now = () => 0, key } = {}) {
  const timers = []
  const failures = []
  const keeper = createKeeper({ store, seal: closes, kept: (key, how) => queue.mark(key, how), failed: (error) => failures.push(error) })
  const queue = createQueue({
    send,
    tell: () => {},
    versionOf: () => 0,
    now,
    later: (run) => timers.push(run),
    online,
    keep: keeper,
    by: () => ({ author, session: 1 }),
    ...(key && { key }),
  })
  const open = async () => queue.restore(await keeper.restore())
  return { queue, keeper, timers, failures, open }
}

const never = async () => {
  throw new Error("no network")
}

test("a tick survives a reload, with its author, its moment and its place", async () => {
  const store = disk()
  const first = page(store, never, { now: () => 1_000 })
  first.queue.add({ task: task(1), verb: "tick" })
  first.queue.add({ task: task(2), verb: "cannot", body: { reason: "Guest in the room" } })
  await first.keeper.idle()

  const sent = []
  const second = page(store, async (entry) => void sent.push(entry) ?? { task: task(entry.taskId, { version: 2 }) }, { author: 9 })
  await second.open()
  await settled()
  assert.deepEqual(sent.map(({ taskId, verb, author, madeAt }) => [taskId, verb, author, madeAt]), [[1, "tick", 7, 1_000], [2, "cannot", 7, 1_000]])
  assert.deepEqual(opened(sent[1].sealed), { reason: "Guest in the room" })
  await second.keeper.idle()
  assert.equal(store.rows.size, 0)
})

test("what is kept names nobody and says nothing in plain", async () => {
  const store = disk()
  const { queue, keeper } = page(store, async () => {
    throw problem(409, "overtaken", { by: { id: 3, name: { en: "Canary Colleague" } }, at: "2026-11-22T02:00:00Z", task: task(1, { title: { en: "Canary title" }, state: "done" }) })
  })
  const shown = task(1, { title: { en: "Canary title", zh: "金丝雀" } })
  await queue.add({ task: shown, verb: "tick", body: { name: "Canary Guest", points: { p1: { passed: false, note: "Canary note" } } } })
  await keeper.idle()
  const kept = JSON.stringify([...store.rows.values()])
  assert.doesNotMatch(kept, /Canary|金丝雀/)
  const [row] = store.rows.values()
  assert.deepEqual(row.problem, { status: 409, code: "overtaken", by: 3, at: "2026-11-22T02:00:00Z", state: "done" })
  assert.deepEqual(Object.keys(row).sort(), ["author", "key", "madeAt", "place", "problem", "sealed", "session", "state", "stayId", "taskId", "verb", "version", "wordless"])
})

test("a refusal is still there after a reload, until somebody has read it", async () => {
  const store = disk()
  const first = page(store, async () => {
    throw problem(403, "not_allowed")
  })
  await first.queue.add({ task: task(1), verb: "tick" })
  await first.keeper.idle()
  const second = page(store, never)
  await second.open()
  const [entry] = second.queue.entries()
  assert.deepEqual([entry.state, entry.problem.code], ["refused", "not_allowed"])
  second.queue.dismiss(entry.key)
  await second.keeper.idle()
  assert.equal(store.rows.size, 0)
})

test("where nothing can be sealed words stay in memory, and that is said, also after a reload", async () => {
  const store = disk()
  const plain = page(store, never, { seal: async () => null })
  plain.queue.add({ task: task(1), verb: "cannot", body: { reason: "Canary" } })
  plain.queue.add({ task: task(2), verb: "tick" })
  await plain.keeper.idle()
  assert.equal(hereOnly(plain.queue.entries()), 1)
  assert.doesNotMatch(JSON.stringify([...store.rows.values()]), /Canary/)

  const after = page(store, never)
  await after.open()
  const states = after.queue.entries().map(({ taskId, state, problem: why }) => [taskId, state, why?.code])
  assert.deepEqual(states, [[1, "refused", "words_lost"], [2, "here", undefined]])
})

test("a PIN is never kept, not even sealed", async () => {
  const store = disk()
  const { queue, keeper } = page(store, never)
  queue.add({ task: task(1), verb: "sign_off", body: { second: { id: 4, pin: "471100" } } })
  await keeper.idle()
  const [row] = store.rows.values()
  assert.deepEqual([row.sealed, row.wordless], [null, true])
})

test("a tablet that keeps nothing says so and goes on", async () => {
  const full = { ...disk(), put: async () => Promise.reject(new DOMException("full", "QuotaExceededError")) }
  const { queue, keeper, failures } = page(full, async () => ({ task: task(1, { version: 2 }) }))
  const { state } = await queue.add({ task: task(1), verb: "tick" })
  await keeper.idle()
  assert.equal(state, "received")
  assert.equal(failures[0].name, "QuotaExceededError")
})

test("nothing is tried while the network is known to be gone, so that it can be taken back", async () => {
  const store = disk()
  let reachable = false
  const sent = []
  const { queue, keeper } = page(store, async (entry) => void sent.push(entry.taskId) ?? { task: task(entry.taskId, { version: 2 }) }, { online: () => reachable })
  queue.add({ task: task(1), verb: "tick" })
  queue.add({ task: task(2), verb: "tick" })
  await settled()
  assert.deepEqual(sent, [])
  assert.equal(queue.dismiss(queue.entries()[0].key), true)
  reachable = true
  await queue.run()
  await settled()
  await keeper.idle()
  assert.deepEqual(sent, [2])
  assert.equal(store.rows.size, 0)
})

test("two verbs of one task: the second has seen what the first led to", async () => {
  const store = disk()
  const before = page(store, never)
  before.queue.add({ task: task(1, { version: 4 }), verb: "start" })
  before.queue.add({ task: task(1, { version: 4 }), verb: "tick" })
  await before.keeper.idle()
  const versions = []
  const after = page(store, async ({ body }) => {
    versions.push(body.version)
    return { task: task(1, { version: body.version + 1 }) }
  })
  await after.open()
  await settled()
  assert.deepEqual(versions, [4, 5])
})

// A small server: an effect per key, each counted; answers get lost, and so do requests.
function server(random) {
  const effects = new Map()
  const order = []
  return {
    effects,
    order,
    async send(entry) {
      const fate = random()
      if (fate < 0.25) throw new Error("lost on the way")
      if (!effects.has(entry.key)) order.push(entry.key)
      effects.set(entry.key, (effects.get(entry.key) ?? 0) + (effects.has(entry.key) ? 0 : 1))
      if (fate < 0.5) throw new Error("the answer is lost")
      if (fate < 0.6) throw problem(503, "busy")
      return { task: task(entry.taskId, { version: 2 }) }
    },
  }
}

function dice(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test("whatever happens, nothing is lost, nothing happens twice, the order holds", async () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const random = dice(seed)
    const store = disk()
    const far = server(random)
    const made = []
    const back = []
    let here = page(store, far.send, { now: () => made.length })
    for (let step = 0; step < 25; step += 1) {
      const fate = random()
      if (fate < 0.45) {
        const id = made.length + 1
        here.queue.add({ task: task(id), verb: "tick", body: random() < 0.3 ? { reason: `words ${id}` } : {} })
        made.push(here.queue.entries().at(-1).key)
      } else if (fate < 0.6) {
        await here.keeper.idle()
        here = page(store, far.send, { now: () => made.length })
        await here.open()
      } else if (fate < 0.7) {
        const open = here.queue.entries().find(({ state, sent }) => state === "here" && !sent)
        if (open && here.queue.dismiss(open.key)) back.push(open.key)
      } else {
        here.timers.shift()?.()
        await settled()
      }
    }
    for (let patience = 0; unsent(here.queue.entries()) && patience < 400; patience += 1) {
      for (const run of here.timers.splice(0)) run()
      await settled()
    }
    await here.keeper.idle()
    const wanted = made.filter((key) => !back.includes(key))
    assert.deepEqual(far.order, wanted, `seed ${seed}`)
    assert.ok([...far.effects.values()].every((count) => count === 1), `seed ${seed}`)
    assert.equal(store.rows.size, 0, `seed ${seed}`)
  }
})

function carrierWith({ send = never, handIn = never, signedIn = 7, token = "t" } = {}) {
  return createCarrier({ send, handIn, signedIn: () => signedIn, tokenFor: () => token })
}

const entry = (facts) => ({ key: "k", taskId: 1, verb: "tick", body: { version: 1 }, madeAt: 0, author: 7, ...facts })

test("at once it goes as who is signed in, later under the author's token with its moment", async () => {
  const calls = []
  const send = async (...told) => void calls.push(["send", told[1]]) ?? { task: {} }
  const handIn = async (path, body, key, bearer) => void calls.push([path, body.made_at, body.details ?? body.sealed, key, bearer]) ?? { task: {} }
  const carry = carrierWith({ send, handIn })
  await carry(entry())
  await carry(entry({ late: true, body: { version: 1, reason: "x" } }))
  await carry(entry({ late: true, sealed: { words: "s" } }))
  await carry(entry({ author: 8 }))
  const when = "1970-01-01T00:00:00.000Z"
  assert.deepEqual(calls, [
    ["send", "/api/tasks/1/tick"],
    ["/api/offline/ticks", when, { reason: "x" }, "k", "t"],
    ["/api/offline/ticks", when, { words: "s" }, "k", "t"],
    ["/api/offline/ticks", when, {}, "k", "t"],
  ])
})

test("a session that is over does not lose what was done in it", async () => {
  const over = async () => Promise.reject(problem(401, "not_signed_in"))
  const answer = await carrierWith({ send: over, handIn: async () => ({ task: { id: 1 } }) })(entry())
  assert.equal(answer.task.id, 1)
})

test("what is held for somebody to look at, or has no token, is said and not lost", async () => {
  await assert.rejects(carrierWith({ handIn: async () => ({ held: { id: 5 } }) })(entry({ late: true })), { code: "held" })
  await assert.rejects(carrierWith({ token: "" })(entry({ late: true })), { code: "no_token" })
})

test("a seal shows nothing of its words, and no two are alike", async () => {
  assert.equal(canSeal(webcrypto), true)
  assert.equal(canSeal({}), false)
  const pair = await webcrypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"])
  const point = Buffer.from(await webcrypto.subtle.exportKey("raw", pair.publicKey)).toString("base64url")
  const closed = []
  for (let count = 0; count < 2; count += 1) closed.push(await seal({ reason: "金丝雀" }, { task: 1 }, { id: "k", public: point }, webcrypto))
  assert.notEqual(closed[0].words, closed[1].words)
  assert.notEqual(closed[0].ephemeral, closed[1].ephemeral)
  for (const text of Object.values(closed[0])) assert.match(text, /^[\w-]+$/)
})
