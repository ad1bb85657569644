// The lobby manager's board: every stay by its next deadline, arriving, in house and leaving.

import { guard } from "../../vendor/lit-html/directives/guard.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { planOf } from "../board/apply.js"
import { COLUMNS, columnsOf, isOver, lateIn, momentOf } from "../board/order.js"
import { daysAhead } from "../house/clock.js"
import { n, spoken, t } from "../house/i18n.js"
import { collisionPanel, collisionsOf } from "../parts/collisions.js"
import { dayLine } from "../parts/day_line.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { shape } from "../parts/when.js"
import { stayCard } from "../parts/stay_card.js"
import * as words from "../parts/words.js"
import { collisionActs } from "./collision_acts.js"
import { loading } from "./loading.js"
import { changeActs } from "./change_acts.js"
import { createGrowth } from "./gradually.js"
import { stayActs } from "./stay_acts.js"

const MINUTE = 60_000
const TENTH = 10_000
// Of each column: what a tablet shows without scrolling, then a few a frame.
const cards = createGrowth({ first: 2, step: 2 })

export const board = {
  code: "board",
  title: () => t("Board"),
  enter: cards.begin,
  view(app) {
    const held = app.board.get()
    if (!held) return loading(app)
    if (!held.stays.size) return emptyState({ title: t("No VIP guests yet"), text: t("Arrivals that are imported stand here.") })
    const house = app.house()
    const columns = columnsOf(held, house.now)
    return html`
      ${guard([held.stays, minuteOf(0, house), spoken()], () => dayLine({ stays: [...held.stays.values()], house, pick: show }))}
      <div class="board-head">${summary(held, house)} ${walkIn(app)}</div>
      ${collide(app, held, house)}
      <div class="columns">${COLUMNS.map((name) => columnOf(name, columns[name], { app, held, house, acts: actsOf(app) }))}</div>
    `
  },
}

const walkIn = (app) => (app.may("stay_edit") ? html`<button class="button" @click=${() => changeActs(app).walkIn()}>${icon("user-plus")}${t("VIP without a booking")}</button>` : nothing)

const ACTS = new WeakMap()

function actsOf(app) {
  if (!ACTS.has(app)) ACTS.set(app, stayActs(app))
  return ACTS.get(app)
}

const COLLISIONS = new WeakMap()

// Who may settle collisions sees them above the guests.
function collide(app, held, house) {
  if (!app.may("collision_settle") || !held.collisions.size) return nothing
  if (!COLLISIONS.has(app)) COLLISIONS.set(app, collisionActs(app))
  const acts = COLLISIONS.get(app)
  return collisionPanel({ rows: collisionsOf(held, house.now), unfolded: acts.unfolded, house, busy: acts.busy, acts })
}

// The hour's state in one sentence.
function summary(held, house) {
  let late = 0
  for (const [stayId, plan] of held.plans) if (held.stays.has(stayId)) late += lateIn(plan, house.now)
  if (!late) return html`<p class="summary">${shape("settled")}${t("Nothing is late.")}</p>`
  return html`<p class="summary" data-late>${shape("late")}${n("{n} task is late", "{n} tasks are late", late)}</p>`
}

function columnOf(name, stays, context) {
  return html`<section class="column" aria-labelledby=${`column-${name}`}>
    <h2 id=${`column-${name}`}>${words.column(name)} <span class="figure soft">${stays.length}</span></h2>
    ${stays.length ? repeat(cards.of(stays, context.app), (stay) => stay.id, (stay, place) => html`${divider(stay, stays[place - 1], context)}${card(stay, context)}`) : html`<p class="soft column-empty">${t("Nobody at the moment.")}</p>`}
  </section>`
}

// Where the day changes, and where the stays that are over begin.
function divider(stay, before, { house }) {
  const heading = groupOf(stay, house)
  if (before && groupOf(before, house) === heading) return nothing
  return heading ? html`<h3 class="divider">${heading}</h3>` : nothing
}

function groupOf(stay, house) {
  if (isOver(stay)) return t("Over")
  if (stay.state !== "expected" && stay.state !== "preparing" && stay.state !== "ready") return ""
  return daysAhead(momentOf(stay), house.now, house) >= 1 ? t("Tomorrow and later") : ""
}

function card(stay, { app, held, house, acts }) {
  const plan = planOf(held, stay.id)
  const changed = app.isChanged("stays", stay.id)
  // A card is drawn again when its stay, its plan, the minute or the language changed, and only then.
  return guard([stay, plan, minuteOf(stay.id, house), spoken(), changed, held.departments, house.grades], () =>
    stayCard({ stay, plan, house, acts, permissions: app.who.permissions, changed }),
  )
}

// The minutes of different cards do not turn at once: a full house would be drawn again in one long frame.
const minuteOf = (id, house) => Math.floor((house.now + (id % 6) * TENTH) / MINUTE)

function show(stay) {
  const found = document.getElementById(`stay-${stay.id}`)
  found?.scrollIntoView({ block: "center" })
  found?.querySelector("a")?.focus({ preventScroll: true })
}
