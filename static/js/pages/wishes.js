// What guests wish, ask for and complain of, by the hour it is due, one's own first.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { hearsOf } from "../board/records.js"
import * as api from "../house/api.js"
import { n, t } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { complaintRow, dueOf, requestRow } from "../parts/record_rows.js"
import { KINDS, recordKind } from "../parts/record_words.js"
import { fetched } from "./fetched.js"
import { recordActs } from "./record_acts.js"

const opened = (what) =>
  fetched({
    get: async () => (await api.get(`/api/${what}?open=1`))[what],
    concerns: (event) => hearsOf(event, what),
  })

const requests = opened("requests")
const complaints = opened("complaints")
let chosen = ""
let mine = false

export const wishes = {
  code: "wishes",
  title: () => t("Wishes and problems"),
  enter(app) {
    requests.enter(app)
    complaints.enter(app)
  },
  leave() {
    requests.leave()
    complaints.leave()
  },
  view: (app) => requests.instead(app) ?? complaints.instead(app) ?? recordsPart(app),
}

function recordsPart(app) {
  const house = app.house()
  const acts = recordActs(app, () => Promise.all([requests.look(app), complaints.look(app)]))
  const rows = [...complaints.held.map((row) => ({ ...row, kind: "complaint" })), ...requests.held]
  const shown = rows.filter((row) => (!chosen || row.kind === chosen) && (!mine || isMine(row, app.who)))
  const groups = [
    [t("Mine"), shown.filter((row) => isMine(row, app.who))],
    [t("Others'"), shown.filter((row) => !isMine(row, app.who))],
  ]
  return html`
    <div class="list-head records-head">
      <nav class="chips" aria-label=${t("Kinds")}>
        ${chip(app, "", t("All"), rows.length)}
        ${KINDS.map((kind) => chip(app, kind, recordKind(kind), rows.filter((row) => row.kind === kind).length))}
      </nav>
      <button class="button" aria-pressed=${mine ? "true" : "false"} @click=${() => toggleMine(app)}>${icon("user")}${t("Mine only")}</button>
      <button class="button main" @click=${() => acts.record()}>${icon("plus")}${t("Record")}</button>
    </div>
    ${shown.length ? nothing : emptyState({ name: "hand-heart", title: t("No open wishes or problems"), text: t("What a guest says is recorded here or at the guest's card, and goes to its department at once.") })}
    ${groups.map(([heading, own]) => group(heading, own, { house, acts }))}
  `
}

function group(heading, rows, { house, acts }) {
  if (!rows.length) return nothing
  const sorted = [...rows].sort((one, other) => Date.parse(dueOf(one) ?? one.recorded_at) - Date.parse(dueOf(other) ?? other.recorded_at))
  return html`<section class="section">
    <h2>${heading} <span class="figure soft">${rows.length}</span></h2>
    <ul class="tasks">
      ${sorted.map((row) => (row.kind === "complaint" ? complaintRow({ row, house, acts: acts.complaint }) : requestRow({ row, house, acts: acts.request })))}
    </ul>
  </section>`
}

function chip(app, kind, text, count) {
  const choose = () => {
    chosen = kind
    app.redraw()
  }
  return html`<button class="chip" aria-pressed=${chosen === kind ? "true" : "false"} @click=${choose}>
    ${text} <span class="figure soft" aria-label=${n("{n} open", "{n} open", count)}>${count}</span>
  </button>`
}

// A complaint is its owner's; one without an owner is everybody's who may read it. A request is its department's,
// and once it is done that of those who call the guest back.
function isMine(row, who) {
  if (row.kind === "complaint") return row.owner === null || row.owner === who.staff.id
  if (row.tasks.some((task) => task.assignee === who.staff.id)) return true
  const open = row.tasks.filter((task) => task.state === "open" || task.state === "in_progress")
  return (open.length ? open.map((task) => task.department) : [row.department]).includes(who.staff.department)
}

function toggleMine(app) {
  mine = !mine
  app.redraw()
}
