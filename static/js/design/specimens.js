// How samples stand on the page: a figure each, with a word on what state it shows.

import { html } from "../../vendor/lit-html/lit-html.js"

import { words } from "../house/i18n.js"

/** One sample. `wide` takes the whole width, as a list or a page does. */
export function shown(caption, content, { wide = false } = {}) {
  return html`<figure class="specimen" ?data-wide=${wide}><figcaption class="soft">${words(caption)}</figcaption>${content}</figure>`
}

/** A dialog as it stands open, without its veil. */
export const dialogShown = (caption, content, { wide = false } = {}) => shown(caption, html`<div class="dialog-shown" ?data-wide=${wide}>${content}</div>`, { wide })
