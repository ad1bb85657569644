// The queue with all that carries it: what keeps it over a reload, seals its words, and takes it to the server.

import * as api from "../house/api.js"
import { createCarrier } from "./carrier.js"
import { createKeeper } from "./keeper.js"
import { createQueue } from "./queue.js"
import { canSeal, seal } from "./seal.js"
import { openStore } from "./store.js"

/**
 * `who()` is the session or null; `tell(entries)` hears every change of the queue, `failed(error)` that this tablet
 * could not keep something; the rest as in queue.js. Answers {queue, open, arm, wipe, fact, putFact}.
 */
export function createOutbox({ who, tell, failed = () => {}, versionOf = () => 0, online = () => true, now, store = openStore() }) {
  const tokens = new Map()
  const keeper = createKeeper({ store, seal: sealFor, kept: (key, how) => queue.mark(key, how), failed })
  const queue = createQueue({
    send: createCarrier({ send: api.send, handIn: api.handIn, signedIn: () => who()?.staff.id ?? 0, tokenFor }),
    tell,
    versionOf,
    now,
    online,
    keep: keeper,
    by: () => ({ author: who()?.staff.id ?? 0, session: who()?.session ?? 0 }),
  })

  /** Take up what an earlier page left on this tablet. */
  async function open() {
    try {
      for (const token of await store.tokens()) tokens.set(token.session, token)
      queue.restore(await keeper.restore())
    } catch (error) {
      failed(error)
    }
  }

  /** Have a token for the person who is signed in, so that what they do now can be handed in later. */
  async function arm() {
    const { session, staff } = who()
    if (tokens.has(session)) return
    const given = await api.send("POST", "/api/offline/token")
    const token = { session, author: staff.id, token: given.token, key: given.key }
    tokens.set(session, token)
    await store.putToken(token).catch(failed)
    // What was written before there was a key to seal it with can be kept now.
    for (const entry of queue.entries()) if (entry.kept === "here only") keeper.put(entry)
    await forgetOthers(session)
  }

  // A token is kept for as long as something may go under it.
  async function forgetOthers(session) {
    const wanted = new Set(queue.entries().map((entry) => entry.session))
    for (const old of tokens.keys()) {
      if (old === session || wanted.has(old)) continue
      tokens.delete(old)
      await store.removeToken(old).catch(failed)
    }
  }

  function tokenFor({ session, author }) {
    const found = tokens.get(session) ?? [...tokens.values()].find((one) => one.author === author)
    return found?.token ?? ""
  }

  async function sealFor(words, bound, { session }) {
    const key = tokens.get(session)?.key
    return key && canSeal() ? seal(words, bound, key) : null
  }

  /** Leave nothing on this tablet. */
  async function wipe() {
    await keeper.idle()
    tokens.clear()
    await store.wipe().catch(() => {})
  }

  return { queue, open, arm, wipe, idle: keeper.idle, fact: store.fact, putFact: store.putFact }
}
