// What changed while a tablet was away: told one by one, and marked until its person has seen it.

/** Nothing is marked. */
export const NOTHING_MISSED = { count: 0, stays: new Set(), tasks: new Set(), changes: [], earlier: 0 }

// Nobody reads more; what came before is counted.
const MOST_CHANGES = 200
// What changed is told by the event of the change itself; these only follow from it.
const FOLLOWS = new Set(["alarm_over", "task_opened", "task_waiting"])

/**
 * The marks after these missed events; events that the person may not see are not counted. A change is
 * {key, kind, at, by, stayId, taskIds, title, count}: what happened, when and by whom, to which stay and tasks.
 */
export function missed(marks, events) {
  const changes = events.filter(({ kind }) => kind !== "hidden").map(changeOf)
  return changes.length ? marked([...marks.changes, ...changes], marks.earlier) : marks
}

/** The marks after a board that had to be fetched anew: what differs is known, but not when and by whom. */
export function differing(marks, before, after) {
  const ids = new Set([...before.stays.keys(), ...after.stays.keys()])
  const changes = []
  for (const id of ids) {
    const taskIds = tasksChanged(before.plans.get(id), after.plans.get(id))
    const [old, now] = [before.stays.get(id), after.stays.get(id)]
    if (old?.version === now?.version && !taskIds.length) continue
    changes.push({ key: `${after.seq}-${id}`, kind: now ? "different" : "gone", at: null, by: null, stayId: id, taskIds, name: (now ?? old)?.name, title: null, count: taskIds.length })
  }
  return changes.length ? marked([...marks.changes, ...changes], marks.earlier) : marks
}

/** The marks once somebody has seen these changes. What another change marks too stays marked. */
export function seen(marks, keys) {
  const left = marked(marks.changes.filter(({ key }) => !keys.includes(key)), marks.earlier)
  return left.count ? left : NOTHING_MISSED
}

/** The changes that are worth reading, the newest first; what several departments were told of once is told once. */
export function readable(marks) {
  const told = new Map()
  for (const change of marks.changes) {
    if (FOLLOWS.has(change.kind)) continue
    const same = change.title ? change.key : [change.kind, change.stayId, change.at, change.by?.id].join(" ")
    const before = told.get(same)
    if (before) told.set(same, { ...before, keys: [...before.keys, change.key], count: before.count + change.count })
    else told.set(same, { ...change, keys: [change.key] })
  }
  return [...told.values()].reverse()
}

function changeOf(event) {
  const tasks = event.tasks ?? (event.task ? [event.task] : [])
  return {
    key: String(event.seq),
    kind: event.kind,
    at: event.at ?? null,
    by: event.by ?? null,
    stayId: event.stay_id ?? event.stay?.id ?? tasks[0]?.stay_id ?? null,
    taskIds: tasks.map(({ id }) => id),
    title: tasks.length === 1 ? tasks[0].title : null,
    count: tasks.length,
  }
}

function marked(all, before) {
  const changes = all.slice(-MOST_CHANGES)
  const earlier = changes.length ? before + all.length - changes.length : 0
  return {
    count: readable({ changes }).length + earlier,
    stays: new Set(changes.map(({ stayId }) => stayId).filter((id) => id !== null)),
    tasks: new Set(changes.flatMap(({ taskIds }) => taskIds)),
    changes,
    earlier,
  }
}

function tasksChanged(before = new Map(), after = new Map()) {
  const ids = []
  for (const [id, task] of after) if (before.get(id)?.version !== task.version) ids.push(id)
  return ids
}
