// What it changes when tasks are given to one person. Pure.

/**
 * {count, leaving}: how many of these tasks come to the person `to` who has not got them yet, and how many of those
 * leave whom, the most first: [[staff id, number]].
 */
export function giving(tasks, to) {
  const coming = tasks.filter(({ assignee }) => assignee !== to)
  const from = new Map()
  for (const { assignee } of coming) if (assignee) from.set(assignee, (from.get(assignee) ?? 0) + 1)
  return { count: coming.length, leaving: [...from].sort(([, one], [, other]) => other - one) }
}
