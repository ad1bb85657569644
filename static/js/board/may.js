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
