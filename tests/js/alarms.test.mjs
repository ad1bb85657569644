import assert from "node:assert/strict"
import { test } from "node:test"

import { alarmsFor, AGAIN, concerns, sounding, unannounced } from "../../static/js/board/alarms.js"
import { apply, lay } from "../../static/js/board/apply.js"
import { snapshot, stay, task } from "./builders.mjs"

const NOW = Date.parse("2026-11-22T06:00:00Z")
const person = (id, role, department, post = "") => ({ id, name: { zh: `${id}`, en: `${id}` }, role, department, post })

const ATTENDANT = person(1, "attendant", "housekeeping")
const OTHER = person(2, "attendant", "housekeeping")
const SUPERVISOR = person(3, "supervisor", "housekeeping")
const MANAGER = person(4, "manager", "housekeeping")
const LOBBY = person(5, "lobby_manager", "front_office", "lobby_manager")
const GM = person(6, "general_manager", "executive", "general_manager")
const GUARD = person(7, "attendant", "security")
const DIRECTOR = person(8, "manager", "executive", "sales_director")
const STAFF = [ATTENDANT, OTHER, SUPERVISOR, MANAGER, LOBBY, GM, GUARD, DIRECTOR]

const alarm = (id, more = {}) => ({
  id,
  task_id: 1,
  stay_id: 1,
  department: "housekeeping",
  waits_for: null,
  rung: 1,
  level: "soon",
  to: "assignee",
  due_at: "2026-11-22T06:00:00Z",
  at: "2026-11-22T05:30:00Z",
  taken_at: null,
  taken_by: null,
  over_at: null,
  ...more,
})
const board = (more = {}) => lay(snapshot({ staff: STAFF, ...more }))
const told = (held, people = STAFF) => people.filter((one) => alarmsFor(held, one).length).map(({ id }) => id)
const toldOf = (more, ofTask = {}) => told(board({ tasks: [task(1, ofTask)], alarms: [alarm(1, more)] }))

test("an alarm concerns whom its rung names and those below", () => {
  assert.deepEqual(toldOf({ to: "assignee" }), [1, 2, 3, 4], "nobody has it: the department")
  assert.deepEqual(toldOf({ to: "assignee" }, { assignee: 2 }), [2])
  assert.deepEqual(toldOf({ to: "supervisor" }, { assignee: 2 }), [2, 3])
  assert.deepEqual(toldOf({ to: "manager" }, { assignee: 2 }), [2, 3, 4])
  assert.deepEqual(toldOf({ to: "lobby_manager" }, { assignee: 2 }), [2, 3, 4, 5])
  assert.deepEqual(toldOf({ to: "general_manager" }, { assignee: 2 }), [2, 3, 4, 5, 6])
})

test("a task of a post concerns its holder", () => {
  const own = { department: "front_office", who: "lobby_manager" }
  assert.deepEqual(toldOf({ department: "front_office" }, own), [5])
  assert.deepEqual(toldOf({}, { who: "nobody_s_post" }), [1, 2, 3, 4], "no such person: the department")
})

test("done work that waits for its second signature concerns who may give it", () => {
  const done = { state: "done", done_by: 1, second_signature: "supervisor" }
  assert.deepEqual(toldOf({}, done), [3, 4])
  assert.deepEqual(toldOf({}, { ...done, second_signature: "another" }), [2, 3, 4])
})

test("where a rank is vacant, the one above is told", () => {
  const guard = { department: "security", to: "supervisor" }
  assert.deepEqual(toldOf(guard, { department: "security", assignee: 7 }), [5, 7])
})

test("nobody is told of finished work, nor of a stay that is off the board", () => {
  assert.deepEqual(toldOf({ to: "general_manager" }, { state: "signed_off" }), [])
  assert.deepEqual(told(board({ stays: [stay(2)], tasks: [task(1)], alarms: [alarm(1)] })), [])
})

