// The rows of an arrivals import, before it and after it: what becomes of each booking, unfolded on a tap.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { about, n, t, words } from "../house/i18n.js"
import { bookingField, bookingValue, importEffect } from "./arrival_words.js"
import { icon } from "./icon.js"
import { moment } from "./when.js"
import { expectedWords, outcome, serverWords } from "./words.js"

/** Counts as a row of filters. `only` is the outcome that is shown alone, or "". */
export function outcomeFilters({ counts, total, only, choose }) {
  const chip = (code, count, text) =>
    html`<button class="chip outcome-chip" data-outcome=${code || "all"} aria-pressed=${only === code ? "true" : "false"} @click=${() => choose(only === code ? "" : code)}><b class="figure">${count}</b> ${text}</button>`
  return html`<div class="chips outcome-chips" role="group" aria-label=${t("Show only")}>${chip("", total, t("All"))} ${counts.map(([code, count]) => chip(code, count, outcome(code)))}</div>`
}

/** One booking. `again` marks what another look found otherwise; `restore(row)` brings a cancelled stay back. */
export function bookingRow(row, { house, again = false, restore = null }) {
  const head = html`
    <span class="figure booking-number">${row.confirmation_number || "–"}</span><span class="serif">${row.name || "–"}</span>
    <span class="tag" data-outcome=${row.outcome}>${outcome(row.outcome)}</span>
    <span class="soft booking-sum">${sum(row)}${again ? html` <span class="changed">${t("changed since the last look")}</span>` : nothing}</span>
    ${row.reason ? html`<span class="result-reason">${reasonOf(row)} <span class="soft">${expectedWords(row)}</span></span>` : nothing}`
  if (!hasMore(row) && !restore) return html`<li class="booking" data-outcome=${row.outcome}><div class="booking-head">${head}</div></li>`
  return html`<li class="booking" data-outcome=${row.outcome}>
    <details><summary class="booking-head">${head}${icon("chevron-down")}</summary>
      <div class="booking-body">${fields(row, house)} ${differs(row, house)} ${tasks(row, house)} ${effects(row)}
        ${restore ? html`<button class="button" @click=${() => restore(row)}>${icon("undo-2")}${t("Bring the stay back")}</button>` : nothing}</div>
    </details></li>`
}

function reasonOf(row) {
  const where = place({ ...row, field: row.where })
  return where ? about(where, serverWords(row.reason)) : serverWords(row.reason)
}

const hasMore = ({ fields: changed, moved, added, dropped, effects: beside, differences }) =>
  Boolean(changed.length || moved.length || added || dropped.length || Object.keys(beside).length || differences.length)

function sum({ outcome: code, fields: changed, moved, added, dropped }) {
  const parts = [
    code === "changed" && changed.length ? n("{n} field", "{n} fields", changed.length) : "",
    added ? n("{n} new task", "{n} new tasks", added) : "",
    moved.length ? n("{n} task moves", "{n} tasks move", moved.length) : "",
    dropped.length ? n("{n} task is taken back", "{n} tasks are taken back", dropped.length) : "",
  ]
  return parts.filter(Boolean).join(t(", "))
}

function fields({ fields: changed, outcome: code }, house) {
  if (!changed.length) return nothing
  const isNew = code === "created"
  return html`<table class="booking-fields"><tbody>${changed.map(
    ({ field, before, after }) => html`<tr><th scope="row">${bookingField(field)}</th>
      <td>${isNew ? nothing : html`<s>${bookingValue(field, before, house)}</s> <span class="unseen">${t("becomes")}</span><span aria-hidden="true">→</span> `}<b>${bookingValue(field, after, house)}</b></td></tr>`,
  )}</tbody></table>`
}

// What somebody in the house said stands against the booking until they change it.
function differs({ differences }, house) {
  if (!differences.length) return nothing
  return html`<h4>${t("Stays as the house knows it")}</h4>
    <ul class="moved">${differences.map(({ field, theirs, ours }) => html`<li><span>${bookingField(field)}: <b>${bookingValue(field, ours, house)}</b></span><span class="soft">${t("the booking says {value}", { value: bookingValue(field, theirs, house) })}</span></li>`)}</ul>`
}

function tasks({ moved, dropped }, house) {
  return html`
    ${moved.length
      ? html`<h4>${t("Moves")} <span class="figure">${moved.length}</span></h4>
        <ul class="moved">${moved.map((one) => html`<li><span>${words(one.title)}</span><span class="figure soft"><s>${moment(one.from, house)}</s> → <b>${moment(one.to, house)}</b></span></li>`)}</ul>`
      : nothing}
    ${dropped.length ? html`<h4>${t("Taken back")} <span class="figure">${dropped.length}</span></h4><ul class="moved">${dropped.map((title) => html`<li>${words(title)}</li>`)}</ul>` : nothing}`
}

function effects({ effects: beside }) {
  const told = Object.keys(beside)
  return told.length ? html`<ul class="faults">${told.map((kind) => html`<li>${importEffect(kind)}</li>`)}</ul>` : nothing
}

/** "line 4, column 9" */
export function place({ line, column, field }) {
  return [line ? t("line {n}", { n: line }) : "", column ? t("column {n}", { n: column }) : "", field ?? ""].filter(Boolean).join(", ")
}
