// What the keyboard does, in one dialog.

import { html } from "../../vendor/lit-html/lit-html.js"

import { t } from "../house/i18n.js"
import { menuHead } from "./dialog.js"

/** `single` says whether keys alone act, `turn(on)` changes it; `searches` whether this person has a search. */
export function keysDialog({ single, searches, turn, talk }) {
  return html`<div class="dialog">
    ${menuHead(t("Keys"), talk)}
    <div class="dialog-body">
      <dl class="keys">${KEYS.filter(({ search }) => searches || !search).map(({ keys, text }) => html`<div><dt>${keys().map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${text()}</dd></div>`)}</dl>
      <fieldset class="field"><legend class="field-label">${t("Keys without Ctrl")}</legend>
        <span class="choices">
          <button class="button choice-button" type="button" aria-pressed=${single ? "true" : "false"} @click=${() => turn(true)}>${t("On")}</button>
          <button class="button choice-button" type="button" aria-pressed=${single ? "false" : "true"} @click=${() => turn(false)}>${t("Off")}</button>
        </span>
        <span class="field-hint">${t("Off, where speech or a trembling hand presses keys by chance: ?, / and the digits then do nothing.")}</span>
      </fieldset>
    </div>
  </div>`
}

const KEYS = [
  { keys: () => ["?"], text: () => t("This overview") },
  { keys: () => ["/", "Ctrl K"], text: () => t("Search"), search: true },
  { keys: () => ["1", "…", "9"], text: () => t("The pages at the side, in their order") },
  { keys: () => ["Tab", "⇧ Tab"], text: () => t("To the next control, and back") },
  { keys: () => ["↑", "↓"], text: () => t("To the row above or below, on the same control; to the page above or below at the side") },
  { keys: () => ["Enter", t("Space bar")], text: () => t("Does what has the focus: tick, open, choose") },
  { keys: () => ["Esc"], text: () => t("Closes a dialog or a menu; nothing is sent") },
]
