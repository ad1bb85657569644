// The frame of every dialog, and how a form in it is read and answered.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t } from "../house/i18n.js"
import { icon } from "./icon.js"
import { fault, refusal } from "./words.js"

/** A dialog as a form: `submit(values, form)` gets its fields by name; without `action` it cannot be sent yet. */
export function formDialog({ title, lead = nothing, body, action, tone = "main", submit, talk, more = nothing }) {
  const send = (event) => {
    event.preventDefault()
    if (!talk.busy) submit(Object.fromEntries(new FormData(event.target)), event.target)
  }
  return html`<form class="dialog" @submit=${send} novalidate>
    ${menuHead(title, talk)}
    <div class="dialog-body">${lead} ${body} ${problem(talk.problem)}</div>
    <footer class="dialog-foot">
      ${more}
      <button class="button" type="button" @click=${talk.close}>${t("Close")}</button>
      ${action ? html`<button class="button ${tone}" type="submit" ?disabled=${talk.busy}>${talk.busy ? t("Sending…") : action}</button>` : nothing}
    </footer>
  </form>`
}

/** A dialog that only offers a list of actions: [{text, icon, act, tone}]. */
export function menuDialog({ title, lead = nothing, actions, talk }) {
  return html`<div class="dialog">
    ${menuHead(title, talk)}
    <div class="dialog-body">
      ${lead}
      <ul class="menu">
        ${actions.map(
          (action) => html`<li><button class="menu-item" data-tone=${action.tone ?? nothing} @click=${action.act}>${icon(action.icon)}<span>${action.text}</span></button></li>`,
        )}
      </ul>
    </div>
  </div>`
}

/** Sorts such actions: what warns lies away from what a thumb reaches for every hour. */
export const harmlessFirst = (one, other) => (one.tone === "warn") - (other.tone === "warn")

/** A labelled field. `problem` is the talk's problem, where its errors name this field's place. */
export function field({ label, place = "", problem: told = null, input, hint = "" }) {
  const error = told?.facts?.errors?.find((one) => one.where === place)
  return html`<label class="field" data-wrong=${error ? "" : nothing}>
    <span class="field-label">${label}</span>
    ${input} ${hint ? html`<span class="field-hint">${hint}</span>` : nothing}
    ${error ? html`<span class="field-error">${icon("triangle-alert")}${fault(error)}</span>` : nothing}
  </label>`
}

/** What went wrong, said where the person looks. */
export function problem(told) {
  if (!told) return nothing
  return html`<p class="problem" role="alert">${icon("triangle-alert")}<span>${refusal(told)}</span></p>`
}

/** A dialog's head: what it is, and the way out. */
export function menuHead(title, talk) {
  return html`<header class="dialog-head">
    <h2>${title}</h2>
    <button class="button square quiet" type="button" @click=${talk.close} aria-label=${t("Close")}>${icon("x")}</button>
  </header>`
}
