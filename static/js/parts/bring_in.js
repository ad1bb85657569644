// A CSV list on its way in: first what it would change, line by line, then it is done.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t } from "../house/i18n.js"
import { formDialog } from "./dialog.js"
import { icon } from "./icon.js"
import { listOutcome } from "./room_words.js"
import { expectedWords, fault } from "./words.js"

const TROUBLE = new Set(["refused"])

/**
 * `told` is {rows: [{line, outcome, errors, changes?}], counts} or null before a file was chosen. `name(row)` says
 * whom a row is about, `fieldName(code)` what a column is called.
 */
export function bringInDialog({ title, columns, told, take, send, name, fieldName, after = nothing, talk }) {
  const choose = (event) => {
    const [file] = event.target.files
    event.target.value = ""
    if (file) take(file)
  }
  const usable = told && told.rows.some(({ outcome }) => outcome === "added" || outcome === "changed")
  return formDialog({
    title,
    body: html`<label class="drop">
        ${icon("file-text")}<strong>${talk.busy ? t("Reading the file…") : t("Choose a CSV list")}</strong>
        <span class="soft">${columns}</span>
        <input class="unseen" type="file" accept=".csv,.txt,text/csv" @change=${choose} ?disabled=${talk.busy} />
      </label>
      ${mistakes(talk.problem)}
      <div aria-live="polite">${told ? rows(told, { name, fieldName }) : nothing}</div>${after}`,
    action: usable ? t("Bring it in") : "",
    talk,
    submit: send,
  })
}

function mistakes(said) {
  const errors = said?.facts?.errors ?? []
  if (!errors.length) return nothing
  return html`<ul class="faults">${errors.map((error) => html`<li><b class="figure">${error.where}</b> ${fault(error)} <span class="soft">${expectedWords(error)}</span></li>`)}</ul>`
}

function rows(told, { name, fieldName }) {
  const ordered = [...told.rows].sort((one, other) => TROUBLE.has(other.outcome) - TROUBLE.has(one.outcome))
  return html`<p class="counts">${Object.entries(told.counts).map(([code, count]) => html`<span class="tag" data-outcome=${code}><b class="figure">${count}</b> ${listOutcome(code)}</span>`)}</p>
    <ul class="results">${ordered.filter(({ outcome, errors }) => outcome !== "unchanged" || errors.length).map(
      (row) => html`<li class="result" data-outcome=${row.outcome}>
        <span class="figure soft">${t("line {n}", { n: row.line })}</span><span>${name(row)}</span><span class="tag" data-outcome=${row.outcome}>${listOutcome(row.outcome)}</span>
        ${(row.changes ?? []).map((change) => html`<span class="result-reason">${fieldName(change.field)}: ${shown(change.was)} → ${shown(change.now)}</span>`)}
        ${row.errors.map((error) => html`<span class="result-reason">${error.column ? t("column {n}", { n: error.column }) : ""} ${fieldName(error.where)}: ${fault(error)} <span class="soft">${expectedWords(error)}</span></span>`)}
      </li>`,
    )}</ul>`
}

const shown = (value) => (Array.isArray(value) ? value.join(" ") : String(value ?? "")) || "–"

