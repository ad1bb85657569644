import assert from "node:assert/strict"
import { test } from "node:test"

import { lay, planOf } from "../../static/js/board/apply.js"
import { missed, NOTHING_MISSED } from "../../static/js/board/away.js"
import { mayOn, mayReopen, mustBeAnother } from "../../static/js/board/may.js"
import { byStage, columnsOf, deadlineOf, factsOf, marksOf, missingFor, waitsFor } from "../../static/js/board/order.js"
import { nextStep, possible, STAY_STEPS, TASK_STEPS } from "../../static/js/board/steps.js"
import { holdsOpen, isLate, urgency } from "../../static/js/board/urgency.js"
import { DEPARTMENTS, snapshot, stay, task } from "./builders.mjs"

const NOW = Date.parse("2026-11-22T06:00:00Z")
const at = (minutes) => new Date(NOW + minutes * 60_000).toISOString()
const ids = (rows) => rows.map(({ id }) => id)
const planWith = (...tasks) => planOf(lay(snapshot({ tasks })), 1)

test("urgency turns at the due moment, five minutes and half an hour before", () => {
  const cases = [[-1, "overdue"], [0, "overdue"], [5, "due"], [6, "soon"], [30, "soon"], [31, "upcoming"]]
  for (const [minutes, expected] of cases) assert.equal(urgency(at(minutes), NOW), expected, `${minutes}`)
})

test("late is said of open work only", () => {
  assert.equal(isLate(task(1, { due_at: at(-1) }), NOW), true)
  assert.equal(isLate(task(1, { due_at: at(-1), state: "done" }), NOW), false)
})

test("done work holds a gate until its second signature", () => {
  assert.equal(holdsOpen(task(1, { state: "done" })), true)
  assert.equal(holdsOpen(task(1, { state: "done", second_signature: "manager" })), false)
  assert.equal(holdsOpen(task(1, { state: "signed_off", second_signature: "manager" })), true)
})

test("the board stands in columns by next deadline, what is over last", () => {
  const stays = [
    stay(1, { arrival_at: at(300) }),
    stay(2, { arrival_at: at(60) }),
    stay(3, { state: "in_house", departure_at: at(1200) }),
    stay(4, { state: "in_house", departure_at: at(120) }),
    stay(5, { state: "departed", departure_at: at(-60) }),
    stay(6, { state: "no_show", arrival_at: at(-60) }),
  ]
  const columns = columnsOf(lay(snapshot({ stays, tasks: [task(1, { due_at: at(10) })] })), NOW)
  assert.deepEqual(ids(columns.arriving), [1, 2, 6])
  assert.deepEqual(ids(columns.in_house), [3])
  assert.deepEqual(ids(columns.leaving), [4, 5])
})

test("waiting work is nobody's deadline yet", () => {
  const plan = planWith(task(1, { state: "waiting", due_at: at(1) }), task(2, { due_at: at(9) }))
  assert.equal(deadlineOf(stay(1, { arrival_at: at(30) }), plan), NOW + 9 * 60_000)
})

test("what blocks the next step: work that can be done, then signatures, then what waits", () => {
  const gate = "ready"
  const plan = planWith(
    task(1, { gate, state: "waiting", due_at: at(1) }),
    task(2, { gate, state: "done", second_signature: "manager", due_at: at(2) }),
    task(3, { gate, due_at: at(3) }),
    task(4, { gate, state: "signed_off" }),
    task(5, { gate: "depart" }),
  )
  assert.deepEqual(ids(missingFor(stay(1), plan)), [3, 2, 1])
  assert.deepEqual(ids(missingFor(stay(1, { state: "ready" }), plan)), [3, 2, 1])
  assert.deepEqual(ids(missingFor(stay(1, { state: "departing" }), plan)), [5])
})

test("each department's part is counted, late ones by themselves", () => {
  const plan = planWith(
    task(1, { due_at: at(-5) }),
    task(2, { state: "done" }),
    task(3, { state: "cancelled" }),
    task(4, { department: "concierge", state: "done" }),
  )
  assert.deepEqual(marksOf(plan, DEPARTMENTS, NOW), [
    { code: "concierge", count: 1, done: 1, late: 0, urgency: "settled" },
    { code: "housekeeping", count: 2, done: 1, late: 1, urgency: "overdue" },
  ])
})

test("facts are gathered once per plan", () => {
  const plan = planWith(task(1))
  assert.equal(factsOf(plan), factsOf(plan))
})

test("a waiting task names what comes first", () => {
  const plan = planWith(task(1, { key: "clean" }), task(2, { state: "waiting", after: ["clean", "gone"] }))
  assert.deepEqual(ids(waitsFor(plan.get(2), plan)), [1])
  assert.deepEqual(waitsFor(plan.get(1), plan), [])
})

test("the plan by stage and department", () => {
  const plan = planWith(task(1), task(2, { stage: "arrival", department: "concierge", state: "done" }), task(3, { state: "cancelled" }))
  const shown = byStage(plan, DEPARTMENTS).map(({ stage, count, done, departments }) => [stage, count, done, departments.map(({ code }) => code)])
  assert.deepEqual(shown, [
    ["pre_arrival", 1, 0, ["housekeeping"]],
    ["arrival", 1, 1, ["concierge"]],
  ])
})

test("the next step waits for the driver only where a car is sent", () => {
  assert.equal(nextStep(stay(1, { state: "ready", transfer: true })), "en_route")
  assert.equal(nextStep(stay(1, { state: "ready" })), "arrive")
  assert.equal(nextStep(stay(1, { state: "departed" })), "")
})

test("verbs are offered by state and permission", () => {
  assert.deepEqual(possible(STAY_STEPS, "preparing", ["stay_step"]), ["ready", "en_route", "arrive"])
  assert.deepEqual(possible(STAY_STEPS, "preparing", ["stay_cancel"]), ["cancel", "no_show"])
  assert.deepEqual(possible(TASK_STEPS, "done", ["task_sign_off"]), ["sign_off"])
})

test("a person acts on the own department's work, who leads the house on anyone's", () => {
  const floor = { permissions: ["task_tick"], staff: { id: 7, role: "supervisor", department: "housekeeping" } }
  const lobby = { permissions: ["task_tick"], staff: { id: 8, role: "lobby_manager", department: "front_office" } }
  const elsewhere = task(1, { department: "security" })
  assert.equal(mayOn(floor, "task_tick", task(1)), true)
  assert.equal(mayOn(floor, "task_tick", elsewhere), false)
  assert.equal(mayOn(lobby, "task_tick", elsewhere), true)
  assert.equal(mayOn(lobby, "task_skip", elsewhere), false)
  assert.equal(mayReopen(floor, task(1, { done_by: 7 })), true)
  assert.equal(mayReopen(floor, task(1, { done_by: 9 })), false)
  assert.equal(mustBeAnother(floor, task(1, { done_by: 7 })), true)
})

test("what changed during an absence is counted and marked, hidden events are not", () => {
  const events = [{ seq: 1, kind: "hidden" }, { seq: 2, kind: "task_ticked", stay_id: 1, task: task(4) }, { seq: 3, kind: "stay_ready", stay_id: 2, stay: stay(2) }]
  const marks = missed(NOTHING_MISSED, events)
  assert.equal(marks.count, 2)
  assert.deepEqual([...marks.stays], [1, 2])
  assert.deepEqual([...marks.tasks], [4])
  assert.equal(missed(marks, [{ seq: 4, kind: "hidden" }]), marks)
})
