// Signing several letters at once: which were read and taken, the one signature, what became of each.

import * as states from "../board/letter_batch.js"
import * as api from "../house/api.js"
import { words } from "../house/i18n.js"
import { keyFor } from "../house/keys.js"
import { batchForm, batchResults } from "../parts/letter_batch.js"
import { strokesOf } from "../parts/signature.js"

const NEVER_ASKED = { busy: false, problem: null }

/** What the letter desk keeps of a batch. `look(app)` fetches the letters anew. */
export function createBatch(look) {
  let person = 0
  let read = new Map()
  let taken = new Map()
  let done = null
  let ask = NEVER_ASKED
  let pad = null

  /** On entering the desk. What somebody else has read on this tablet is not read by this person. */
  function begin(app) {
    taken = new Map()
    done = null
    ask = NEVER_ASKED
    if (person !== app.who.staff.id) read = new Map()
    person = app.who.staff.id
  }

  /** The end of this letter, as it stands, was on the glass. */
  function markRead(app, { id, version }) {
    if (read.get(id) === version) return
    read.set(id, version)
    app.redraw()
  }

  /** The box before a letter in the list, or null where this person cannot sign it at all. */
  function box(app, letter) {
    const why = states.hindrance(letter, { person: app.who.staff, read })
    if (taken.has(letter.id)) return { may: true, taken: true, act: (one) => take(app, one) }
    if (why && why !== "unread") return null
    return { may: !why, taken: false, act: (one) => take(app, one) }
  }

  function take(app, { id, version }) {
    if (!taken.delete(id)) taken.set(id, version)
    ask = NEVER_ASKED
    app.redraw()
  }

  /** The form while letters are taken, else what became of those last signed, else null. `show(id)` opens a letter. */
  const shown = (app, letters, show) => form(app, letters) ?? results(app, letters, show)

  function form(app, letters) {
    const entries = states.taken(letters, taken)
    if (!entries.length) return null
    const acts = {
      take: (letter) => take(app, letter),
      signer: words(app.who.staff.name),
      holdPad: (made) => {
        pad = made
      },
      clearPad: () => pad?.clear(),
      signAll: (event) => sign(app, event, entries.filter(({ changed }) => !changed).map(({ letter }) => letter)),
    }
    return batchForm(entries, { house: app.house(), ask, acts })
  }

  async function sign(app, event, letters) {
    event.preventDefault()
    if (ask.busy || !letters.length) return
    const { pin } = Object.fromEntries(new FormData(event.target))
    const strokes = pad ? strokesOf(pad) : []
    const wanted = letters.map(({ id, version }) => ({ id, version }))
    ask = { busy: true, problem: null }
    app.redraw()
    try {
      // Another stroke is another signature: only the very same is sent again under the same key.
      const key = keyFor(`letters ${JSON.stringify(wanted)} ${JSON.stringify(strokes)}`)
      const { results } = await api.send("POST", "/api/letters/sign", { letters: wanted, strokes, pin }, key)
      done = { sent: letters, results }
      for (const { id } of letters) taken.delete(id)
      ask = NEVER_ASKED
      await look(app)
    } catch (error) {
      ask = { busy: false, problem: error }
    }
    app.redraw()
  }

  function results(app, letters, show) {
    if (!done) return null
    const close = () => {
      done = null
      app.redraw()
    }
    return batchResults(states.outcomes(done.sent, done.results, letters), { close, show })
  }

  return { begin, read: markRead, box, shown }
}
