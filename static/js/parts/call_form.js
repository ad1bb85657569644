// A form whose answers begin records, such as the courtesy call: it asks only for what the guest has said.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { fault } from "./words.js"

// What a choice that opens a record lets be filled in; vipops/services/record_answers.py holds the same table.
const MADE_FOR = { wish: ["wake_up", "request"], complaint: ["complaint"] }

/**
 * The names of the fields that are not asked now: those that begin a record, as long as no choice has opened
 * one. `chosen` is {name of a choice: value}.
 */
export function unasked(proof, chosen) {
  const opening = proof.filter((one) => one.choices?.some(({ opens }) => opens in MADE_FOR))
  if (!opening.length) return new Set()
  const opened = opening.some((one) => one.choices.some(({ value, opens }) => opens in MADE_FOR && chosen[one.name] === value))
  if (opened) return new Set()
  const making = proof.filter((one) => one.makes)
  return new Set(making.flatMap((one) => [one.name, one.department_in].filter(Boolean)))
}

/** Whether a field may stay empty without a word on it: what is not wished is not filled in. */
export const maySayNothing = (proof, asked) => Boolean(asked.makes) || proof.some((one) => one.department_in === asked.name)

/** Proof that the house knows itself: nothing to key in, only why it does not hold yet. */
export function knownField(asked, talk) {
  const error = talk.problem?.facts?.errors?.find(({ where }) => where === `proof.${asked.name}`)
  return html`<p class="known" data-wrong=${error ? "" : nothing}>
    ${icon(error ? "triangle-alert" : "circle-dashed")}<span><strong>${words(asked.title)}</strong> <span class="soft">${error ? fault(error) : t("The house looks by itself.")}</span>
      ${error?.tasks ? html`<span class="known-list">${error.tasks.map(({ title }) => words(title)).join(t(", "))}</span>` : nothing}</span>
  </p>`
}

/** The kinds of proof that nobody keys in. */
export const KNOWN_KINDS = new Set(["acknowledged", "assignees"])
