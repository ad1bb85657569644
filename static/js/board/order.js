// What the screens ask of a board: who is where, what is next, what holds a gate, what is late.
// Facts of a plan are kept by the plan's identity: an event changes one plan, the others cost nothing.

import { GATES_OF_STEP, nextStep } from "./steps.js"
import { UNSETTLED, dueAt, holdsOpen, isOpen, urgency } from "./urgency.js"

const HOUR = 3_600_000
const COLUMN_OF = {
  expected: "arriving",
  preparing: "arriving",
  ready: "arriving",
  en_route: "arriving",
  arrived: "arriving",
  in_house: "in_house",
  departing: "leaving",
  departed: "leaving",
  cancelled: "arriving",
  no_show: "arriving",
}
export const COLUMNS = ["arriving", "in_house", "leaving"]
const OVER = new Set(["departed", "cancelled", "no_show"])
// A guest in house who leaves within this time stands among those leaving.
const LEAVES_SOON = 6 * HOUR

/** The facts of a plan that do not hang on the clock: {count, done, byDepartment, gates, unsettled}. */
export const factsOf = (plan) => kept(FACTS, plan, gather)

/** The stays of each column, those with the next deadline first, those that are over last. */
export function columnsOf(board, now) {
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, []]))
  for (const stay of board.stays.values()) columns[columnOf(stay, now)].push(stay)
  const deadlines = new Map([...board.stays.values()].map((stay) => [stay.id, deadlineOf(stay, board.plans.get(stay.id) ?? NOTHING)]))
  for (const stays of Object.values(columns)) {
    stays.sort((one, other) => isOver(one) - isOver(other) || deadlines.get(one.id) - deadlines.get(other.id) || one.id - other.id)
  }
  return columns
}

/** Where a stay stands on the board: arriving, in_house or leaving. */
export function columnOf(stay, now) {
  if (stay.state === "in_house" && Date.parse(stay.departure_at) - now <= LEAVES_SOON) return "leaving"
  return COLUMN_OF[stay.state]
}

/** The stay's next deadline in milliseconds: its own next moment or the first unsettled task, whichever is earlier. */
export function deadlineOf(stay, plan) {
  const own = Date.parse(momentOf(stay))
  return Math.min(own, timesOf(plan).firstOpenAt)
}

/** What this stay moves towards: its arrival until the guest is here, then its departure. */
export function momentOf(stay) {
  return COLUMN_OF[stay.state] === "arriving" ? stay.arrival_at : stay.departure_at
}

export const isOver = (stay) => OVER.has(stay.state)

/** What holds the stay's next step closed, the work that can be done now first: [task]. */
export function missingFor(stay, plan, verb = nextStep(stay)) {
  const { gates } = factsOf(plan)
  const tasks = (GATES_OF_STEP[verb] ?? []).flatMap((gate) => gates.get(gate) ?? [])
  return tasks.sort((one, other) => rankInGate(one) - rankInGate(other) || byDue(one, other))
}

/** Each department's part in a plan: [{code, count, done, late, urgency}] in the house's order of departments. */
export function marksOf(plan, departments, now) {
  const { byDepartment } = factsOf(plan)
  return departments
    .filter(({ code }) => byDepartment.has(code))
    .map(({ code }) => {
      const { count, done, unsettled } = byDepartment.get(code)
      const late = lateAmong(unsettled, now)
      return { code, count, done, late, urgency: unsettled.length ? urgency(unsettled[0].due_at, now) : "settled" }
    })
}

/** How many tasks of the plan are late. */
export function lateIn(plan, now) {
  return timesOf(plan).unsettled.filter((at) => at <= now).length
}

/** The tasks that come first and are not settled yet. */
export function waitsFor(task, plan) {
  if (task.state !== "waiting") return []
  const wanted = new Set(task.after)
  return [...plan.values()].filter((other) => wanted.has(other.key) && !holdsOpen(other))
}

/** The plan by stage and department: [{stage, count, done, departments: [{code, tasks}]}], cancelled work left out. */
export function byStage(plan, departments) {
  const stages = new Map(STAGE_ORDER.map((stage) => [stage, []]))
  for (const task of plan.values()) if (task.state !== "cancelled") stages.get(task.stage)?.push(task)
  return [...stages]
    .filter(([, tasks]) => tasks.length)
    .map(([stage, tasks]) => ({
      stage,
      count: tasks.length,
      done: tasks.filter(holdsOpen).length,
      departments: departments
        .map(({ code }) => ({ code, tasks: tasks.filter((task) => task.department === code).sort(byDue) }))
        .filter(({ tasks: own }) => own.length),
    }))
}

const STAGE_ORDER = ["pre_arrival", "arrival", "in_house", "departure"]
const FACTS = new WeakMap()
const TIMES = new WeakMap()

function kept(held, plan, make) {
  let made = held.get(plan)
  if (!made) held.set(plan, (made = make(plan)))
  return made
}

// When a plan's open work is due, in milliseconds. Asked of every plan of the house, so it needs no order.
const timesOf = (plan) => kept(TIMES, plan, gatherTimes)

function gatherTimes(plan) {
  const times = { firstOpenAt: Infinity, unsettled: [] }
  for (const task of plan.values()) {
    if (!UNSETTLED.has(task.state)) continue
    const at = Date.parse(task.due_at)
    times.unsettled.push(at)
    if (at < times.firstOpenAt && isOpen(task)) times.firstOpenAt = at
  }
  return times
}

function gather(plan) {
  const facts = { count: 0, done: 0, byDepartment: new Map(), gates: new Map(), unsettled: [] }
  // Sorted once: every list of it is in order then.
  for (const task of [...plan.values()].sort(byDue)) {
    if (task.state === "cancelled") continue
    count(facts, task)
    if (task.gate && !holdsOpen(task)) listed(facts.gates, task.gate).push(task)
  }
  return facts
}

function count(facts, task) {
  let own = facts.byDepartment.get(task.department)
  if (!own) facts.byDepartment.set(task.department, (own = { count: 0, done: 0, unsettled: [], tasks: [] }))
  own.tasks.push(task)
  addTo(facts, task)
  addTo(own, task)
}

function addTo(part, task) {
  part.count += 1
  if (holdsOpen(task)) part.done += 1
  if (UNSETTLED.has(task.state)) part.unsettled.push(task)
}

// Work that can be done now, then what waits for its second signature, then what waits for other work.
function rankInGate(task) {
  if (isOpen(task)) return 0
  return task.state === "done" ? 1 : 2
}

const NOTHING = new Map()

// Of tasks in the order of their due times.
function lateAmong(unsettled, now) {
  const next = unsettled.findIndex((task) => dueAt(task) > now)
  return next < 0 ? unsettled.length : next
}

/** The order of due times. Moments are all written alike, so that their text is in order as they are. */
export function byDue(one, other) {
  if (one.due_at !== other.due_at) return one.due_at < other.due_at ? -1 : 1
  return one.id - other.id
}

function listed(map, key) {
  if (!map.has(key)) map.set(key, [])
  return map.get(key)
}
