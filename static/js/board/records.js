// What the screens know of requests and complaints; nothing here draws. The server holds the same tables:
// vipops/services/record_answers.py, vipops/domain/permissions.py and record_steps.py.

/** What a choice that opens a record lets be filled in. */
export const MADE_FOR = { wish: ["wake_up", "request"], complaint: ["complaint"] }

/** The steps of records that tasks take, by their list. */
export const STEPS_OF = { requests: ["do", "call_back"], complaints: ["calm", "own", "resolve", "follow_up"] }

/** Whether this person may own a complaint. */
export function mayOwn({ role, department }) {
  if (role === "lobby_manager" || role === "general_manager") return true
  if (department === "front_office") return role === "manager" || role === "supervisor"
  return department === "executive" && role === "manager"
}

/** Whether an event is about requests, or about complaints: themselves, or the tasks that carry them. */
export function hearsOf(event, what) {
  if (event.kind.startsWith(what === "requests" ? "request_" : "complaint_")) return true
  const tasks = [...(event.tasks ?? []), ...(event.task ? [event.task] : [])]
  return tasks.some((task) => STEPS_OF[what].includes(task.fires))
}

/**
 * The names of the fields that are not asked now: those that begin a record, as long as no choice has opened
 * one. `chosen` is {name of a choice: value}.
 */
export function unasked(proof, chosen) {
  const opening = proof.filter((one) => one.choices?.some(({ opens }) => opens in MADE_FOR))
  if (!opening.length) return new Set()
  const opened = opening.some((one) => one.choices.some(({ value, opens }) => opens in MADE_FOR && chosen[one.name] === value))
  if (opened) return new Set()
  const making = proof.filter((one) => one.makes)
  return new Set(making.flatMap((one) => [one.name, one.department_in].filter(Boolean)))
}
