// Wishes and problems of one stay, on its sheet: all of them, also those that are done.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { hearsOf } from "../board/records.js"
import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { icon } from "../parts/icon.js"
import { complaintRow, requestRow } from "../parts/record_rows.js"
import { fetched } from "./fetched.js"
import { recordActs } from "./record_acts.js"

const ofStay = (what) =>
  fetched({
    get: async (_app, [id]) => (await api.get(`/api/${what}?stay=${id}`))[what],
    concerns: (event, [id]) => event.stay_id === Number(id) && hearsOf(event, what),
  })

const requests = ofStay("requests")
const complaints = ofStay("complaints")

/** Follow the records of this stay as long as its sheet is shown. */
export function enter(app, params) {
  wanted(app).forEach((records) => records.enter(app, params))
}

/** The sheet is left. */
export function leave() {
  requests.leave()
  complaints.leave()
}

/** The section of the sheet. */
export function section(app, stay, house) {
  const acts = recordActs(app, () => wanted(app).forEach((records) => records.look(app)))
  const wishes = requests.held ?? []
  const problems = complaints.held ?? []
  return html`<section class="side-part records-part">
    <h2>${t("Wishes and problems")} <span class="figure soft">${wishes.length + problems.length}</span></h2>
    ${wishes.length || problems.length
      ? html`<ul class="tasks">
          ${problems.map((row) => complaintRow({ row, house, acts: acts.complaint, alone: true }))}
          ${[...wishes].reverse().map((row) => requestRow({ row, house, acts: acts.request, alone: true }))}
        </ul>`
      : html`<p class="soft">${t("Nothing has been recorded.")}</p>`}
    ${stay.closed ? nothing : html`<button class="button wide" @click=${() => acts.record(stay)}>${icon("plus")}${t("Record a wish or problem")}</button>`}
  </section>`
}

// Each look at complaints is on record: only those look who may read them.
// The sheet says itself when the server is away.
const wanted = (app) => (app.may("complaint_read") ? [requests, complaints] : [requests])