test("who holds other work up is told of their own task and what waits", () => {
  const held = board({
    tasks: [task(1, { state: "waiting" }), task(2, { department: "security", due_at: "2026-11-22T09:00:00Z" })],
    alarms: [alarm(1, { department: "security", waits_for: 2 })],
  })
  assert.deepEqual(told(held), [7])
  const [row] = alarmsFor(held, GUARD)
  assert.deepEqual([row.task.id, row.waiting.id], [2, 1])
})

test("the most urgent come first, taken ones last", () => {
  const alarms = [
    alarm(1, { level: "soon" }),
    alarm(2, { level: "escalated", to: "manager", due_at: "2026-11-22T05:50:00Z" }),
    alarm(3, { level: "escalated", to: "manager", due_at: "2026-11-22T05:30:00Z" }),
    alarm(4, { level: "escalated", to: "manager", due_at: "2026-11-22T05:00:00Z", taken_at: "2026-11-22T05:58:00Z" }),
    alarm(5, { level: "overdue", to: "supervisor" }),
  ].map((one) => ({ ...one, task_id: one.id }))
  const tasks = alarms.map(({ id, due_at }) => task(id, { due_at }))
  assert.deepEqual(alarmsFor(board({ tasks, alarms }), MANAGER).map(({ alarm: { id } }) => id), [3, 2, 5, 1, 4])
})

test("one alarm says how many tasks of a short-notice plan it speaks for", () => {
  const late = { short_notice: true }
  const tasks = [task(1, late), task(2, late), task(3, { ...late, state: "waiting" }), task(4, { ...late, department: "security" }), task(5)]
  assert.equal(alarmsFor(board({ tasks, alarms: [alarm(1)] }), SUPERVISOR)[0].others, 1)
  assert.equal(alarmsFor(board({ tasks: [task(1), task(5)], alarms: [alarm(1)] }), SUPERVISOR)[0].others, 0)
})

test("an alarm sounds when it comes, again until somebody takes it, and the highest level counts", () => {
  const rows = [
    { alarm: alarm(1, { level: "soon" }) },
    { alarm: alarm(2, { level: "overdue" }) },
    { alarm: alarm(3, { level: "escalated", taken_at: "2026-11-22T05:58:00Z" }) },
  ]
  const heard = new Map()
  assert.deepEqual(sounding(rows, heard, NOW), { level: "overdue", ids: [1, 2] })
  for (const id of [1, 2]) heard.set(id, NOW)
  assert.equal(sounding(rows, heard, NOW + AGAIN.overdue - 1), null)
  assert.deepEqual(sounding(rows, heard, NOW + AGAIN.overdue), { level: "overdue", ids: [2] }, "soon is heard once")
  assert.equal(sounding([], heard, NOW), null)
})

test("each alarm is announced once", () => {
  const rows = [{ alarm: alarm(1) }, { alarm: alarm(2) }, { alarm: alarm(3, { taken_at: "2026-11-22T05:58:00Z" }) }]
  assert.deepEqual(unannounced(rows, new Set([1])).map(({ alarm: { id } }) => id), [2])
})

test("an alarm that is taken or over is told by its event alone", () => {
  let held = board({ tasks: [task(1)], alarms: [] })
  held = apply(held, { seq: 11, kind: "alarm_raised", alarm: alarm(9) })
  assert.equal(alarmsFor(held, SUPERVISOR).length, 1)
  held = apply(held, { seq: 12, kind: "alarm_taken", alarm: alarm(9, { taken_at: "2026-11-22T05:58:00Z", taken_by: 3 }) })
  assert.equal(sounding(alarmsFor(held, SUPERVISOR), new Map(), NOW), null)
  held = apply(held, { seq: 13, kind: "alarm_over", alarm: alarm(9, { over_at: "2026-11-22T06:00:00Z" }) })
  assert.equal(alarmsFor(held, SUPERVISOR).length, 0)
})

test("a person who is no longer on the list is told nothing by rank", () => {
  assert.equal(concerns(alarm(1, { to: "supervisor" }), task(1, { assignee: 2 }), GUARD, new Map(STAFF.map((one) => [one.id, one]))), false)
})
