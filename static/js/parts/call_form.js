// A form whose answers begin records, such as the courtesy call: it asks only for what the guest has said.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { fault } from "./words.js"

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
