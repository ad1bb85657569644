import assert from "node:assert/strict"
import { test } from "node:test"

import { lay } from "../../static/js/board/apply.js"
import { differing, missed, NOTHING_MISSED, readable, seen } from "../../static/js/board/away.js"
import { commonShift } from "../../static/js/board/shift.js"
import { createFollower } from "../../static/js/live/follow.js"
import { snapshot, stay, task } from "./builders.mjs"

const SAM = { id: 3, name: { zh: "山姆", en: "Sam" } }
const ticked = (seq, id, more = {}) => ({ seq, kind: "task_ticked", at: `2026-11-22T06:00:${String(seq).padStart(2, "0")}Z`, by: SAM, stay_id: 1, task: task(id, { stay_id: 1 }), ...more })
const keysOf = (marks) => readable(marks).map(({ key }) => key)

test("each change says what, when, who and where, the newest first", () => {
  const marks = missed(NOTHING_MISSED, [ticked(1, 4), { seq: 2, kind: "stay_ready", at: "2026-11-22T06:00:02Z", by: null, stay_id: 2, stay: stay(2) }])
  const [ready, tick] = readable(marks)
  assert.equal(ready.kind, "stay_ready")
  assert.equal(ready.by, null)
  assert.deepEqual([tick.kind, tick.by.name.en, tick.stayId, tick.taskIds, tick.title.en], ["task_ticked", "Sam", 1, [4], "Clean the room"])
})

test("what only follows from a change is marked and not told, what departments were told of is told once", () => {
  const opened = { seq: 2, kind: "task_opened", at: "2026-11-22T06:00:01Z", by: SAM, stay_id: 1, task: task(5) }
  const moved = (seq, id) => ({ seq, kind: "plan_moved", at: "2026-11-22T06:01:00Z", by: SAM, stay_id: 1, tasks: [task(id), task(id + 1)] })
  const marks = missed(NOTHING_MISSED, [ticked(1, 4), opened, moved(3, 10), moved(4, 20)])
  assert.equal(marks.count, 2)
  assert.deepEqual(readable(marks).map(({ kind, count, keys }) => [kind, count, keys]), [["plan_moved", 4, ["3", "4"]], ["task_ticked", 1, ["1"]]])
  assert.ok(marks.tasks.has(5))
})

test("a mark goes with the change that made it, and stays while another makes it too", () => {
  const marks = missed(NOTHING_MISSED, [ticked(1, 4), ticked(2, 4), ticked(3, 5, { stay_id: 2, task: task(5, { stay_id: 2 }) })])
  const one = seen(marks, ["2"])
  assert.ok(one.tasks.has(4))
  assert.equal(one.count, 2)
  const two = seen(one, ["1"])
  assert.deepEqual([[...two.stays], [...two.tasks]], [[2], [5]])
  assert.equal(seen(two, ["3"]), NOTHING_MISSED)
})

test("a long absence counts what it does not list", () => {
  const marks = missed(NOTHING_MISSED, Array.from({ length: 250 }, (_, index) => ticked(index + 1, index + 1)))
  assert.equal(marks.changes.length, 200)
  assert.equal(marks.count, 250)
  assert.equal(marks.earlier, 50)
  assert.equal(keysOf(marks)[0], "250")
})

test("a board that was fetched anew tells what differs", () => {
  const before = lay(snapshot({ seq: 10, stays: [stay(1), stay(2), stay(3)], tasks: [task(1), task(2, { stay_id: 2 })] }))
  const after = lay(snapshot({ seq: 99, stays: [stay(1), stay(2, { version: 2 }), stay(4)], tasks: [task(1, { version: 3 }), task(2, { stay_id: 2 })] }))
  const marks = differing(NOTHING_MISSED, before, after)
  assert.deepEqual(readable(marks).map(({ kind, stayId, taskIds }) => [stayId, kind, taskIds]).sort(), [[1, "different", [1]], [2, "different", []], [3, "gone", []], [4, "different", []]])
  assert.equal(differing(NOTHING_MISSED, before, before), NOTHING_MISSED)
})

test("who was away too long for the journal is told of the other board", async () => {
  const boards = [snapshot({ seq: 10, stays: [stay(1)] }), snapshot({ seq: 99, stays: [stay(1, { version: 5 })] })]
  const told = []
  const follower = createFollower({
    get: async (path) => {
      if (path === "/api/board?tasks=lines") return boards.shift()
      throw Object.assign(new Error("too old"), { status: 410 })
    },
    hold() {},
    told() {},
    replaced: (before, after) => told.push([before.seq, after.seq]),
  })
  await follower.start()
  assert.deepEqual(told, [])
  await follower.catchUp()
  assert.deepEqual(told, [[10, 99]])
})

const at = (...tops) => new Map(tops.map(([id, top, column = 0]) => [id, { top, column }]))
const now = (...tops) => new Map(tops)

test("a row that came above moves the others by its height, and the page with them", () => {
  assert.equal(commonShift(at(["a", 100], ["b", 200], ["c", 300]), now(["a", 180], ["b", 280], ["c", 380])), 80)
  assert.equal(commonShift(at(["a", 100], ["b", 200], ["c", 300]), now(["a", 20], ["b", 120], ["c", 220])), -80)
})

test("a row that moved by itself does not take the page along", () => {
  assert.equal(commonShift(at(["a", 100], ["b", 200], ["c", 300]), now(["a", 4000], ["b", 200], ["c", 300])), 0)
  assert.equal(commonShift(at(["a", 100], ["b", 200]), now(["a", 4000], ["b", 200])), 0)
  assert.equal(commonShift(at(["a", 100]), now()), 0)
  assert.equal(commonShift(at(), now()), 0)
})

test("the column under the finger speaks for the screen", () => {
  const before = at(["a", 100, 0], ["b", 100, 1], ["c", 300, 1], ["d", 100, 2])
  const after = now(["a", 160], ["b", 100], ["c", 300], ["d", 100])
  assert.equal(commonShift(before, after, { column: 0, y: 110 }), 60)
  assert.equal(commonShift(before, after, { column: 1, y: 110 }), 0)
  assert.equal(commonShift(before, after), 0)
})

test("the rows around the finger stay, whatever most rows do", () => {
  const before = at(["a", 100], ["b", 180], ["c", 260], ["d", 340], ["e", 420], ["f", 500])
  const after = now(["a", 100], ["b", 180], ["c", 340], ["d", 420], ["e", 500], ["f", 580])
  assert.equal(commonShift(before, after, { column: 0, y: 110 }), 0)
  assert.equal(commonShift(before, after, { column: 0, y: 350 }), 80)
})
