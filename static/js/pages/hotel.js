// The hotel itself: name, zone, hours, letterhead, VIP codes. What a change means is said before it is made.

import { html } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { newKey } from "../house/keys.js"
import { problem as problemLine } from "../parts/dialog.js"
import { differing, hotelForm, meaningDialog } from "../parts/hotel_form.js"
import { fetched } from "./fetched.js"

const MINUTE = 60_000

// A field that somebody is writing in keeps what is written; the others show what a colleague has changed. Whoever has
// no board hears of nothing and looks by the clock.
const form = fetched({ get: () => api.get("/api/hotel"), concerns: ({ kind }) => kind === "hotel_changed", every: MINUTE, waiting: () => t("Fetching the hotel…") })
let refused = null
let busy = false

export const hotel = {
  code: "hotel",
  title: () => t("Hotel"),
  enter(app) {
    refused = null
    busy = false
    form.enter(app)
  },
  leave: form.leave,
  view: (app) => form.instead(app) ?? formPart(app),
}

function formPart(app) {
  return html`${hotelForm({ form: form.held, problem: refused, mayChange: app.may("hotel_manage"), busy, changed: () => forgive(app), send: (values) => ask(app, values) })}
    <div class="narrow">${problemLine(refused)}</div>`
}

function forgive(app) {
  if (!refused) return
  refused = null
  app.redraw()
}

async function ask(app, values) {
  const said = differing(values, form.held.hotel)
  if (!said.name && !said.zone && !Object.keys(said.settings).length) return app.tell({ text: t("Nothing is changed.") })
  busy = true
  app.redraw()
  try {
    const answer = await api.send("PATCH", "/api/hotel", { ...said, dry_run: true })
    refused = null
    app.open((talk) => meaningDialog({ answer, talk, send: () => keep(app, said) }))
  } catch (error) {
    refused = error
  }
  busy = false
  app.redraw()
}

async function keep(app, said) {
  const answer = await app.attempt(() => api.send("PATCH", "/api/hotel", said, newKey()))
  if (!answer) return
  // Name and zone stand in the frame and in every time: the page begins anew with them.
  location.reload()
}
