// What a change of a stay does to its plan, told in words before it is confirmed.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { moment } from "./when.js"

/** The answer of a dry run: what cannot be kept, what collides, what is taken back, what moves, comes, falls away. */
export function whatMoves({ moved = [], added = [], dropped = [], late = [], collisions = [] }, house) {
  const quiet = ![moved, added, dropped, late, collisions].some((list) => list.length)
  const back = added.filter(({ each }) => each === "room_move")
  const more = added.filter(({ each }) => each !== "room_move")
  // What is new and already due is done at once; what was promised before cannot be kept.
  const born = new Set(added.map(({ key }) => key))
  const broken = late.filter(({ key }) => !born.has(key))
  const atOnce = new Set(late.map(({ key }) => key))
  return html`<section class="moves">
    <h3>${quiet ? t("Nothing else moves.") : t("What moves with it")}</h3>
    ${told(broken, t("Cannot be kept any more"), "late", house)} ${collided(collisions)}
    ${told(back, t("Taken back and moved over"), "", house, atOnce)} ${told(moved, t("Moves"), "", house)}
    ${told(more, t("Comes in addition"), "", house, atOnce)} ${told(dropped, t("Falls away"), "", house)}
  </section>`
}

function told(list, title, tone, house, atOnce = new Set()) {
  if (!list.length) return nothing
  return html`<h4 data-tone=${tone || nothing}>${title} <span class="figure">${list.length}</span></h4>
    <ul class="moved">
      ${list.map((one) => html`<li><span>${words(one.title ?? one)}</span>${atOnce.has(one.key) ? html`<span class="tag">${t("at once")}</span>` : fromTo(one, house)}</li>`)}
    </ul>`
}

// The sentence says it all: things, guests, hour; below it the way out that the house proposes.
function collided(list) {
  if (!list.length) return nothing
  return html`<h4 data-tone="late">${t("Collides")} <span class="figure">${list.length}</span></h4>
    <ul class="moved">
      ${list.map(
        ({ title, proposal }) => html`<li>
          <span>${words(title)}${proposal.words ? html`<br /><span class="soft">${t("Proposal: {way}", { way: words(proposal.words) })}</span>` : nothing}</span>
        </li>`,
      )}
    </ul>`
}

function fromTo({ from, to, due_at: dueAt }, house) {
  if (from && to) return html`<span class="figure soft"><s>${moment(from, house)}</s> → <b>${moment(to, house)}</b></span>`
  const at = to ?? dueAt
  return at ? html`<span class="figure soft">${moment(at, house)}</span>` : nothing
}
