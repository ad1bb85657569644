import assert from "node:assert/strict"
import { test } from "node:test"

import { TASK_STEPS } from "../../static/js/board/steps.js"
import { reverseOf } from "../../static/js/board/undo.js"
import { task } from "./builders.mjs"

const NOW = Date.parse("2026-11-22T05:00:00Z")
const ATTENDANT = { staff: { id: 7, department: "housekeeping", role: "attendant" }, permissions: ["task_tick"] }
const SUPERVISOR = { staff: { id: 8, department: "housekeeping", role: "supervisor" }, permissions: ["task_tick", "task_assign", "task_skip"] }

function back(verb, { before = {}, after = {}, session = ATTENDANT } = {}) {
  return reverseOf(verb, { before: before && task(1, before), task: task(1, after), session, now: NOW })
}

test("what was ticked or skipped is opened again, by who may", () => {
  assert.deepEqual(back("tick", { after: { state: "done", done_by: 7 } }), { verb: "reopen" })
  assert.deepEqual(back("skip", { after: { state: "skipped" }, session: SUPERVISOR }), { verb: "reopen" })
  assert.equal(back("skip", { after: { state: "skipped" } }), null)
})

test("what was taken or begun is given back to nobody, or to whose it was", () => {
  assert.deepEqual(back("claim", { after: { assignee: 7 } }), { verb: "release" })
  assert.deepEqual(back("start", { after: { assignee: 7, state: "in_progress" } }), { verb: "release" })
  assert.deepEqual(back("claim", { before: { assignee: 9 }, after: { assignee: 8 }, session: SUPERVISOR }), { verb: "assign", assignee: 9 })
  assert.equal(back("claim", { before: { assignee: 9 }, after: { assignee: 7 } }), null)
  assert.equal(back("claim", { before: null, after: { assignee: 7 } }), null)
})

test("what was given goes back to whose it was", () => {
  assert.deepEqual(back("assign", { after: { assignee: 7 }, session: SUPERVISOR }), { verb: "release" })
  assert.deepEqual(back("assign", { before: { assignee: 9 }, after: { assignee: 7 }, session: SUPERVISOR }), { verb: "assign", assignee: 9 })
})

test("what was put off is due again when it was, as long as that lies ahead", () => {
  assert.deepEqual(back("postpone", { before: { due_at: "2026-11-22T06:00:00Z" } }), { verb: "postpone", until: "2026-11-22T06:00:00Z" })
  assert.equal(back("postpone", { before: { due_at: "2026-11-22T04:00:00Z" } }), null)
})

test("every verb of a task has a way back, or is known to have none", () => {
  const without = ["sign_off", "in_position", "out_of_position", "cannot", "release", "reopen"]
  const whole = { before: { due_at: "2026-11-22T06:00:00Z" }, after: { assignee: 8, done_by: 8 }, session: SUPERVISOR }
  const verbs = TASK_STEPS.map(({ verb }) => verb)
  assert.deepEqual(verbs.filter((verb) => !back(verb, whole)).sort(), without.sort())
})
