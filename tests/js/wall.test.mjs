import assert from "node:assert/strict"
import { test } from "node:test"

import { untaken } from "../../static/js/board/alarms.js"
import { lay } from "../../static/js/board/apply.js"
import { PAGE, turn, wallOf } from "../../static/js/board/wall.js"
import { snapshot, stay, task } from "./builders.mjs"

const NOW = Date.parse("2026-11-22T06:00:00Z")
const END = Date.parse("2026-11-22T20:00:00Z")
const wall = (more) => wallOf(lay(snapshot(more)), { now: NOW, endOfDay: END })

test("who comes next stands first, tomorrow's and those who are over do not", () => {
  const shown = wall({
    stays: [
      stay(1, { arrival_at: "2026-11-22T09:00:00Z" }),
      stay(2, { arrival_at: "2026-11-22T05:00:00Z" }),
      stay(3, { arrival_at: "2026-11-23T09:00:00Z" }),
      stay(4, { state: "cancelled" }),
    ],
    tasks: [],
  })
  assert.deepEqual(shown.arriving.map(({ stay: one }) => one.id), [2, 1])
})

test("the one thing that blocks, and how much more", () => {
  const shown = wall({
    stays: [stay(1)],
    tasks: [
      task(1, { gate: "ready", due_at: "2026-11-22T05:59:00Z" }),
      task(2, { gate: "ready", due_at: "2026-11-22T07:00:00Z" }),
      task(3, { gate: "settle" }),
    ],
  })
  const [row] = shown.arriving
  assert.deepEqual([row.block.id, row.late, row.more], [1, true, 1])
  const [free] = wall({ stays: [stay(1)], tasks: [] }).arriving
  assert.deepEqual([free.block, free.late, free.more], [null, false, 0])
})

test("in house, and leaving before the hotel day turns", () => {
  const shown = wall({
    stays: [
      stay(1, { state: "in_house", departure_at: "2026-11-22T19:00:00Z" }),
      stay(2, { state: "departing", departure_at: "2026-11-22T08:00:00Z" }),
      stay(3, { state: "in_house", departure_at: "2026-11-24T04:00:00Z" }),
      stay(4, { state: "departed", departure_at: "2026-11-22T04:00:00Z" }),
    ],
    tasks: [],
  })
  assert.equal(shown.inHouse, 3)
  assert.deepEqual(shown.leaving.map(({ id }) => id), [2, 1])
})

test("a department counts today's work, and what is late of any day", () => {
  const shown = wall({
    stays: [stay(1)],
    tasks: [
      task(1, { due_at: "2026-11-22T05:00:00Z" }),
      task(2, { due_at: "2026-11-22T10:00:00Z", state: "done", done_at: "2026-11-22T05:30:00Z" }),
      task(3, { due_at: "2026-11-20T05:00:00Z" }),
      task(4, { due_at: "2026-11-23T05:00:00Z" }),
      task(5, { due_at: "2026-11-22T05:00:00Z", state: "cancelled" }),
      task(6, { due_at: "2026-11-22T05:00:00Z", stay_id: 99 }),
    ],
  })
  const own = shown.departments.find(({ code }) => code === "housekeeping")
  assert.deepEqual([own.count, own.done, own.late], [2, 1, 2])
  assert.equal(shown.departments.length, 3)
})

test("pages take turns, and every row has its turn", () => {
  const rows = [1, 2, 3, 4, 5]
  const pages = [0, 1, 2].map((place) => turn(rows, 2, place * PAGE + 1))
  assert.deepEqual(pages.flatMap((one) => one.rows), rows)
  assert.deepEqual(pages.map(({ page }) => page), [1, 2, 3])
  assert.deepEqual(turn(rows, 2, 3 * PAGE).rows, [1, 2], "and then from the beginning")
  assert.deepEqual(turn([], 2, 99), { rows: [], page: 1, pages: 1 })
})

test("alarms that somebody has in hand, and gentle reminders, are not called out", () => {
  const alarm = (id, more) => ({ id, task_id: id, stay_id: 1, department: "housekeeping", waits_for: null, level: "due", to: "assignee", due_at: "2026-11-22T06:00:00Z", taken_at: null, over_at: null, ...more })
  const held = lay(snapshot({ tasks: [task(1), task(2), task(3), task(4)], alarms: [alarm(4, { level: "soon" }), alarm(1, {}), alarm(2, { taken_at: "2026-11-22T05:00:00Z" }), alarm(3, { level: "overdue" })] }))
  assert.deepEqual(untaken(held).map(({ alarm: { id } }) => id), [3, 1])
})
