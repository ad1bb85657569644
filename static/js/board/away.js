// What changed while a tablet was away: marked until its person has seen it.

/** Nothing is marked. */
export const NOTHING_MISSED = { count: 0, stays: new Set(), tasks: new Set() }

/** The marks after these missed events; events that the person may not see are not counted. */
export function missed(marks, events) {
  const seen = events.filter((event) => event.kind !== "hidden")
  if (!seen.length) return marks
  const stays = new Set(marks.stays)
  const tasks = new Set(marks.tasks)
  for (const event of seen) {
    if (event.stay_id) stays.add(event.stay_id)
    for (const task of event.tasks ?? (event.task ? [event.task] : [])) {
      tasks.add(task.id)
      stays.add(task.stay_id)
    }
  }
  return { count: marks.count + seen.length, stays, tasks }
}
