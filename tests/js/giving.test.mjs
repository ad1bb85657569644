import assert from "node:assert/strict"
import { test } from "node:test"

import { giving } from "../../static/js/board/giving.js"
import { task } from "./builders.mjs"

const of = (...assignees) => assignees.map((assignee, place) => task(place + 1, { assignee }))

test("what a person has already does not come to them", () => {
  assert.deepEqual(giving(of(null, 7, null, 7, null), 7), { count: 3, leaving: [] })
  assert.deepEqual(giving(of(7, 7), 7), { count: 0, leaving: [] })
  assert.deepEqual(giving([], 7), { count: 0, leaving: [] })
})

test("whom it leaves is counted by person, the most first", () => {
  assert.deepEqual(giving(of(9, null, 8, 8, 7, 8, 9), 7), { count: 6, leaving: [[8, 3], [9, 2]] })
})
