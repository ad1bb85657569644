import assert from "node:assert/strict"
import { test } from "node:test"

import { apply, applyAll, Gap, lay, planOf, unfold } from "../../static/js/board/apply.js"
import { NAMES } from "../../static/js/board/task_lines.js"
import { snapshot, stay, task } from "./builders.mjs"

test("a board laid out and folded up again is the snapshot", () => {
  assert.deepEqual(unfold(lay(snapshot())), snapshot())
})

test("a task event puts its row in the place of the old one", () => {
  const done = task(1, { state: "done", version: 2 })
  const board = apply(lay(snapshot()), { seq: 11, kind: "task_ticked", task_id: 1, task: done })
  assert.equal(board.seq, 11)
  assert.deepEqual(unfold(board).tasks[0], done)
})

test("an event that is known already changes nothing, not even the identity", () => {
  const board = lay(snapshot())
  assert.equal(apply(board, { seq: 10, kind: "task_ticked", task: task(1, { state: "done" }) }), board)
})

test("an event after a missing one is a gap", () => {
  const event = { seq: 12, kind: "hidden" }
  assert.throws(() => apply(lay(snapshot()), event), (error) => error instanceof Gap && error.held === 10 && error.came === 12)
})

test("hidden events and those of other pages move the number alone", () => {
  const board = lay(snapshot())
  for (const kind of ["hidden", "letter_signed", "reservation_held"]) {
    const after = apply(board, { seq: 11, kind })
    assert.equal(after.seq, 11)
    assert.equal(after.stays, board.stays)
    assert.equal(after.plans, board.plans)
  }
})

test("a plan that is laid brings its tasks; what moved takes the place of what was", () => {
  const laid = { seq: 11, kind: "plan_laid", stay_id: 3, tasks: [task(8, { stay_id: 3 }), task(9, { stay_id: 3 })] }
  const known = { seq: 12, kind: "stay_expected", stay_id: 3, stay: stay(3) }
  const moved = { seq: 13, kind: "plan_moved", stay_id: 3, tasks: [task(9, { stay_id: 3, due_at: "2026-11-22T07:00:00Z" })] }
  const board = applyAll(lay(snapshot()), [laid, known, moved])
  assert.deepEqual(unfold(board).tasks.map(({ id }) => id), [1, 2, 8, 9])
  assert.equal(planOf(board, 3).get(9).due_at, "2026-11-22T07:00:00Z")
})

test("a stay that is closed leaves with its tasks", () => {
  const board = unfold(apply(lay(snapshot()), { seq: 11, kind: "stay_closed", stay_id: 2 }))
  assert.deepEqual(board.stays.map(({ id }) => id), [1])
  assert.deepEqual(board.tasks.map(({ id }) => id), [1])
})

test("who is dismissed leaves the board, who comes is on it as the snapshot shows people", () => {
  const person = { id: 8, name: { zh: "周", en: "Zhou" }, role: "attendant", department: "security", post: "" }
  const come = apply(lay(snapshot()), { seq: 11, kind: "staff_changed", staff: { ...person, active: true } })
  assert.deepEqual(unfold(come).staff[1], person)
  const gone = apply(come, { seq: 12, kind: "staff_changed", staff: { ...person, active: false } })
  assert.deepEqual(unfold(gone).staff.map(({ id }) => id), [7])
})

test("the board before is untouched, and what did not change is shared", () => {
  const before = lay(snapshot())
  const after = apply(before, { seq: 11, kind: "task_ticked", task: task(1, { state: "done" }) })
  assert.deepEqual(unfold(before), snapshot())
  assert.equal(planOf(after, 2), planOf(before, 2))
  assert.equal(after.stays, before.stays)
  assert.notEqual(planOf(after, 1), planOf(before, 1))
})

test("one event on a full house copies one plan and shares the other 499", () => {
  const stays = Array.from({ length: 500 }, (_, index) => stay(index + 1))
  const tasks = Array.from({ length: 30_000 }, (_, index) => task(index + 1, { stay_id: (index % 500) + 1 }))
  const before = lay(snapshot({ stays, tasks }))
  const after = apply(before, { seq: 11, kind: "task_ticked", task: { ...tasks[0], state: "done" } })
  const shared = [...after.plans].filter(([id, plan]) => plan === before.plans.get(id))
  assert.equal(shared.length, 499)
})

test("a board whose tasks come in lines is the same board", () => {
  const rows = snapshot().tasks.map((row) => Object.fromEntries(NAMES.map((name) => [name, row[name] ?? null])))
  const lines = rows.map((row) => NAMES.map((name) => row[name]))
  assert.ok(lines.length > 1)
  assert.deepEqual(lay(snapshot({ tasks: { names: NAMES, lines } })), lay(snapshot({ tasks: rows })))
})

test("lines of a server of another version are read by their names", () => {
  const names = [...NAMES.toReversed(), "new_here"]
  const row = { ...Object.fromEntries(NAMES.map((name) => [name, null])), ...task(7), new_here: true }
  const held = lay(snapshot({ tasks: { names, lines: [names.map((name) => row[name])] } }))
  assert.deepEqual(planOf(held, row.stay_id).get(7), row)
})
