// A PIN by thumb: large keys that fill the field beside them, so that no keyboard covers the screen.

import { html } from "../../vendor/lit-html/lit-html.js"

import { t } from "../house/i18n.js"
import { icon } from "./icon.js"

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

/** The field `pin` of the form around it, and the keys. A keyboard types into the field as ever. */
export function pinPad({ label = t("PIN") } = {}) {
  return html`<div class="pin-pad" @click=${press}>
    <label class="field"><span class="field-label">${label}</span>
      <input name="pin" type="password" inputmode="none" autocomplete="off" maxlength="16" />
    </label>
    <div class="pin-keys" role="group" aria-label=${t("Digits")}>
      ${DIGITS.map(key)}
      <button type="button" class="button pin-key quiet" data-clear aria-label=${t("Clear")}>${icon("x")}</button>
      ${key("0")}
      <button type="button" class="button pin-key quiet" data-back aria-label=${t("Delete the last digit")}>${icon("undo-2")}</button>
    </div>
  </div>`
}

function key(digit) {
  return html`<button type="button" class="button pin-key figure" data-digit=${digit}>${digit}</button>`
}

function press(event) {
  const pressed = event.target.closest(".pin-key")
  if (!pressed) return
  const field = event.currentTarget.querySelector("[name=pin]")
  const { digit, clear, back } = pressed.dataset
  if (digit !== undefined) field.value = (field.value + digit).slice(0, field.maxLength)
  if (clear !== undefined) field.value = ""
  if (back !== undefined) field.value = field.value.slice(0, -1)
}
