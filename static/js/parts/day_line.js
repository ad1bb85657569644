// The line of the day: who comes, who leaves, when, and where now is. Drawn as SVG, whose places are
// attributes: the content policy allows no style on an element.

import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js"

import { momentOf, isOver } from "../board/order.js"
import { dateKey, timeOf } from "../house/clock.js"
import { t, widthOf, words } from "../house/i18n.js"
import { moment } from "./when.js"

const HOUR = 3_600_000
const BEHIND = 2 * HOUR
const AHEAD = 12 * HOUR
const LANES = 4
const AXIS = 96
// A label takes this share of the line, in percent.
const LABEL = 10.5

/** The next twelve hours of the house. `pick(stay)` is what a tap on a guest does. */
export function dayLine({ stays, house, pick }) {
  const start = Math.floor((house.now - BEHIND) / HOUR) * HOUR
  const place = (at) => ((at - start) / (BEHIND + AHEAD)) * 100
  const marks = laid(stays, place)
  return html`<figure class="day-line" aria-label=${t("Line of the day")}>
    <svg width="100%" height="118" role="group">
      <line x1="0" x2="100%" y1=${AXIS} y2=${AXIS} class="axis" />
      ${hours(start).map((at) => hourMark(at, place(at), house))}
      ${marks.map(stem)}
      <line x1=${`${place(house.now)}%`} x2=${`${place(house.now)}%`} y1="4" y2=${AXIS} class="now-line" />
      ${marks.map((mark) => guestMark(mark, house, pick))}
      <circle cx=${`${place(house.now)}%`} cy=${AXIS} r="4.5" class="now-mark" />
    </svg>
  </figure>`
}

// Guests in the window, each in the first lane where its label is free; where none is, on the axis with its shape alone.
function laid(stays, place) {
  const ends = Array(LANES).fill(-Infinity)
  return stays
    .filter((stay) => !isOver(stay))
    .map((stay) => ({ stay, at: momentOf(stay), x: place(Date.parse(momentOf(stay))) }))
    .filter(({ x }) => x >= 0 && x <= 96)
    .sort((one, other) => one.x - other.x)
    .map((mark) => {
      // At the right end a label stands before its shape.
      const before = mark.x + LABEL > 100
      const lane = ends.findIndex((end) => end <= mark.x - (before ? LABEL : 0))
      if (lane >= 0) ends[lane] = mark.x + (before ? 1 : LABEL)
      return { ...mark, lane, before }
    })
}

function hours(start) {
  return Array.from({ length: (BEHIND + AHEAD) / HOUR + 1 }, (_, index) => start + index * HOUR)
}

function hourMark(at, x, house) {
  const midnight = dateKey(at, house) !== dateKey(at - 1, house)
  return svg`<line x1=${`${x}%`} x2=${`${x}%`} y1=${midnight ? 8 : AXIS - 4} y2=${AXIS + 4} class=${midnight ? "midnight" : "axis"} />
    <text x=${`${x}%`} y=${AXIS + 20} class="hour">${timeOf(at, house).slice(0, 2)}</text>`
}

// All stems lie behind all labels, which cover them: none runs through what somebody reads.
function stem({ x, lane }) {
  return lane < 0 ? nothing : svg`<line x1=${`${x}%`} x2=${`${x}%`} y1=${topOf(lane) + 14} y2=${AXIS} class="stem" />`
}

const topOf = (lane) => (lane < 0 ? AXIS - 12 : 3 + lane * 20)

function guestMark({ stay, at, x, lane, before }, house, pick) {
  const arriving = at === stay.arrival_at
  const grade = house.grades.get(stay.grade)
  const seen = stay.room ? [stay.room, timeOf(at, house)] : [short(words(stay.name))]
  // What is seen is said first, so that who speaks to the tablet can say what they see.
  const label = `${seen.join(" ")}: ${words(grade?.name)} ${words(stay.name)}, ${arriving ? t("arrives") : t("leaves")} ${moment(at, house)}`
  const open = (event) => {
    if (event.type === "click" || event.key === "Enter" || event.key === " ") {
      event.preventDefault()
      pick(stay)
    }
  }
  return svg`<svg x=${`${x}%`} y=${topOf(lane)} overflow="visible">
    <g class="guest-mark" data-way=${arriving ? "in" : "out"} tabindex="0" role="link" aria-label=${label} @click=${open} @keydown=${open}>
      <rect x=${lane < 0 ? -12 : before ? -84 : -8} y="-4" width=${lane < 0 ? 24 : 92} height="24" class="hit" />
      ${lane < 0 ? nothing : svg`<rect x=${before ? -85 : 7} y="-2" width="78" height="18" class="paper" />`}
      <path d=${arriving ? "M-5 2h10L0 11z" : "M-5 11h10L0 2z"} class="way-mark" />
      ${lane < 0
        ? nothing
        : svg`<text x=${before ? -10 : 10} y="11" class="figure" text-anchor=${before ? "end" : "start"}><tspan class="room">${seen[0]}</tspan> <tspan class="at">${seen[1] ?? ""}</tspan></text>`}
    </g>
  </svg>`
}

// As much of a name as a label holds.
function short(name) {
  let width = 0
  let held = ""
  for (const letter of name) {
    width += widthOf(letter)
    if (width > 11) return `${held.trimEnd()}…`
    held += letter
  }
  return held
}
