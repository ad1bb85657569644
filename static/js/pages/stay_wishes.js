// Wishes and problems of one stay, on its sheet: all of them, also those that are done.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { hearsOf } from "../board/records.js"
import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { icon } from "../parts/icon.js"
import { complaintRow, requestRow } from "../parts/record_rows.js"
import { lookAgain } from "./look_again.js"
import { recordActs } from "./record_acts.js"

const NOTHING = { requests: [], complaints: [] }

let stayId = 0
let held = NOTHING

/** Follow the records of this stay as long as its sheet is shown; answers how to stop. */
export function enter(app, id) {
  stayId = Number(id)
  held = NOTHING
  const concerns = (what) => (event) => event.stay_id === stayId && hearsOf(event, what)
  const stops = wanted(app).map((what) => lookAgain(app, concerns(what), () => look(app, what)))
  wanted(app).forEach((what) => look(app, what))
  return () => stops.forEach((end) => end())
}

/** The section of the sheet. */
export function section(app, stay, house) {
  const acts = recordActs(app, () => wanted(app).forEach((what) => look(app, what)))
  const { requests, complaints } = held
  return html`<section class="side-part records-part">
    <h2>${t("Wishes and problems")} <span class="figure soft">${requests.length + complaints.length}</span></h2>
    ${requests.length || complaints.length
      ? html`<ul class="tasks">
          ${complaints.map((row) => complaintRow({ row, house, acts: acts.complaint, alone: true }))}
          ${[...requests].reverse().map((row) => requestRow({ row, house, acts: acts.request, alone: true }))}
        </ul>`
      : html`<p class="soft">${t("Nothing has been recorded.")}</p>`}
    ${stay.closed ? nothing : html`<button class="button wide" @click=${() => acts.record(stay)}>${icon("plus")}${t("Record a wish or problem")}</button>`}
  </section>`
}

// Each look at complaints is on record: only those look who may read them.
const wanted = (app) => (app.may("complaint_read") ? ["requests", "complaints"] : ["requests"])

async function look(app, what) {
  const asked = stayId
  try {
    const answer = await api.get(`/api/${what}?stay=${asked}`)
    if (asked === stayId) held = { ...held, [what]: answer[what] }
  } catch {
    // The sheet says itself when the server is away; what was read last stays.
  }
  app.redraw()
}
