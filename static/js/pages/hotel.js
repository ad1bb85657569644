// The hotel itself: name, zone, hours, letterhead, VIP codes. What a change means is said before it is made.

import { html } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { newKey } from "../house/keys.js"
import { problem as problemLine } from "../parts/dialog.js"
import { emptyState } from "../parts/frame.js"
import { differing, hotelForm, meaningDialog } from "../parts/hotel_form.js"
import { icon } from "../parts/icon.js"
import { refusal } from "../parts/words.js"

let form = null
let problem = null
let refused = null
let busy = false

export const hotel = {
  code: "hotel",
  title: () => t("Hotel"),
  enter(app) {
    form = problem = refused = null
    busy = false
    look(app)
  },
  view(app) {
    if (problem && !form) return emptyState({ name: "triangle-alert", title: refusal(problem), action: html`<button class="button" @click=${() => look(app)}>${icon("refresh-cw")}${t("Try again")}</button>` })
    if (!form) return emptyState({ name: "loader", title: t("Fetching the hotel…") })
    return html`${hotelForm({ form, problem: refused, mayChange: app.may("hotel_manage"), busy, changed: () => forgive(app), send: (values) => ask(app, values) })}
      <div class="narrow">${problemLine(refused)}</div>`
  },
}

async function look(app) {
  try {
    form = await api.get("/api/hotel")
    problem = null
  } catch (error) {
    problem = error
  }
  app.redraw()
}

function forgive(app) {
  if (!refused) return
  refused = null
  app.redraw()
}

async function ask(app, values) {
  const said = differing(values, form.hotel)
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
