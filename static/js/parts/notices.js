// What the person must read: a tick that somebody else was first with, a step that was refused.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { about, t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { moment } from "./when.js"
import { refusal, taskState, taskVerb } from "./words.js"

/** A refused entry of the queue: what was wanted, why not, and for a conflict who was first and when. */
export function refusedEntry(entry, { house, title, forget }) {
  return html`<div class="notice" data-tone="warn" role="alert">
    ${icon("triangle-alert")}
    <p>
      <strong>${about(taskVerb(entry.verb), words(title) || t("a task that is on this board no more"))}</strong>
      ${made(entry, house)} <span>${why(entry.problem, house)}</span>
    </p>
    <button class="button small" @click=${() => forget(entry.key)}>${t("Understood")}</button>
  </div>`
}

// Who had done it on this tablet, and when, where it went out late.
function made({ late, author, madeAt }, house) {
  if (!late) return nothing
  const person = house.staff.get(author)
  const time = moment(madeAt, house)
  return html`<span class="soft">${person ? t("Done by {name} at {time}, without a network.", { name: words(person.name), time }) : t("Done at {time}, without a network.", { time })}</span>`
}

// What only the tablet can say.
const ON_THE_TABLET = {
  words_lost: () => t("What was written could not be kept safely through a reload. Please do it again."),
  held: () => t("It is with the lobby manager, who lets it count or drops it: its author is signed out, or no longer of the house."),
  no_token: () => t("This tablet may not send it any more. Its author must do it again."),
  not_signed_in: () => t("This tablet may not send it any more. Its author must do it again."),
}

function why(problem, house) {
  if (problem.code === "overtaken") return overtaken(problem.facts, house)
  return ON_THE_TABLET[problem.code]?.() ?? refusal(problem)
}

/** Who was first, when, and how it stands now. */
export function overtaken({ by, at, state, task }, house) {
  const values = {
    name: by ? words(by.name ?? house.staff.get(by.id)?.name) || t("Somebody") : t("The plan"),
    time: at ? moment(at, house) : "",
    state: taskState(task?.state ?? state),
  }
  return t("{name} was first, at {time}. It is now: {state}.", values)
}

/** A short message that somebody dismisses: {text, tone, action?: {text, act}}. */
export function notice({ text, tone, action }, close) {
  return html`<div class="notice" data-tone=${tone ?? nothing}>
    ${icon(tone === "warn" ? "triangle-alert" : "check")}
    <p>${text}</p>
    ${action ? html`<button class="button small main" @click=${action.act}>${action.text}</button>` : nothing}
    <button class="button small square quiet" @click=${close} aria-label=${t("Close")}>${icon("x")}</button>
  </div>`
}
