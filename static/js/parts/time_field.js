// Fields for a day, a time or both. A browser writes them as its own settings say, mm/dd and AM/PM too; so beside each
// stands what was chosen as this person and this hotel write it, and it follows every key.

import { guard } from "../../vendor/lit-html/directives/guard.js"
import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { readable } from "../house/clock.js"
import { spoken } from "../house/i18n.js"

/**
 * The input of the name `place`, with its reading. It holds `value` until that changes; with `start` it holds what that
 * was when the field was first drawn, however time goes on. `house` says the zone of a day with a time.
 */
export function timeInput({ place, type = "datetime-local", value, start = "", house = null, required = false, max = nothing, changed = nothing }) {
  const read = (text) => readable(text, { zone: house?.zone ?? "UTC", language: spoken() })
  const follow = ({ target, currentTarget }) => {
    currentTarget.querySelector(".time-read").textContent = read(target.value)
  }
  // A redraw leaves alone what somebody has typed.
  return guard([place, value], () => {
    const held = value ?? start
    return html`<span class="time-field" @input=${follow} @change=${follow}>
      <input name=${place} type=${type} ?required=${required} max=${max} .value=${held} @input=${changed} />
      <span class="time-read figure" aria-hidden="true" .textContent=${read(held)}></span>
    </span>`
  })
}

/** Put a moment into such a field, as if it had been typed. */
export function putTime(input, text) {
  input.value = text
  input.dispatchEvent(new Event("input", { bubbles: true }))
}
