// Ticks on their way: each under its own key, so that sending it again has one effect. In the order they were
// made, one at a time. An entry is
//   here      on this tablet, not acknowledged yet
//   received  the server has it
//   shown     the board has it; for a moment it can be undone
//   refused   it did not go through: stays visible until somebody has read why
// {key, taskId, stayId, verb, body, title, madeAt, state, task?, problem?}

import { newKey } from "../house/keys.js"

const BACK_OFF = [1_000, 2_000, 4_000, 8_000, 15_000]
const UNDO_MOMENT = 8_000
// The server could not take it just now; the same call later is right.
const TRY_AGAIN = new Set([408, 425, 429, 502, 503, 504])

/**
 * A queue of task verbs. `send(entry)` answers {task}; `tell(entries)` is called on every change; `versionOf(entry)`
 * says which version of the entry's task the board shows.
 */
export function createQueue({ send, tell, versionOf, now, later = setTimeout, key = newKey }) {
  let entries = []
  let sending = false
  let failures = 0
  const waiting = new Map()

  /** Put a verb in the queue. Answers the entry once the server has taken or refused it. */
  function add({ task, verb, body = {} }) {
    const entry = {
      key: key(),
      taskId: task.id,
      stayId: task.stay_id,
      verb,
      body: { version: task.version, ...body },
      title: task.title,
      madeAt: now(),
      state: "here",
    }
    change([...entries.filter((other) => other.taskId !== task.id || other.state === "here"), entry])
    const outcome = new Promise((resolve) => waiting.set(entry.key, resolve))
    run()
    return outcome
  }

  /** Take back what was never sent, or forget a refusal that was read. Answers whether it is gone. */
  function dismiss(key) {
    const gone = entries.some((entry) => entry.key === key && !(entry.state === "here" && entry.sent))
    if (gone) change(entries.filter((entry) => entry.key !== key))
    return gone
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
    if (sending) return
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
        return BACK_OFF[Math.min(failures++, BACK_OFF.length - 1)]
      }
      conclude(entry, { state: "refused", problem: error })
    }
    return 0
  }

  function conclude(entry, outcome) {
    const concluded = { ...entry, ...outcome }
    change(entries.map((one) => (one.key === entry.key ? concluded : one)))
    waiting.get(entry.key)?.(concluded)
    waiting.delete(entry.key)
    // The event is often quicker than the answer.
    see()
  }

  function change(next) {
    entries = next
    tell(entries)
  }

  return { add, dismiss, see, sweep, run, entries: () => entries }
}

/** How many entries the server does not have yet. */
export const unsent = (entries) => entries.filter((entry) => entry.state === "here").length

/** The last entry of each task: Map of task id -> entry. */
export const byTask = (entries) => new Map(entries.map((entry) => [entry.taskId, entry]))
