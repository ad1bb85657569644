// What a due time means now. Nothing of this is stored: it follows from the clock.
// The same thresholds stand in vipops/domain/timing.py; tests/web/pages holds them together.

const MINUTE = 60_000
export const SOON = 30 * MINUTE
export const DUE = 5 * MINUTE

/** "overdue" from the due moment on, "due" in the five minutes before, "soon" in the half hour before. */
export function urgency(dueAt, now) {
  const left = Date.parse(dueAt) - now
  if (left <= 0) return "overdue"
  if (left <= DUE) return "due"
  return left <= SOON ? "soon" : "upcoming"
}

/** The states in which a task still asks for somebody's hands. */
export const UNSETTLED = new Set(["waiting", "open", "in_progress"])

/** Whether somebody can do it now: it is not held back by work that comes first. */
export const isOpen = (task) => task.state === "open" || task.state === "in_progress"

/** Whether the work is done and, where two people sign, signed. The gates ask for exactly this. */
export function holdsOpen(task) {
  if (task.state === "signed_off" || task.state === "skipped" || task.state === "cancelled") return true
  return task.state === "done" && !task.second_signature
}

/** Whether a tick needs more than a thumb: proof, points, or a name keyed in again. */
export const asksMore = (task) => task.proof.length > 0 || task.points.length > 0 || task.rekey_name

/** When a task is due, in milliseconds; read once per row, for lists of thousands. */
export function dueAt(task) {
  let at = READ.get(task)
  if (at === undefined) READ.set(task, (at = Date.parse(task.due_at)))
  return at
}

const READ = new WeakMap()

/** Late is said only of work that can still be done. */
export function isLate(task, now) {
  return UNSETTLED.has(task.state) && dueAt(task) <= now
}
