import assert from "node:assert/strict"
import { test } from "node:test"

import { unfold } from "../../static/js/board/apply.js"
import { createFollower } from "../../static/js/live/follow.js"
import { snapshot, task } from "./builders.mjs"

const ticked = (seq, id = 1) => ({ seq, kind: "task_ticked", task_id: id, task: task(id, { state: "done", version: seq }) })

// A server with a journal: what it would answer to a board and to a question for events.
function house({ from = 10, oldest = 0 } = {}) {
  const journal = []
  const asked = []
  const at = () => from + journal.length
  const get = async (path) => {
    asked.push(path)
    if (path === "/api/board?tasks=lines") return snapshot({ seq: at(), tasks: [journal.at(-1)?.task ?? task(1), task(2, { stay_id: 2 })] })
    const after = Number(path.split("=")[1])
    if (after < oldest) throw Object.assign(new Error("Gone"), { status: 410 })
    return { events: journal.filter((event) => event.seq > after), seq: at() }
  }
  const happen = () => {
    journal.push(ticked(at() + 1))
    return journal.at(-1)
  }
  return { get, happen, asked }
}

function follower(server) {
  const held = []
  const told = []
  const made = createFollower({ get: server.get, hold: (board) => held.push(board), told: (events, how) => told.push([events.map(({ seq }) => seq), how.late]) })
  return { ...made, told, board: () => held.at(-1) }
}

test("events in order are applied as they come", async () => {
  const server = house()
  const follows = follower(server)
  await follows.start()
  await follows.receive([server.happen()])
  assert.equal(follows.board().seq, 11)
  assert.deepEqual(follows.told, [[[11], false]])
})

test("events before the board wait for it, and those in it are ignored", async () => {
  const server = house()
  const follows = follower(server)
  follows.receive([server.happen()])
  await follows.start()
  await follows.receive([server.happen()])
  assert.equal(follows.seq(), 12)
})

test("a gap is closed by asking for what is missing", async () => {
  const server = house()
  const follows = follower(server)
  await follows.start()
  server.happen()
  await follows.receive([server.happen()])
  assert.equal(follows.seq(), 12)
  assert.deepEqual(server.asked, ["/api/board?tasks=lines", "/api/events?after=10"])
  assert.deepEqual(follows.told, [[[11, 12], true]])
})

test("events that come while others are fetched are applied once and in order", async () => {
  const server = house()
  const follows = follower(server)
  await follows.start()
  server.happen()
  const catching = follows.catchUp()
  const late = server.happen()
  follows.receive([late])
  await catching
  await follows.receive([])
  assert.equal(follows.seq(), 12)
})

test("too old a number means a fresh board", async () => {
  const server = house({ oldest: 11 })
  const follows = follower(server)
  await follows.start()
  server.happen()
  server.happen()
  await follows.catchUp()
  assert.equal(follows.seq(), 12)
  assert.equal(unfold(follows.board()).tasks[0].state, "done")
})

test("a lost connection while catching up loses nothing", async () => {
  const server = house()
  let broken = false
  const follows = follower({ get: (path) => (broken ? Promise.reject(new Error("no network")) : server.get(path)) })
  await follows.start()
  broken = true
  server.happen()
  await assert.rejects(follows.receive([server.happen()]))
  broken = false
  await follows.catchUp()
  assert.equal(follows.seq(), 12)
})
