// Icons come from one sprite. A text beside them says what they mean, so they are silent for screen readers.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

// The shell names the sprite of its version, which a tablet keeps for good.
const SPRITE = globalThis.document?.documentElement.dataset.icons ?? "/static/icons/sprite.svg"

/** An icon of the sprite, also by the name that a checklist gives it (bed_double). With a `label` it speaks. */
export function icon(name, label = "") {
  return html`<svg class="icon" role=${label ? "img" : nothing} aria-label=${label || nothing} aria-hidden=${label ? nothing : "true"}>
    <use href=${`${SPRITE}#${name.replaceAll("_", "-")}`}></use>
  </svg>`
}
