// A department's work as its list shows it. The list is kept: an event costs what it changes, not the whole house.

import { byDue, factsOf } from "./order.js"
import { dueAt, holdsOpen } from "./urgency.js"

const NEXT_HOURS = 2 * 3_600_000

/**
 * A department's work in the order it is looked at: {late, next, today, later, done}. `endOfDay` is the end of
 * the hotel day in milliseconds. What was just ticked here (`justNow`) keeps its place for a moment, so that it can
 * be undone where the thumb still is. Cancelled work is not shown.
 */
export function sectionsOf(board, department, { now, endOfDay, justNow = () => false }) {
  const sections = { late: [], next: [], today: [], later: [], done: [] }
  for (const task of workOf(board, department)) sections[sectionOf(task, { now, endOfDay, justNow })].push(task)
  // Of what is late, first what can be done: the rest waits for other work.
  sections.late.sort((one, other) => (one.state === "waiting") - (other.state === "waiting"))
  sections.done.sort(byDone)
  return sections
}

function sectionOf(task, { now, endOfDay, justNow }) {
  // Done work that waits for its second signature stays among the open work.
  if (holdsOpen(task) && !justNow(task)) return "done"
  const due = dueAt(task)
  if (due <= now) return "late"
  if (due <= now + NEXT_HOURS) return "next"
  return due <= endOfDay ? "today" : "later"
}

// The work of one department, in the order of due times: {parts: Map of stay id -> its tasks, tasks}.
const LISTED = new Map()
const NOTHING_LISTED = { parts: new Map(), tasks: [] }
const NO_TASKS = []

// An event changes one plan: its tasks leave the list and come in again, the others stay where they are.
function workOf(board, department) {
  const before = LISTED.get(department) ?? NOTHING_LISTED
  const parts = partsOf(board, department)
  const gone = new Set(changed(before.parts, parts))
  const fresh = changed(parts, before.parts)
  if (!gone.size && !fresh.length) return before.tasks
  const tasks = merged(before.tasks.filter((task) => !gone.has(task)), fresh.sort(byDue))
  LISTED.set(department, { parts, tasks })
  return tasks
}

function partsOf(board, department) {
  const parts = new Map()
  for (const [stayId, plan] of board.plans) {
    if (board.stays.has(stayId)) parts.set(stayId, factsOf(plan).byDepartment.get(department)?.tasks ?? NO_TASKS)
  }
  return parts
}

// The tasks of those parts that the others have not, or otherwise.
const changed = (parts, others) => [...parts].flatMap(([stayId, tasks]) => (others.get(stayId) === tasks ? NO_TASKS : tasks))

// Two lists, each in order, as one.
function merged(some, others) {
  const all = []
  let place = 0
  for (const task of others) {
    while (place < some.length && byDue(some[place], task) < 0) all.push(some[place++])
    all.push(task)
  }
  return all.concat(some.slice(place))
}

// The last done first.
function byDone(one, other) {
  const [before, after] = [one.done_at ?? "", other.done_at ?? ""]
  if (before === after) return 0
  return before < after ? 1 : -1
}
