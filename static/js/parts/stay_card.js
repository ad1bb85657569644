// A stay on the board.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { marksOf, missingFor, isOver, momentOf } from "../board/order.js"
import { nextStep, possible, STAY_STEPS } from "../board/steps.js"
import { isLate, isOpen } from "../board/urgency.js"
import { n, otherWords, t, widthOf, words } from "../house/i18n.js"
import { isLineUp, isMissing } from "./change_words.js"
import { icon } from "./icon.js"
import { departmentMarks, flags, gradeMark, stageBar } from "./marks.js"
import { age, due, left, moment, shape } from "./when.js"
import { party, source, stayState, stayVerb } from "./words.js"

/**
 * One card. `house` is {zone, language, now, departments, grades, wholeHouse}, `acts` what a tap does:
 * {step(stay, verb), record(stay), times(stay), more(stay)}; `permissions` are the person's.
 */
export function stayCard({ stay, plan, house, acts, permissions, changed }) {
  const next = nextStep(stay)
  const offered = possible(STAY_STEPS, stay.state, permissions).includes(next) ? next : ""
  return html`<article class="card" data-over=${isOver(stay) || nothing} data-changed=${changed || nothing} id=${`stay-${stay.id}`}>
    ${flags(stay)}
    <header class="card-head" data-long=${isLong(words(stay.name)) || nothing}>
      ${gradeMark(house.grades.get(stay.grade))}
      <h3 class="guest">
        <a href=${`/stays/${stay.id}`}>${words(stay.name)}</a>
        ${spokenAs(stay)}
      </h3>
      <p class="room figure" aria-label=${t("Room {room}", { room: stay.room || "–" })}>${stay.room || "–"}</p>
    </header>
    <p class="card-party">${icon("users")} ${party(stay.party)}${changed ? html`<span class="changed">${t("changed")}</span>` : nothing}
      ${permissions.includes("request_record") && !isOver(stay) ? html`<button class="button square quiet record-button" @click=${() => acts.record(stay)} aria-label=${t("Record a wish or problem for {name}", { name: words(stay.name) })}>${icon("hand-heart")}</button>` : nothing}
    </p>
    ${expected(stay, house)} ${onTheRoad(stay, house)}
    <div class="card-stage">${stageBar(stay)}<span class="stage-name">${stayState(stay.state)}</span></div>
    ${isOver(stay) ? nothing : html`${blocking(stay, plan, house)} ${departmentMarks(marksOf(plan, house.departments, house.now), house.departments)}`}
    ${lineUps(plan, house, acts, permissions)} ${actions({ stay, offered, acts, permissions })}
  </article>`
}

// A name that would stand in a tall narrow column has the next line to itself.
const isLong = (name) => [...name].reduce((width, letter) => width + widthOf(letter), 0) > 28

// Ten minutes before a line-up stands, and until it does: its roll-call is one tap away.
const AHEAD = 10 * 60_000

function lineUps(plan, house, acts, permissions) {
  if (!permissions.includes("stay_step")) return nothing
  const near = [...plan.values()].filter((task) => isLineUp(task) && isOpen(task) && Date.parse(task.due_at) - house.now <= AHEAD)
  return near.map((task) => {
    const here = task.people.filter((entry) => !isMissing(entry, task.roll)).length
    return html`<button class="button wide card-line-up" @click=${() => acts.lineUp(task)}>
      ${icon("users")}${t("Roll-call: {here} of {count}", { here, count: task.people.length })} · <span class="figure">${moment(task.due_at, house)}</span>
    </button>`
  })
}

