import assert from "node:assert/strict"
import { test } from "node:test"

import { apply, lay } from "../../static/js/board/apply.js"
import { sectionsOf } from "../../static/js/board/sections.js"
import { snapshot, stay, task } from "./builders.mjs"

const NOW = Date.parse("2026-11-22T06:00:00Z")
const at = (minutes) => new Date(NOW + minutes * 60_000).toISOString()
const ids = (rows) => rows.map(({ id }) => id)
const named = (sections) => Object.fromEntries(Object.entries(sections).map(([name, rows]) => [name, ids(rows)]))

test("a department's list: late, next two hours, today, later, done", () => {
  const tasks = [
    task(1, { due_at: at(-5), state: "waiting" }),
    task(2, { due_at: at(-1) }),
    task(3, { due_at: at(119) }),
    task(4, { due_at: at(121) }),
    task(5, { due_at: at(2000) }),
    task(6, { state: "done", done_at: at(-9) }),
    task(7, { state: "done", second_signature: "manager", due_at: at(20) }),
    task(8, { state: "cancelled" }),
    task(9, { department: "concierge" }),
  ]
  const board = lay(snapshot({ tasks }))
  const sections = sectionsOf(board, "housekeeping", { now: NOW, endOfDay: NOW + 600 * 60_000 })
  assert.deepEqual(named(sections), {
    late: [2, 1],
    next: [7, 3],
    today: [4],
    later: [5],
    done: [6],
  })
})

test("what was just ticked keeps its place", () => {
  const board = lay(snapshot({ tasks: [task(1, { state: "done", due_at: at(5) })] }))
  const sections = sectionsOf(board, "housekeeping", { now: NOW, endOfDay: NOW, justNow: ({ id }) => id === 1 })
  assert.deepEqual(ids(sections.next), [1])
})

// The same numbers each time, so that a failure can be seen again.
function chance(seed) {
  let state = seed
  return (most) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % most
  }
}

const DEPARTMENTS = ["housekeeping", "concierge"]
const STATES = ["waiting", "open", "in_progress", "done", "signed_off", "skipped", "cancelled"]

test("a list that follows events is the list that is made anew", () => {
  const pick = chance(7)
  const anyTask = (id) =>
    task(id, {
      stay_id: 1 + (id % 6),
      department: DEPARTMENTS[pick(2)],
      due_at: at(pick(40) - 20),
      state: STATES[pick(STATES.length)],
      done_at: pick(2) ? at(pick(9)) : null,
    })
  const stays = Array.from({ length: 6 }, (_, index) => stay(index + 1))
  let board = lay(snapshot({ stays, tasks: Array.from({ length: 60 }, (_, index) => anyTask(index + 1)) }))
  const asked = { now: NOW, endOfDay: NOW + 600 * 60_000 }
  const followed = []
  for (let step = 0; step < 300; step += 1) {
    const seq = board.seq + 1
    const kind = pick(20)
    if (kind === 0) board = apply(board, { seq, kind: "stay_closed", stay_id: 1 + pick(6) })
    else if (kind === 1) board = apply(board, { seq, kind: "stay_changed", stay: stay(1 + pick(6)) })
    else board = apply(board, { seq, kind: "task_ticked", task: anyTask(1 + pick(70)) })
    for (const department of DEPARTMENTS) followed.push({ step, board, department, sections: named(sectionsOf(board, department, asked)) })
  }
  for (const { step, board: then, department, sections } of followed) {
    const anew = named(sectionsOf(copyOf(then), department, asked))
    for (const name of ["late", "next", "today", "later"]) assert.deepEqual(sections[name], anew[name], `${name} of ${department} after ${step + 1} events`)
    // Work that was done in the same minute has no order of its own.
    assert.deepEqual(new Set(sections.done), new Set(anew.done))
  }
})

// Another board of the same rows: nothing of it was seen before.
function copyOf(board) {
  const stays = [...board.stays.values()]
  const tasks = [...board.plans].filter(([stayId]) => board.stays.has(stayId)).flatMap(([, plan]) => [...plan.values()])
  return lay(snapshot({ stays, tasks: tasks.map((row) => ({ ...row })) }))
}
