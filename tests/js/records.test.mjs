// Which events are about records, and what a form asks for as its answers are chosen.

import assert from "node:assert/strict"
import test from "node:test"

import { hearsOf, unasked } from "../../static/js/board/records.js"

const CALL = [
  { name: "answer", choices: [{ value: "none" }, { value: "requests", opens: "wish" }, { value: "complaint", opens: "complaint" }] },
  { name: "car", makes: "request", department: "concierge" },
  { name: "other", makes: "request", department_in: "whose" },
  { name: "whose", choices: [{ value: "housekeeping" }] },
  { name: "opinion" },
]

test("what begins a record is asked once a choice has opened one", () => {
  const hidden = new Set(["car", "other", "whose"])
  assert.deepEqual(unasked(CALL, {}), hidden)
  assert.deepEqual(unasked(CALL, { answer: "none" }), hidden)
  assert.deepEqual(unasked(CALL, { answer: "requests" }), new Set())
  assert.deepEqual(unasked(CALL, { answer: "complaint" }), new Set())
})

test("a form without such a choice asks for everything", () => {
  assert.deepEqual(unasked([{ name: "car", makes: "request" }, { name: "seat", choices: [{ value: "rear" }] }], {}), new Set())
})

test("events of the record and of the tasks that carry it are heard, others are not", () => {
  assert.ok(hearsOf({ kind: "request_recorded" }, "requests"))
  assert.ok(!hearsOf({ kind: "request_recorded" }, "complaints"))
  assert.ok(hearsOf({ kind: "complaint_calmed" }, "complaints"))
  assert.ok(hearsOf({ kind: "task_ticked", task: { fires: "call_back" } }, "requests"))
  assert.ok(hearsOf({ kind: "plan_moved", tasks: [{ fires: "" }, { fires: "own" }] }, "complaints"))
  assert.ok(!hearsOf({ kind: "plan_moved", tasks: [{ fires: "" }] }, "complaints"))
  assert.ok(!hearsOf({ kind: "hidden" }, "requests"))
})