function actions({ stay, offered, acts, permissions }) {
  const mayStep = permissions.includes("stay_step")
  const mayTime = permissions.includes("stay_times") && !isOver(stay)
  if (!mayStep && !mayTime) return nothing
  const name = words(stay.name)
  return html`<footer class="card-acts">
    ${offered ? html`<button class="button main" @click=${() => acts.step(stay, offered)}>${stayVerb(offered)}</button>` : nothing}
    ${mayTime ? html`<button class="button square" @click=${() => acts.times(stay)} aria-label=${t("New time for {name}", { name })}>${icon("clock")}</button>` : nothing}
    ${mayStep ? html`<button class="button square" @click=${() => acts.more(stay)} aria-label=${t("More for {name}", { name })}>${icon("ellipsis")}</button>` : nothing}
  </footer>`
}

/** The name in the other script, which also says how to pronounce it. */
export function spokenAs(stay) {
  const other = otherWords(stay.name)
  return other ? html`<span class="spoken-as">${other}</span>` : nothing
}

/** The time the stay moves towards, with its source and how old that word is. */
export function expected(stay, house) {
  const arriving = momentOf(stay) === stay.arrival_at
  const at = momentOf(stay)
  return html`<p class="expected">
    <span class="expected-kind">${arriving ? t("Arrives") : t("Leaves")}</span>
    <time class="figure" datetime=${at}>${moment(at, house)}</time>
    ${isOver(stay) ? nothing : html`<span class="left">${Date.parse(at) > house.now ? left(at, house) : t("by now")}</span>`}
    ${arriving ? html`<span class="said">${said(stay, house)}</span>` : nothing}
  </p>`
}

function said(stay, house) {
  return t("from {source}, {age}", { source: source(stay.arrival_source), age: age(stay.arrival_said_at, house) })
}

/** Flight, plate and seat: what the people at the door look for. */
export function onTheRoad(stay, house) {
  const flight = stay.flight ? html`<span class="figure">${icon("plane-landing")}${flightWords(stay, house)}</span>` : nothing
  const car = stay.plate
    ? html`<span class="figure">${icon("car")}${stay.plate}${stay.seat ? html` · ${seatWords(stay.seat)}` : nothing}</span>`
    : nothing
  if (flight === nothing && car === nothing && !stay.transfer) return nothing
  const awaited = stay.transfer && !stay.plate ? html`<span class="soft">${icon("car")}${t("Driver has not called yet")}</span>` : nothing
  return html`<p class="road">${flight} ${car} ${awaited}</p>`
}

function flightWords(stay, house) {
  if (stay.flight_note === "cancelled") return t("{flight} cancelled", { flight: stay.flight })
  if (stay.flight_note === "diverted") return t("{flight} diverted", { flight: stay.flight })
  if (!stay.landing_at) return stay.flight
  const landed = Date.parse(stay.landing_at) <= house.now
  const values = { flight: stay.flight, time: moment(stay.landing_at, house) }
  return landed ? t("{flight} landed {time}", values) : t("{flight} lands {time}", values)
}

const SEATS = {
  rear_left: () => t("rear left"),
  rear_right: () => t("rear right"),
  rear_middle: () => t("rear middle"),
  front: () => t("front seat"),
}
const seatWords = (seat) => SEATS[seat]?.() ?? seat

/** The one reason that blocks the next step; who sees one department only cannot know it. */
function blocking(stay, plan, house) {
  if (!house.wholeHouse) return nothing
  const missing = missingFor(stay, plan)
  if (!missing.length) return html`<p class="blocking free">${shape("settled")}<span>${t("Nothing holds the next step")}</span></p>`
  const [first] = missing
  const late = isLate(first, house.now)
  const department = house.departments.find(({ code }) => code === first.department)
  return html`<p class="blocking" data-late=${late || nothing}>
    ${icon("lock")}
    <span class="blocking-what">
      <strong>${words(first.title)}</strong>
      <span class="soft">${words(department?.name)}</span>
      ${first.state === "done" ? html`<span class="soft">${t("needs its second signature")}</span>` : due(first.due_at, house)}
      ${missing.length > 1 ? html`<span class="soft">${n("and {n} more", "and {n} more", missing.length - 1)}</span>` : nothing}
    </span>
  </p>`
}
