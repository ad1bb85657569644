// Which alarms concern a person, in which order they are shown, and which of them sound now. Pure.

import { signersFor } from "./may.js"
import { holdsOpen, isOpen } from "./urgency.js"

const LEVELS = ["soon", "due", "overdue", "escalated"]
const RUNGS = ["assignee", "supervisor", "manager", "lobby_manager", "general_manager"]
const WHOLE_HOUSE = new Set(["lobby_manager", "general_manager"])

// How often an alarm that nobody takes is heard again, in milliseconds; 0 is once.
export const AGAIN = { soon: 0, due: 120_000, overdue: 45_000, escalated: 30_000 }

/**
 * The alarms that stand and concern this person (a row of `board.staff`), the most urgent first:
 * [{alarm, task, stay, waiting, others}]. `task` is the work to be done, `waiting` the task that waits for it (where
 * this person sees it), `others` how many more tasks of a short-notice plan the alarm speaks for.
 */
export function alarmsFor(board, person) {
  const rows = []
  for (const row of standing(board)) if (concerns(row.alarm, row.task, person, board.staff)) rows.push(row)
  return rows.sort(byUrgency)
}

/** The alarms of the whole house that are due or late and nobody has taken, the most urgent first: rows. */
export const untaken = (board) => [...standing(board)].filter(({ alarm }) => !alarm.taken_at && alarm.level !== "soon").sort(byUrgency)

function* standing(board) {
  for (const alarm of board.alarms.values()) {
    const plan = board.plans.get(alarm.stay_id)
    const own = plan?.get(alarm.task_id) ?? null
    const task = alarm.waits_for ? (plan?.get(alarm.waits_for) ?? null) : own
    const stay = board.stays.get(alarm.stay_id)
    if (!stay || !task || holdsOpen(task)) continue
    yield { alarm, task, stay, waiting: alarm.waits_for ? own : null, others: own ? spokenFor(own, plan) : 0 }
  }
}

/** Whether an alarm is this person's: of the rung that it was told to, or of one below it. */
export function concerns(alarm, task, person, staff) {
  const isDoer = doers(alarm, task, staff)
  const fits = (rung, one) => (rung === "assignee" ? isDoer(one) : holdsRank(rung, alarm, one))
  const reached = RUNGS.indexOf(alarm.to)
  if (RUNGS.slice(0, reached + 1).some((rung) => fits(rung, person))) return true
  // Where a department has nobody of that rank, whoever stands above is told instead.
  const somebody = (rung) => [...staff.values()].some((one) => fits(rung, one))
  if (somebody(alarm.to)) return false
  const above = RUNGS.slice(reached + 1).find(somebody)
  return above !== undefined && fits(above, person)
}

/** What sounds now: {level, ids}, or null. `heard` is a Map of alarm id -> when it sounded last, in milliseconds. */
export function sounding(rows, heard, now) {
  const due = rows.filter(({ alarm }) => !alarm.taken_at && isDue(alarm, heard.get(alarm.id), now))
  if (!due.length) return null
  const level = LEVELS[Math.max(...due.map(({ alarm }) => LEVELS.indexOf(alarm.level)))]
  return { level, ids: due.map(({ alarm }) => alarm.id) }
}

/** The alarms that have not been announced yet, and nobody has taken: rows. */
export function unannounced(rows, said) {
  return rows.filter(({ alarm }) => !alarm.taken_at && !said.has(alarm.id))
}

function holdsRank(rung, alarm, person) {
  if (WHOLE_HOUSE.has(rung)) return person.role === rung
  return person.role === rung && person.department === alarm.department
}

// Whose hands the task asks for: who has it, else who holds its post, else the department.
function doers(alarm, task, staff) {
  const inDepartment = (person) => person.department === alarm.department && person.role !== "administrator"
  if (task.state === "done") {
    const signers = new Set(signersFor(task, staff.values()).map(({ id }) => id))
    return (person) => signers.has(person.id) && inDepartment(person)
  }
  if (task.assignee && staff.has(task.assignee)) return (person) => person.id === task.assignee
  const holdsPost = (person) => Boolean(task.who) && person.post === task.who
  return [...staff.values()].some(holdsPost) ? holdsPost : inDepartment
}

function spokenFor(task, plan) {
  if (!task.short_notice) return 0
  return [...plan.values()].filter(
    (other) => other !== task && other.short_notice && isOpen(other) && other.department === task.department && other.due_at === task.due_at,
  ).length
}

function isDue({ level }, last, now) {
  if (last === undefined) return true
  return AGAIN[level] > 0 && now - last >= AGAIN[level]
}

// Taken ones last; then by level, by how long it is late, by number.
function byUrgency(one, other) {
  return (
    Boolean(one.alarm.taken_at) - Boolean(other.alarm.taken_at) ||
    LEVELS.indexOf(other.alarm.level) - LEVELS.indexOf(one.alarm.level) ||
    Date.parse(one.alarm.due_at) - Date.parse(other.alarm.due_at) ||
    one.alarm.id - other.alarm.id
  )
}
