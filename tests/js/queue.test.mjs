import assert from "node:assert/strict"
import { test } from "node:test"

import { byTask, createQueue, unsent } from "../../static/js/live/queue.js"
import { task } from "./builders.mjs"

const problem = (status, code) => Object.assign(new Error(code), { status, code })
const settled = () => new Promise((resolve) => setImmediate(resolve))

function tablet(answers, { version = () => 0 } = {}) {
  const sent = []
  const timers = []
  let clock = 0
  const queue = createQueue({
    send: async (entry) => {
      sent.push(entry)
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      return answer
    },
    tell: () => {},
    versionOf: version,
    now: () => clock,
    later: (run, after) => timers.push({ run, after }),
  })
  return { queue, sent, timers, pass: (time) => (clock += time), states: () => queue.entries().map(({ state }) => state) }
}

test("a tick goes from this tablet to received to the board, and is forgotten after a moment", async () => {
  let shown = 1
  const { queue, pass, states } = tablet([{ task: task(1, { version: 2 }) }], { version: () => shown })
  const outcome = queue.add({ task: task(1), verb: "tick" })
  assert.deepEqual(states(), ["here"])
  assert.equal(unsent(queue.entries()), 1)
  assert.equal((await outcome).state, "received")
  assert.deepEqual(states(), ["received"])
  shown = 2
  queue.see()
  assert.deepEqual(states(), ["shown"])
  queue.sweep()
  assert.deepEqual(states(), ["shown"])
  pass(60_000)
  queue.sweep()
  assert.deepEqual(states(), [])
})

test("an event that outruns the answer still shows the entry", async () => {
  const { queue, states } = tablet([{ task: task(1, { version: 2 }) }], { version: () => 2 })
  await queue.add({ task: task(1), verb: "tick" })
  assert.deepEqual(states(), ["shown"])
})

test("without a network the same call is sent again under the same key until it is taken", async () => {
  const { queue, sent, timers, states } = tablet([new Error("no network"), problem(503, "busy"), { task: task(1, { version: 2 }) }])
  queue.add({ task: task(1), verb: "tick", body: { proof: { plate: "A 1" } } })
  await settled()
  assert.deepEqual(states(), ["here"])
  timers.shift().run()
  await settled()
  timers.shift().run()
  await settled()
  assert.deepEqual(states(), ["received"])
  assert.equal(new Set(sent.map(({ key }) => key)).size, 1)
  assert.deepEqual(sent[2].body, { version: 1, proof: { plate: "A 1" } })
})

test("waiting between tries grows", async () => {
  const { queue, timers } = tablet(Array.from({ length: 3 }, () => new Error("no network")))
  queue.add({ task: task(1), verb: "tick" })
  const pauses = []
  for (let count = 0; count < 3; count += 1) {
    await settled()
    const { run, after } = timers.shift()
    pauses.push(after)
    run()
  }
  assert.deepEqual(pauses, [...pauses].sort((one, other) => one - other))
  assert.ok(pauses[2] > pauses[0])
})

test("ticks go out one at a time in the order they were made", async () => {
  const { queue, sent, timers } = tablet([new Error("no network"), { task: task(1, { version: 2 }) }, { task: task(2, { version: 2 }) }])
  queue.add({ task: task(1), verb: "tick" })
  queue.add({ task: task(2), verb: "tick" })
  await settled()
  assert.deepEqual(sent.map(({ taskId }) => taskId), [1])
  timers.shift().run()
  await settled()
  await settled()
  assert.deepEqual(sent.map(({ taskId }) => taskId), [1, 1, 2])
})

test("a conflict stays visible until somebody has read it", async () => {
  const { queue, states, pass } = tablet([problem(409, "overtaken")])
  const { state, problem: told } = await queue.add({ task: task(1), verb: "tick" })
  assert.equal(state, "refused")
  assert.equal(told.code, "overtaken")
  pass(600_000)
  queue.sweep()
  assert.deepEqual(states(), ["refused"])
  assert.equal(queue.dismiss(queue.entries()[0].key), true)
  assert.deepEqual(states(), [])
})

test("what may have been sent cannot be taken back silently", async () => {
  const { queue } = tablet([new Error("no answer came back")])
  queue.add({ task: task(1), verb: "tick" })
  queue.add({ task: task(2), verb: "tick" })
  await settled()
  const [sent, waiting] = queue.entries()
  assert.equal(queue.dismiss(sent.key), false)
  assert.equal(queue.dismiss(waiting.key), true)
  assert.deepEqual([...byTask(queue.entries()).keys()], [1])
})
