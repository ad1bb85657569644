// What a tap on the guest page does.

import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { newKey } from "../house/keys.js"
import { chooseOtherDialog, mergeDialog, noteDialog, occasionsDialog, withdrawDialog } from "../parts/guest_dialogs.js"

/** The acts of a guest's record: {note, withdraw, occasions, merge}. `again()` looks anew. */
export function guestActs(app, again) {
  function note(guest) {
    const draft = { kind: "liked", subject: "fruit", key: newKey() }
    const choose = (values) => {
      Object.assign(draft, values)
      app.redraw()
    }
    const send = ({ text }) => keep(draft, () => api.send("POST", `/api/guests/${guest.id}/notes`, { kind: draft.kind, subject: draft.subject, text }, draft.key), t("Noted for the next stay"))
    app.open((talk) => noteDialog({ draft, choose, send, talk }))
  }

  function withdraw(row) {
    const draft = { key: newKey() }
    app.open((talk) => withdrawDialog({ note: row, talk, send: () => keep(draft, () => api.send("POST", `/api/guest-notes/${row.id}/withdraw`, {}, draft.key), t("The note is withdrawn")) }))
  }

  function occasions(guest) {
    const draft = { key: newKey() }
    app.open((talk) => occasionsDialog({ guest, talk, send: (days) => keep(draft, () => api.send("PATCH", `/api/guests/${guest.id}`, { version: guest.version, ...days }, draft.key), t("The days are kept")) }))
  }

  function merge(guest, alike) {
    let found = null
    const search = async ({ query }) => {
      const answer = await app.attempt(() => api.get(`/api/guests?query=${encodeURIComponent(query)}`), { keepOpen: true })
      if (answer) found = answer.guests.filter((one) => one.id !== guest.id)
      app.redraw()
    }
    app.open((talk) => chooseOtherDialog({ found, alike, search, choose: (other) => look(other, guest), talk }))
  }

  async function look(gone, kept) {
    const preview = await app.attempt(() => api.get(`/api/guests/${gone.id}/merge?into=${kept.id}`), { keepOpen: true })
    if (!preview) return
    const draft = { key: newKey() }
    const body = { into: kept.id, version: preview.guest.version, into_version: preview.into.version }
    const send = async () => {
      const done = await keep(draft, () => api.send("POST", `/api/guests/${gone.id}/merge`, body, draft.key), t("Two records are one"))
      if (done) app.go(`/guests/${kept.id}`)
    }
    app.open((talk) => mergeDialog({ preview, swap: () => look(kept, gone), send, talk }), { wide: true })
  }

  async function keep(draft, work, told) {
    const done = await app.attempt(work)
    draft.key = newKey()
    if (!done) return undefined
    app.tell({ text: told })
    app.catchUp()
    again()
    return done
  }

  return { note, withdraw, occasions, merge }
}
