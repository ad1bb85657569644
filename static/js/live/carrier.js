// Takes a tick to the server. At once it goes as the person who is signed in; later it goes under the token of
// its author, whoever is signed in by then, with the moment it was made.

import { wordsOf } from "./keeper.js"

/** A refusal that the tablet itself gives: {code}. */
export class NotCarried extends Error {
  constructor(code) {
    super("")
    this.status = 422
    this.code = code
    this.facts = {}
  }
}

/**
 * `send(method, path, body, key)` and `handIn(path, body, key, token)` are the api's; `signedIn()` answers the id
 * of who is, or 0; `tokenFor(entry)` the author's token or "". Answers how an entry is sent: {task}.
 */
export function createCarrier({ send, handIn, signedIn, tokenFor }) {
  return async function carry(entry) {
    if (!entry.late || entry.body.second) return atOnce(entry)
    return later(entry)
  }

  async function atOnce(entry) {
    if (entry.author !== signedIn()) return later(entry)
    try {
      return await send("POST", `/api/tasks/${entry.taskId}/${entry.verb}`, entry.body, entry.key)
    } catch (error) {
      // The session is over; what was done in it still counts.
      if (error.status !== 401 || entry.body.second) throw error
      return later(entry)
    }
  }

  async function later(entry) {
    const token = await tokenFor(entry)
    if (!token) throw new NotCarried("no_token")
    const answer = await handIn("/api/offline/ticks", bodyOf(entry), entry.key, token)
    if (answer.held) throw new NotCarried("held")
    return answer
  }
}

function bodyOf({ taskId, verb, body, madeAt, sealed }) {
  const words = sealed ? { sealed } : { details: wordsOf({ body }) ?? {} }
  return { task_id: taskId, verb, version: body.version, made_at: new Date(madeAt).toISOString(), ...words }
}
