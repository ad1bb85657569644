import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"

globalThis.document = { createTreeWalker: () => ({}), createComment: () => ({}), documentElement: { dataset: {} } }

const { fetched } = await import("../../static/js/pages/fetched.js")

mock.timers.enable({ apis: ["setTimeout", "setInterval"] })

// Each question waits for its answer here, in the order of asking.
let questions = []
let app

beforeEach(() => {
  questions = []
  const listeners = new Set()
  app = {
    redrawn: 0,
    redraw: () => (app.redrawn += 1),
    board: { get: () => ({}) },
    link: { get: () => ({ mode: "live" }) },
    hear(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: (...events) => listeners.forEach((hear) => hear(events)),
    listeners,
  }
})

const get = (_app, params) => new Promise((answer, refuse) => questions.push({ params, answer, refuse }))
const settle = () => new Promise(setImmediate)

async function answer(place, said) {
  questions[place].answer(said)
  await settle()
}

async function refuse(place, error) {
  questions[place].refuse(error)
  await settle()
}

test("what is fetched is held, and drawn; until then something stands in its place", async () => {
  const list = fetched({ get })
  list.enter(app, ["7"])
  assert.deepEqual(questions[0].params, ["7"])
  assert.equal(list.held, null)
  assert.ok(list.instead(app))
  await answer(0, { rooms: 3 })
  assert.deepEqual(list.held, { rooms: 3 })
  assert.equal(list.instead(app), null)
  assert.equal(app.redrawn, 1)
})

test("a page without words of its own waits for the board as well, another does not", async () => {
  const onBoard = fetched({ get })
  const alone = fetched({ get, waiting: () => "…" })
  onBoard.enter(app)
  alone.enter(app)
  await answer(0, {})
  await answer(1, {})
  app.board.get = () => null
  assert.ok(onBoard.instead(app))
  assert.equal(alone.instead(app), null)
})

test("a failed look says so, and what was fetched before stays", async () => {
  const list = fetched({ get })
  const away = new Error("away")
  list.enter(app)
  await refuse(0, away)
  assert.equal(list.problem, away)
  assert.ok(list.instead(app))
  list.look(app)
  await answer(1, { rooms: 3 })
  assert.equal(list.problem, null)
  list.look(app)
  await refuse(2, away)
  assert.deepEqual(list.held, { rooms: 3 })
  assert.equal(list.problem, away)
  assert.equal(list.instead(app), null)
})

test("an older answer never takes the place of a newer one", async () => {
  const list = fetched({ get })
  list.enter(app)
  list.look(app)
  await answer(1, "newer")
  await answer(0, "older")
  assert.equal(list.held, "newer")
})

test("an answer that is on its way counts, also when it has been asked again meanwhile", async () => {
  const list = fetched({ get })
  list.enter(app)
  list.look(app)
  await answer(0, "first")
  assert.equal(list.held, "first")
})

test("the answer of an earlier visit is dropped, and what it held is forgotten", async () => {
  const list = fetched({ get })
  list.enter(app, ["7"])
  await answer(0, "seven")
  list.look(app)
  list.leave()
  list.enter(app, ["8"])
  assert.equal(list.held, null)
  await answer(1, "seven again")
  assert.equal(list.held, null)
  await answer(2, "eight")
  assert.equal(list.held, "eight")
})

test("it asks again at what concerns it and as time goes by, and no more once it is left", async () => {
  const list = fetched({ get, concerns: ({ kind, stay_id: stay }, [id]) => kind === "room_closed" && stay === Number(id), every: 60_000 })
  list.enter(app, ["7"])
  app.tell({ kind: "room_closed", stay_id: 8 })
  mock.timers.tick(1_000)
  assert.equal(questions.length, 1)
  app.tell({ kind: "room_closed", stay_id: 7 })
  mock.timers.tick(1_000)
  assert.equal(questions.length, 2)
  mock.timers.tick(60_000)
  assert.equal(questions.length, 3)
  list.leave()
  app.tell({ kind: "room_closed", stay_id: 7 })
  mock.timers.tick(120_000)
  assert.equal(questions.length, 3)
  assert.equal(app.listeners.size, 0)
})

test("nothing is fetched from under somebody's hand, but for who asks", async () => {
  let writing = true
  const form = fetched({ get, concerns: () => true, every: 60_000, isWrittenOn: () => writing })
  form.enter(app)
  app.tell({ kind: "procedure_put_in_force" })
  mock.timers.tick(120_000)
  assert.equal(questions.length, 1)
  form.look(app)
  assert.equal(questions.length, 2)
  writing = false
  mock.timers.tick(60_000)
  assert.equal(questions.length, 3)
  form.leave()
})

test("each answer that is kept is heard of, and none that is dropped", async () => {
  const heard = []
  const list = fetched({ get, arrived: (_app, said) => heard.push(said) })
  list.enter(app)
  list.look(app)
  await answer(1, "newer")
  await answer(0, "older")
  assert.deepEqual(heard, ["newer"])
})

test("what a request of the page's own answers is held", async () => {
  const list = fetched({ get })
  list.enter(app)
  await answer(0, { people: 2, posts: 1 })
  list.put({ ...list.held, people: 3 })
  assert.deepEqual(list.held, { people: 3, posts: 1 })
})
