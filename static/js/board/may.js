// What the signed-in person may be offered for one task. The server asks its own table again.

const WHOLE_HOUSE = new Set(["lobby_manager", "general_manager"])

/** Whether the person may use the verb's permission on this task: their own department's, or anyone's. */
export function mayOn(session, permission, task) {
  if (!session.permissions.includes(permission)) return false
  return WHOLE_HOUSE.has(session.staff.role) || session.staff.department === task.department
}

/** Whether this person may take back a task: who did it may, and those who lead. */
export function mayReopen(session, task) {
  if (mayOn(session, "task_assign", task)) return true
  return task.done_by === session.staff.id && session.staff.department === task.department
}

/** Rule P14: two people sign where two signatures are asked. */
export function mustBeAnother(session, task) {
  return task.done_by === session.staff.id
}

// Who signs beside the doer, by what the checklist asks; vipops/domain/permissions.py holds the same table.
export const SECOND_SIGNERS = {
  another: ["attendant", "supervisor", "manager", "lobby_manager", "general_manager"],
  supervisor: ["supervisor", "manager", "lobby_manager", "general_manager"],
  manager: ["manager", "lobby_manager", "general_manager"],
  lobby_manager: ["lobby_manager", "general_manager"],
}

/** The people who may give a task its second signature: its department's of that rank first, then who leads. */
export function signersFor(task, staff) {
  const ranks = new Set(SECOND_SIGNERS[task.second_signature] ?? [])
  const own = (person) => person.department === task.department && !WHOLE_HOUSE.has(person.role)
  return [...staff]
    .filter((person) => person.id !== task.done_by && (WHOLE_HOUSE.has(person.role) || (own(person) && ranks.has(person.role))))
    .sort((one, other) => own(other) - own(one) || one.id - other.id)
}
