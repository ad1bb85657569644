// What takes back a verb of a task. What has no way back says beforehand what it will do.

import { mayOn, mayReopen } from "./may.js"

/**
 * The verb that takes `verb` back, and what it must say: {verb, assignee?, until?}, or null where nothing does.
 * `before` is the task as it was, null where nobody remembers; `task` as it is.
 */
export function reverseOf(verb, { before, task, session, now }) {
  return REVERSE[verb]?.({ before, task, session, now }) ?? null
}

const reopen = ({ task, session }) => (mayReopen(session, { ...task, done_by: session.staff.id }) ? { verb: "reopen" } : null)

// Whose it was has it again, where this person may say so; else it is nobody's.
function giveBack({ before, task, session }) {
  if (!before) return null
  const leads = mayOn(session, "task_assign", task)
  if (before.assignee && before.assignee !== session.staff.id) return leads ? { verb: "assign", assignee: before.assignee } : null
  return leads || task.assignee === session.staff.id ? { verb: "release" } : null
}

const sooner = ({ before, now }) => (before && before.state !== "in_progress" && Date.parse(before.due_at) > now ? { verb: "postpone", until: before.due_at } : null)

const REVERSE = {
  tick: reopen,
  skip: ({ task, session }) => (mayReopen(session, task) ? { verb: "reopen" } : null),
  // Begun while one had it already, it is put back by opening it again, which those who lead may do.
  start: (all) => (all.before?.assignee === all.session.staff.id && mayReopen(all.session, all.task) ? { verb: "reopen" } : giveBack(all)),
  claim: giveBack,
  assign: (all) => (all.before ? (all.before.assignee ? { verb: "assign", assignee: all.before.assignee } : { verb: "release" }) : null),
  postpone: sooner,
}
