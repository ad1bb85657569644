// Several letters under one signature: the form, and what became of each.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { field, problem } from "./dialog.js"
import { icon } from "./icon.js"
import { gradeMark } from "./marks.js"
import { signatureField } from "./signature.js"
import { letterState, refusal } from "./words.js"

/** The form for the letters that were taken: `entries` are [{letter, changed}]. */
export function batchForm(entries, { house, ask, acts }) {
  const ready = entries.filter(({ changed }) => !changed).length
  return html`<form class="step batch" @submit=${acts.signAll} novalidate>
    <h2>${n("Sign {n} letter", "Sign {n} letters", ready)}</h2>
    <ul class="batch-letters">${entries.map((entry) => batchLine(entry, { house, acts, busy: ask.busy }))}</ul>
    ${signatureField({ hold: acts.holdPad, clear: acts.clearPad, name: acts.signer })}
    <div class="pin-and-sign">
      ${field({ label: t("Your PIN"), place: "pin", problem: ask.problem, input: html`<input name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="16" />` })}
      <button class="button main" ?disabled=${ask.busy || !ready}>${icon(ask.busy ? "loader" : "pen-line")}${ask.busy ? t("Signing…") : n("Sign {n} letter", "Sign {n} letters", ready)}</button>
    </div>
    ${problem(ask.problem)}
    <p class="soft small">${t("One signature, one PIN; each letter is sealed by itself.")}</p>
  </form>`
}

function batchLine({ letter, changed }, { house, acts, busy }) {
  return html`<li data-changed=${changed ? "" : nothing}>
    ${gradeMark(house.grades.get(letter.stay.grade))}
    <span><span class="serif">${words(letter.stay.name)}</span>
      ${changed ? html`<span class="batch-changed">${icon("triangle-alert")}${t("Changed since you read it ({state}). It is not signed.", { state: letterState(letter.state) })}</span>` : nothing}</span>
    <button type="button" class="button square quiet" ?disabled=${busy} @click=${() => acts.take(letter)} aria-label=${t("Leave out: {name}", { name: words(letter.stay.name) })}>${icon("x")}</button>
  </li>`
}

const STANDS = {
  printing: () => ({ name: "loader", text: t("Signed, being printed") }),
  printed: () => ({ name: "circle-check", text: t("Signed and printed") }),
}

/** What became of the letters that were sent. `rows` are those of `outcomes`. */
export function batchResults(rows, { close, show }) {
  const refused = rows.filter(({ state }) => state === "refused").length
  return html`<section class="batch-results" aria-label=${t("What became of the letters")}>
    <header><h2>${n("{n} letter signed", "{n} letters signed", rows.length - refused)}${refused ? html` · ${n("{n} not signed", "{n} not signed", refused)}` : nothing}</h2>
      <button class="button square quiet" @click=${close} aria-label=${t("Close")}>${icon("x")}</button></header>
    <div role="status"><ul>${rows.map((row) => html`<li data-state=${row.state}>
      ${row.state === "refused" ? icon("triangle-alert") : icon(STANDS[row.state]().name)}
      <span><span class="serif">${words(row.name)}</span><span class="soft">${row.state === "refused" ? refusedBecause(row.problem) : STANDS[row.state]().text}</span></span>
      ${row.state === "refused" ? html`<button class="button small" @click=${() => show(row.id)}>${t("Look")}</button>` : nothing}
      ${row.state === "printed" ? html`<a class="button small" href=${`/api/letters/${row.id}.pdf`} target="_blank" rel="noopener">${icon("printer")}PDF</a>` : nothing}
    </li>`)}</ul></div>
  </section>`
}

function refusedBecause(told) {
  if (told.code !== "overtaken") return refusal(told)
  return t("Changed meanwhile: it is {state} now. Read it again.", { state: letterState(told.facts.state) })
}
