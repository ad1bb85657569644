// The reports on the screen and on paper: the period, what it is narrowed to, and one part for each report.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { field } from "./dialog.js"
import { day } from "./guest_words.js"
import { icon } from "./icon.js"
import { moment } from "./when.js"
import { fault, refusal } from "./words.js"
import { csvOf } from "./report_csv.js"
import { lastDays } from "./report_days.js"
import { plot } from "./report_plots.js"
import { shapeOf, titleOf } from "./report_shapes.js"
import { timeInput } from "./time_field.js"

const PERIODS = [7, 28]

/** `state` is {desk, period, grade, department, found, open}; `acts` {period, narrow, open, again, print}. */
export function reportsPage({ state, house, session, acts }) {
  const known = { departments: state.desk.departments, grades: state.desk.grades, moment: (at) => moment(at, house) }
  return html`
    ${paperHead(state, session)} ${asked(state, acts)}
    <div class="reports">${state.desk.reports.map((name) => part(name, state, known, acts))}</div>
  `
}

// What a sheet of paper says at its top, where no other part of the screen is printed.
function paperHead({ period, grade, department, desk }, session) {
  const narrowed = [words(desk.departments.find((one) => one.code === department)?.name), words(desk.grades.find((one) => one.code === grade)?.name)].filter(Boolean)
  return html`<header class="paper-head">
    <p class="hotel">${words(session.property.name)}</p>
    <p class="paper-title">${t("Reports")}</p>
    <p>${spanOf(period)}${narrowed.length ? ` · ${narrowed.join(" · ")}` : ""}</p>
  </header>`
}

const spanOf = ({ first, last }) => (first === last ? day(first) : t("{first} to {last}", { first: day(first), last: day(last) }))

function asked(state, acts) {
  const { today } = state.desk
  const chips = [[lastDays(today, 1), t("Today")], [lastDays(today, 1, 1), t("Yesterday")], ...PERIODS.map((days) => [lastDays(today, days), n("{n} day", "{n} days", days)])]
  const send = (event) => {
    event.preventDefault()
    const form = new FormData(event.target)
    acts.period({ first: String(form.get("first")), last: String(form.get("last")) })
  }
  return html`<div class="reports-head">
    <nav class="chips" aria-label=${t("Period")}>${chips.map(([period, said]) => chip(period, said, state, acts))}</nav>
    <form class="period" @submit=${send}>
      ${field({ label: t("From"), input: timeInput({ place: "first", type: "date", required: true, max: today, value: state.period.first }) })}
      ${field({ label: t("To"), input: timeInput({ place: "last", type: "date", required: true, max: today, value: state.period.last }) })}
      <button class="button" type="submit">${t("Show")}</button>
    </form>
    <div class="reports-narrow">${narrowing(t("Department"), state.desk.departments, state.department, (department) => acts.narrow({ department }))}
    ${narrowing(t("Grade"), state.desk.grades, state.grade, (grade) => acts.narrow({ grade }))}
    <button class="button" @click=${acts.print}>${icon("printer")}${t("Print")}</button></div>
  </div>`
}

function chip(period, said, state, acts) {
  const pressed = period.first === state.period.first && period.last === state.period.last
  return html`<button class="chip" aria-pressed=${pressed ? "true" : "false"} @click=${() => acts.period(period)}>${said}</button>`
}

function narrowing(label, choices, chosen, choose) {
  if (choices.length < 2) return nothing
  return field({ label, input: html`<select @change=${(event) => choose(event.target.value)}>
    <option value="" ?selected=${!chosen}>${t("All")}</option>
    ${choices.map(({ code, name }) => html`<option value=${code} ?selected=${code === chosen}>${words(name)}</option>`)}
  </select>` })
}

function part(name, state, known, acts) {
  const answer = state.found[name]
  return html`<section class="report" aria-labelledby=${`report-name-${name} report-${name}`} aria-busy=${answer ? "false" : "true"}>
    <p class="report-name" id=${`report-name-${name}`}>${titleOf(name)}</p>
    ${answer ? (answer.error ? failed(name, answer.error, acts) : shown(name, shapeOf(name, answer.figures, known), state, acts)) : waiting(name)}
  </section>`
}

const waiting = (name) => html`<h2 id=${`report-${name}`} class="soft">${t("Reckoning…")}</h2>`

function failed(name, error, acts) {
  return html`<h2 id=${`report-${name}`}>${refusal(error)}</h2>
    ${(error.facts?.errors ?? []).map((one) => html`<p class="problem">${icon("triangle-alert")}<span>${fault(one)}</span></p>`)}
    <button class="button" @click=${acts.again}>${t("Try again")}</button>`
}

function shown(name, shape, state, acts) {
  if (shape.nothing) return html`<h2 id=${`report-${name}`} class="soft">${shape.nothing}</h2>`
  const isOpen = shape.always || state.open.has(name)
  return html`
    <h2 id=${`report-${name}`}>${shape.finding}</h2>
    ${shape.note ? html`<p class="soft">${shape.note}</p>` : nothing} ${shape.plots.map(plot)}
    <div class="report-acts">
      ${shape.always ? nothing : html`<button class="button small" aria-expanded=${isOpen ? "true" : "false"} aria-controls=${`table-${name}`} @click=${() => acts.open(name)}>${icon("list-checks")}${isOpen ? t("Hide the table") : t("Show the table")}</button>`}
      <button class="button small" @click=${() => download(name, shape, state.period)}>${icon("file-text")}${t("Download as CSV")}</button>
    </div>
    <div id=${`table-${name}`} class=${isOpen ? "report-table" : "report-table unseen"} tabindex=${isOpen ? "0" : nothing} role="region" aria-label=${titleOf(name)}>${table(name, shape)}</div>
  `
}

function table(name, { columns, rows }) {
  return html`<table>
    <caption class="unseen">${titleOf(name)}</caption>
    <thead><tr>${columns.map(({ label, number }) => html`<th scope="col" ?data-number=${number}>${label}</th>`)}</tr></thead>
    <tbody>${rows.map((cells) => html`<tr>${cells.map((cell, index) => html`<td ?data-number=${columns[index].number}>${cell ?? "–"}</td>`)}</tr>`)}</tbody>
  </table>`
}

function download(name, { columns, rows }, { first, last }) {
  const address = URL.createObjectURL(new Blob([csvOf(columns, rows)], { type: "text/csv;charset=utf-8" }))
  const link = document.createElement("a")
  link.href = address
  link.download = `${name}_${first}_${last}.csv`
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
