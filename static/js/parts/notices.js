// What the person must read: a tick that somebody else was first with, a step that was refused.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { moment } from "./when.js"
import { refusal, taskState, taskVerb } from "./words.js"

/** A refused entry of the queue: what was wanted, why not, and for a conflict who was first and when. */
export function refusedEntry(entry, { house, forget }) {
  return html`<div class="notice" data-tone="warn" role="alert">
    ${icon("triangle-alert")}
    <p>
      <strong>${taskVerb(entry.verb)}: ${words(entry.title)}</strong>
      <span>${entry.problem.code === "overtaken" ? overtaken(entry.problem.facts, house) : refusal(entry.problem)}</span>
    </p>
    <button class="button small" @click=${() => forget(entry.key)}>${t("Understood")}</button>
  </div>`
}

/** Who was first, when, and how it stands now. */
export function overtaken({ by, at, state, task }, house) {
  const values = {
    name: by ? words(by.name) : t("The plan"),
    time: at ? moment(at, house) : "",
    state: taskState(task?.state ?? state),
  }
  return t("{name} was first, at {time}. It is now: {state}.", values)
}

/** A short message that somebody dismisses: {text, tone}. */
export function notice({ text, tone }, close) {
  return html`<div class="notice" data-tone=${tone ?? nothing}>
    ${icon(tone === "warn" ? "triangle-alert" : "check")}
    <p>${text}</p>
    <button class="button small square quiet" @click=${close} aria-label=${t("Close")}>${icon("x")}</button>
  </div>`
}
