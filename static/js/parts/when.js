// Moments and distances, as one person reads them: `house` is {zone, language, now}.

import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js"

import { urgency } from "../board/urgency.js"
import { dayOf, daysAhead, distance, timeOf } from "../house/clock.js"
import { t } from "../house/i18n.js"
import * as words from "./words.js"

/** "14:05", with the day before it where that is not today. */
export function moment(at, house) {
  return [dayWord(at, house), timeOf(at, house)].filter(Boolean).join(" ")
}

/** The day for a person: nothing for today, "tomorrow", "yesterday", else the date. */
export function dayWord(at, house) {
  const days = daysAhead(at, house.now, house)
  if (days === 0) return ""
  if (days === 1) return t("tomorrow")
  return days === -1 ? t("yesterday") : dayOf(at, house)
}

/** "3 min ago" */
export const age = (at, house) => words.ago(distance(at, house.now))

/** How long until then, or how late it is. */
export function left(at, house) {
  return Date.parse(at) > house.now ? words.ahead(distance(house.now, at)) : words.late(distance(at, house.now))
}

const SHAPES = { overdue: "late", due: "due", soon: "soon" }

/** A due time with its urgency said by word, shape and colour. */
export function due(at, house) {
  const how = urgency(at, house.now)
  return html`<span class="due due-${how}">
    ${SHAPES[how] ? shape(SHAPES[how]) : nothing}<time datetime=${at} class="figure">${moment(at, house)}</time>
    <span class="left">${left(at, house)}</span>
  </span>`
}

/** A shape per urgency, so that it is never told by colour alone: triangle, diamond, ring. */
export function shape(kind) {
  return html`<svg class="shape shape-${kind}" viewBox="0 0 12 12" aria-hidden="true">${SHAPE_PATHS[kind]}</svg>`
}

const SHAPE_PATHS = {
  late: svg`<path d="M6 1 11.5 11H.5z" />`,
  due: svg`<path d="M6 0 12 6 6 12 0 6z" />`,
  soon: svg`<circle cx="6" cy="6" r="4.25" />`,
  settled: svg`<path d="m1.5 6.5 3 3 6-7" />`,
}
