// Ticks on their way: each under its own key, so that sending it again has one effect. In the order they were
// made, one at a time. An entry is
//   here      on this tablet, not acknowledged yet
//   received  the server has it
//   shown     the board has it; for a moment it can be undone
//   refused   it did not go through: stays visible until somebody has read why
// {key, place, taskId, stayId, verb, body, title, madeAt, author, session, state, late?, sent?, kept?, task?, problem?}
// late: it was made without a network, or nobody answered; kept: whether it survives a reload.

import { newKey } from "../house/keys.js"

const BACK_OFF = [1_000, 2_000, 4_000, 8_000, 15_000]
const UNDO_MOMENT = 8_000
// The server could not take it just now; the same call later is right.
const TRY_AGAIN = new Set([408, 425, 429, 502, 503, 504])
const KEEPS_NOTHING = { put() {}, remove() {} }

/**
 * A queue of task verbs. `send(entry)` answers {task}; `tell(entries)` is called on every change; `versionOf(entry)`
 * says which version of the entry's task the board shows; `by()` answers {author, session}; `online()` whether it is
 * worth trying; `keep` puts an entry where a reload does not reach it, and removes it.
 */
export function createQueue({ send, tell, versionOf, now, later = setTimeout, key = newKey, by = () => ({}), online = () => true, keep = KEEPS_NOTHING }) {
  let entries = []
  let sending = false
  let failures = 0
  let made = 0
  const waiting = new Map()

  /** Put a verb in the queue. Answers the entry once the server has taken or refused it. */
  function add({ task, verb, body = {} }) {
    const entry = {
      key: key(),
      place: (made += 1),
      taskId: task.id,
      stayId: task.stay_id,
      verb,
      body: { version: task.version, ...body },
      title: task.title,
      madeAt: now(),
      ...by(),
      late: !online(),
      state: "here",
    }
    const replaced = entries.filter((other) => other.taskId === task.id && other.state !== "here")
    change([...entries.filter((other) => !replaced.includes(other)), entry])
    for (const other of replaced) if (other.state === "refused") keep.remove(other.key)
    keep.put(entry)
    const outcome = new Promise((resolve) => waiting.set(entry.key, resolve))
    run()
    return outcome
  }

  /** Take up what an earlier page left: before what was made since, in its order. */
  function restore(kept) {
    const known = new Set(entries.map((entry) => entry.key))
    change([...kept.filter((entry) => !known.has(entry.key)), ...entries])
    made = Math.max(made, ...kept.map(({ place }) => place))
    run()
  }

  /** Take back what was never sent, or forget a refusal that was read. Answers whether it is gone. */
  function dismiss(key) {
    const gone = entries.some((entry) => entry.key === key && !(entry.state === "here" && entry.sent))
    if (!gone) return false
    change(entries.filter((entry) => entry.key !== key))
    keep.remove(key)
    return true
  }

  /** Note whether an entry would survive a reload. */
  function mark(key, kept) {
    if (entries.some((entry) => entry.key === key && entry.kept !== kept)) {
      change(entries.map((entry) => (entry.key === key ? { ...entry, kept } : entry)))
    }
  }

  /** Look at the board again: received entries that it shows become shown ones. */
  function see() {
    const next = entries.map((entry) =>
      entry.state === "received" && versionOf(entry) >= entry.task.version ? { ...entry, state: "shown", shownAt: now() } : entry,
    )
    if (next.some((entry, index) => entry !== entries[index])) change(next)
  }

  /** Forget what was shown long enough. */
  function sweep() {
    const left = entries.filter((entry) => entry.state !== "shown" || now() - entry.shownAt < UNDO_MOMENT)
    if (left.length !== entries.length) change(left)
  }

  /** Send now what waits, e.g. because the network is back. */
  async function run() {
    if (sending || !online()) return
    const entry = entries.find((one) => one.state === "here")
    if (!entry) return
    sending = true
    const sent = { ...entry, sent: true }
    change(entries.map((one) => (one === entry ? sent : one)))
    const pause = await attempt(sent)
    sending = false
    if (pause) later(run, pause)
    else run()
  }

  async function attempt(entry) {
    try {
      const { task } = await send(entry)
      failures = 0
      conclude(entry, { state: "received", task })
    } catch (error) {
      if (!error.status || TRY_AGAIN.has(error.status)) {
        change(entries.map((one) => (one.key === entry.key ? { ...one, late: true } : one)))
        return BACK_OFF[Math.min(failures++, BACK_OFF.length - 1)]
      }
      conclude(entry, { state: "refused", problem: error })
    }
    return 0
  }

  function conclude(entry, outcome) {
    const before = entries.find((one) => one.key === entry.key) ?? entry
    const concluded = { ...before, ...outcome }
    change(entries.map((one) => (one.key === entry.key ? concluded : follow(one, entry, outcome))))
    if (concluded.state === "refused") keep.put(concluded)
    else keep.remove(concluded.key)
    waiting.get(entry.key)?.(concluded)
    waiting.delete(entry.key)
    // The event is often quicker than the answer.
    see()
  }

  // What was made after it on the same screen had seen what it led to, and not what somebody else did.
  function follow(one, { taskId, body, author }, { task }) {
    const next = task && one.state === "here" && one.taskId === taskId && one.author === author && one.body.version === body.version
    if (!next) return one
    const moved = { ...one, body: { ...one.body, version: task.version } }
    keep.put(moved)
    return moved
  }

  function change(next) {
    entries = next
    tell(entries)
  }

  return { add, restore, dismiss, mark, see, sweep, run, entries: () => entries }
}

/** How many entries the server does not have yet. */
export const unsent = (entries) => entries.filter((entry) => entry.state === "here").length

/** How many of them would be lost by a reload. */
export const hereOnly = (entries) => entries.filter((entry) => entry.state === "here" && entry.kept === "here only").length

/** The last entry of each task: Map of task id -> entry. */
export const byTask = (entries) => new Map(entries.map((entry) => [entry.taskId, entry]))
