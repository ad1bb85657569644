// Two VIPs in need of one thing at one time: who keeps it, who gives way, and the house's proposal.

import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { field, formDialog } from "./dialog.js"
import { icon } from "./icon.js"
import { gradeMark } from "./marks.js"
import { moment, shape } from "./when.js"

/** The panel. `rows` as {@link collisionsOf}; `acts` is {accept(row), settle(row), unfold()}, or null to only look. */
export function collisionPanel({ rows, unfolded, house, busy, acts }) {
  const open = rows.filter(({ collision }) => !collision.settled_at)
  if (!open.length) return nothing
  const title = n("{n} collision", "{n} collisions", open.length)
  return html`<section class="strip collisions" aria-label=${title}>
    <header class="strip-head">
      <h2>${shape("due")}<span>${title}</span></h2>
      ${unfolded ? nothing : next(open[0].collision, house)}
      <button class="button small quiet" aria-expanded=${unfolded ? "true" : "false"} @click=${acts.unfold}>
        ${unfolded ? t("Show fewer") : t("Show")}${icon("chevron-down")}
      </button>
    </header>
    ${unfolded ? html`<ul>${repeat(open, ({ collision }) => collision.id, (row) => line(row, { house, busy, acts }))}</ul>` : nothing}
  </section>`
}

// Folded it is one line: the guests themselves are what the board is for.
function next({ starts_at: startsAt, resources }, house) {
  return html`<p class="collision-next"><time class="figure" datetime=${startsAt}>${moment(startsAt, house)}</time> ${wanted(resources)}</p>`
}

/** The collisions that stand and are not past, soonest first: {collision, first, second}, each side {stay, task}. */
export function collisionsOf(board, now) {
  const side = (stayId, taskId) => ({ stay: board.stays.get(stayId), task: board.plans.get(stayId)?.get(taskId) })
  return [...board.collisions.values()]
    .filter((one) => Date.parse(one.ends_at) >= now)
    .map((collision) => ({
      collision,
      first: side(collision.first_stay_id, collision.first_task_id),
      second: side(collision.second_stay_id, collision.second_task_id),
    }))
    .filter(({ first, second }) => first.stay && second.stay)
    .sort((one, other) => one.collision.starts_at.localeCompare(other.collision.starts_at) || one.collision.id - other.collision.id)
}

function line({ collision, first, second }, { house, busy, acts }) {
  const way = wayOut(collision.proposal, second, house)
  const same = words(first.task?.title) === words(second.task?.title)
  return html`<li class="collision">
    <time class="figure collision-at" datetime=${collision.starts_at}>${moment(collision.starts_at, house)}</time>
    <div class="collision-what">
      <p class="collision-thing">${wanted(collision.resources)}${same ? html` <span class="soft">${words(first.task?.title)}</span>` : nothing}</p>
      <ul class="collision-sides">
        <li>${guest(first, house, { same, part: t("keeps its time") })}</li>
        <li>${guest(second, house, { same, part: t("gives way") })}</li>
      </ul>
      <p class="collision-way">${way ? html`${icon("arrow-right-left")}<span>${t("Proposal: {way}", { way })}</span>` : html`<span class="soft">${t("No free time and nobody to stand in: settle it by hand.")}</span>`}</p>
    </div>
    <div class="collision-acts">
      ${way ? html`<button class="button main" ?disabled=${busy} @click=${() => acts.accept(collision)}>${icon("check")}${t("Take the proposal")}</button>` : nothing}
      <button class="button" ?disabled=${busy} @click=${() => acts.settle(collision)}>${t("Settled otherwise")}</button>
    </div>
  </li>`
}

function guest({ stay, task }, house, { same, part }) {
  return html`<a class="collision-side" href=${`/stays/${stay.id}`}>${gradeMark(house.grades.get(stay.grade))}<b>${words(stay.name)}</b>
      <span class="figure">${stay.room}</span></a>
    <span class="soft">${same || !task ? nothing : `${words(task.title)} · `}${part}</span>`
}

// "General manager, sales director and 3 more"
function wanted(resources) {
  const names = resources.slice(0, 3).map(({ name }) => words(name)).join(t(", "))
  const more = resources.length - 3
  return more > 0 ? n("{names} and {n} more", "{names} and {n} more", more, { names }) : names
}

/** The proposal as a sentence, or "". */
function wayOut(proposal, second, house) {
  const name = words(second.stay.name)
  if (proposal.instead) {
    return proposal.instead
      .map(({ of, by }) => t("{by} instead of {of}, for {name}", { name, by: words(by.name), of: words(of.name) }))
      .join(t("; "))
  }
  if (proposal.minutes === undefined) return ""
  return t("“{task}” for {name} at {time}", { name, task: words(second.task?.title), time: moment(proposal.starts_at, house) })
}

/** How it was settled otherwise. */
export function settleDialog({ collision, talk, send }) {
  return formDialog({
    title: t("Settled otherwise"),
    lead: html`<p>${wanted(collision.resources)}</p>`,
    body: field({
      label: t("How is it settled?"),
      place: "note",
      problem: talk.problem,
      input: html`<input name="note" maxlength="255" autocomplete="off" />`,
      hint: t("It stays settled until the times change."),
    }),
    action: t("Settled"),
    talk,
    submit: ({ note }) => send({ note: note.trim() }),
  })
}
