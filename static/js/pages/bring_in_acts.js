// Bringing in a list: a file is chosen, the server says what it would change, and only then does it go in.

import * as api from "../house/api.js"
import { bringInDialog } from "../parts/bring_in.js"

/**
 * Open the dialog for a list that goes to `path`. `done(answer)` is told what went in; what else is given are the
 * dialog's own words: title, columns, name, fieldName.
 */
export function bringIn(app, { path, done, ...said }) {
  let file = null
  let told = null
  const form = () => {
    const data = new FormData()
    data.append("file", file)
    return data
  }
  const take = async (chosen) => {
    file = chosen
    told = (await app.attempt(() => api.sendForm(`${path}?dry_run=true`, form()), { keepOpen: true })) ?? null
    app.redraw()
  }
  const send = async () => {
    const answer = await app.attempt(() => api.sendForm(path, form()))
    if (answer) await done(answer)
  }
  app.open((talk) => bringInDialog({ ...said, told, take, send, talk }), { wide: true })
}
