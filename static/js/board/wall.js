// What the wall screen shows of a board: who comes next and what holds them up, who leaves, how the departments
// stand, which alarms nobody has taken. Pure.

import { columnOf, factsOf, isOver, missingFor } from "./order.js"
import { UNSETTLED, dueAt, holdsOpen, isLate } from "./urgency.js"

const HOUR = 3_600_000
const DAY = 24 * HOUR
// Whoever comes later than this is tomorrow's matter.
const AHEAD = 18 * HOUR
// So much is read on a page of the wall before the next one comes.
export const PAGE = 12_000

/** {arriving, leaving, inHouse, departments}; `endOfDay` is the end of the hotel day in milliseconds. */
export function wallOf(board, { now, endOfDay }) {
  const running = [...board.stays.values()].filter((stay) => !isOver(stay))
  const column = (name) => running.filter((stay) => columnOf(stay, now) === name)
  return {
    arriving: column("arriving")
      .filter((stay) => Date.parse(stay.arrival_at) <= now + AHEAD)
      .sort(byMoment("arrival_at"))
      .map((stay) => ({ stay, ...blockOf(stay, board, now) })),
    leaving: running.filter((stay) => columnOf(stay, now) !== "arriving" && Date.parse(stay.departure_at) < endOfDay).sort(byMoment("departure_at")),
    inHouse: running.filter((stay) => columnOf(stay, now) !== "arriving").length,
    departments: departmentsOf(board, now, endOfDay),
  }
}

/** The rows of the page whose turn it is, of pages of `size`: {rows, page, pages}, counted from 1. */
export function turn(rows, size, now) {
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const page = Math.floor(now / PAGE) % pages
  return { rows: rows.slice(page * size, (page + 1) * size), page: page + 1, pages }
}

// The one task that holds the next step closed, and how many more there are.
function blockOf(stay, board, now) {
  const missing = missingFor(stay, board.plans.get(stay.id) ?? NOTHING)
  return { block: missing[0] ?? null, late: missing.length > 0 && isLate(missing[0], now), more: Math.max(0, missing.length - 1) }
}

const NOTHING = new Map()

/** Of the work due this hotel day: {code, count, done}; `late` is everything late, of whatever day. */
function departmentsOf(board, now, endOfDay) {
  return board.departments.map((department) => {
    const sums = { ...department, count: 0, done: 0, late: 0 }
    for (const [stayId, plan] of board.plans) {
      if (!board.stays.has(stayId)) continue
      for (const task of factsOf(plan).byDepartment.get(department.code)?.tasks ?? []) add(sums, task, now, endOfDay)
    }
    return sums
  })
}

function add(sums, task, now, endOfDay) {
  const due = dueAt(task)
  if (due >= endOfDay - DAY && due < endOfDay) {
    sums.count += 1
    if (holdsOpen(task)) sums.done += 1
  }
  if (due <= now && UNSETTLED.has(task.state)) sums.late += 1
}

const byMoment = (name) => (one, other) => Date.parse(one[name]) - Date.parse(other[name]) || one.id - other.id
