// Arrivals in: a file from the property-management system, a row of outcome per reservation.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { n, t } from "../house/i18n.js"
import { problem as problemLine } from "../parts/dialog.js"
import { icon } from "../parts/icon.js"
import { fault, outcome } from "../parts/words.js"

let answer = null
let problem = null
let busy = false
let held = []

export const arrivals = {
  code: "arrivals",
  title: () => t("Arrivals"),
  enter(app) {
    answer = null
    problem = null
    fetchHeld(app)
  },
  view(app) {
    const take = (event) => {
      event.preventDefault()
      const [file] = event.dataTransfer?.files ?? event.target.files ?? []
      // The same file again is a new choice too: a field that holds it already would say nothing.
      if (!event.dataTransfer) event.target.value = ""
      if (file) bring(app, file)
    }
    return html`<div class="narrow">
      <label class="drop" @dragover=${(event) => event.preventDefault()} @drop=${take}>
        ${icon("file-text")}
        <strong>${busy ? t("Reading the file…") : t("Choose an arrivals file, or drop it here")}</strong>
        <span class="soft">${t("CSV or XLSX list, or OPERA Cloud's reservations as JSON. Bringing the same file in twice changes nothing.")}</span>
        <input class="unseen" type="file" accept=".csv,.xlsx,.json" @change=${take} ?disabled=${busy} />
      </label>
      ${problemLine(problem)} ${faults(problem)} ${heldPart(app)}
      ${answer ? results(answer) : nothing}
    </div>`
  },
}

async function bring(app, file) {
  busy = true
  problem = null
  app.redraw()
  const form = new FormData()
  form.append("file", file)
  try {
    answer = await api.sendForm("/api/arrivals", form)
    app.catchUp()
  } catch (error) {
    problem = error
  }
  busy = false
  fetchHeld(app)
}

async function fetchHeld(app) {
  try {
    held = (await api.get("/api/arrivals/held")).held
  } catch (error) {
    problem = error
  }
  app.redraw()
}

// A file that cannot be read at all says where and what was expected.
function faults(told) {
  const errors = told?.facts?.errors ?? []
  if (!errors.length) return nothing
  return html`<ul class="faults">${errors.map((error) => html`<li><span class="figure">${error.where}</span> ${fault(error)} <span class="soft">${t("expected: {what}", { what: error.expected })}</span></li>`)}</ul>`
}

function heldPart(app) {
  if (!held.length) return nothing
  const house = app.house()
  return html`<section class="section">
    <h2>${t("Held: which grade is meant?")} <span class="figure soft">${held.length}</span></h2>
    <ul class="results">${held.map((one) => heldRow(app, one, house))}</ul>
  </section>`
}

function heldRow(app, one, house) {
  const decide = (grade) => () =>
    app.attempt(async () => {
      await api.send("POST", `/api/arrivals/held/${one.id}/decide`, { grade })
      await fetchHeld(app)
      app.catchUp()
    })
  return html`<li class="result" data-outcome="held">
    <span class="figure">${one.confirmation_number}</span><span class="serif">${one.name}</span>
    <span class="result-reason">${one.reason}
      <span class="choices">${[...house.grades.values()].map((grade) => html`<button class="button small" @click=${decide(grade.code)}>${grade.code}</button>`)}</span></span>
  </li>`
}

const TROUBLE = new Set(["refused", "held"])

function results({ rows, counts, notices = [] }) {
  const ordered = [...rows].sort((one, other) => TROUBLE.has(other.outcome) - TROUBLE.has(one.outcome))
  return html`<section class="section" aria-live="polite">
    <h2>${n("{n} reservation", "{n} reservations", rows.length)}</h2>
    <p class="counts">${Object.entries(counts).filter(([, count]) => count).map(([code, count]) => html`<span class="tag" data-outcome=${code}><b class="figure">${count}</b> ${outcome(code)}</span>`)}</p>
    <ul class="results">${ordered.map(resultRow)}</ul>
    ${notices.length ? html`<h3>${t("Noticed")}</h3><ul class="faults">${notices.map((one) => html`<li><span class="figure">${place(one)}</span> ${one.message}</li>`)}</ul>` : nothing}
  </section>`
}

function resultRow(row) {
  return html`<li class="result" data-outcome=${row.outcome}>
    <span class="figure">${row.confirmation_number || "–"}</span><span class="serif">${row.name || "–"}</span>
    <span class="tag" data-outcome=${row.outcome}>${outcome(row.outcome)}</span>
    ${row.reason ? html`<span class="result-reason">${[place(row), row.reason].filter(Boolean).join(": ")}${row.expected ? html` <span class="soft">${t("expected: {what}", { what: row.expected })}</span>` : nothing}</span>` : nothing}
  </li>`
}

function place({ line, column, field }) {
  return [line ? t("line {n}", { n: line }) : "", column ? t("column {n}", { n: column }) : "", field ?? ""].filter(Boolean).join(", ")
}
