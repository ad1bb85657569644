// The wall screen: read from across the room, with nothing to tap.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { turn } from "../board/wall.js"
import { dayOf, timeOf } from "../house/clock.js"
import { n, t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { gradeMark, stageBar } from "./marks.js"
import { dayWord, left, shape } from "./when.js"
import { source, stayState } from "./words.js"

const ARRIVALS = 6
const ALARMS = 6
const LEAVING = 4

/** `shown` is `wallOf`'s answer or null before the first board; `alarms` the untaken ones; `names` "short" or "off". */
export function wall({ shown, alarms, house, session, link, names }) {
  return html`
    <header class="wall-top">
      <div><p class="hotel">${words(session.property.name)}</p><h1>${t("The house now")}</h1></div>
      ${honest(link, house)}
      <p class="wall-clock"><span>${dayOf(house.now, house)}</span><time class="figure">${timeOf(house.now, house)}</time></p>
    </header>
    ${shown ? body(shown, alarms, house, names) : html`<main class="wall-empty">${icon("loader")}<p>${t("Fetching the board…")}</p></main>`}
  `
}

/** Nothing else is left to show: why, and what to do. */
export const wallOver = (said, more) => html`<main class="wall-empty">${icon("monitor")}<h1>${said}</h1><p>${more}</p></main>`

// Whether what stands here is true now, said so that nobody overlooks it.
function honest({ mode, since }, house) {
  if (mode === "live" || mode === "slow") return html`<p class="wall-link" data-mode=${mode} role="status">${icon("wifi")}${t("Live")}</p>`
  return html`<p class="wall-link" data-mode="stale" role="status">${icon("wifi-off")}${t("Not live: as of {time}", { time: timeOf(since, house) })}</p>`
}

function body(shown, alarms, house, names) {
  return html`<main class="wall-body">
    ${arrivals(turn(shown.arriving, ARRIVALS, house.now), shown.arriving.length, house, names)}
    <div class="wall-side">${untaken(turn(alarms, ALARMS, house.now), alarms.length, house)} ${leaving(turn(shown.leaving, LEAVING, house.now), shown, house, names)}</div>
    ${departments(shown.departments)}
  </main>`
}

function arrivals({ rows, page, pages }, count, house, names) {
  return html`<section class="wall-arrivals" aria-labelledby="wall-arrivals">
    <h2 id="wall-arrivals">${t("Next arrivals")} <b class="figure">${count}</b>${pageMark(page, pages)}</h2>
    ${rows.length ? html`<ol>${rows.map((row) => arrival(row, house, names))}</ol>` : html`<p class="wall-none">${t("Nobody is expected in the next hours.")}</p>`}
  </section>`
}

function arrival({ stay, block, late, more }, house, names) {
  const day = dayWord(stay.arrival_at, house)
  return html`<li class="wall-arrival" data-state=${stay.state}>
    <p class="wall-when"><time class="figure" datetime=${stay.arrival_at}>${timeOf(stay.arrival_at, house)}</time><span>${day || (stay.state === "arrived" ? t("here") : left(stay.arrival_at, house))}</span></p>
    <div class="wall-who">
      <p>${gradeMark(house.grades.get(stay.grade))} <strong class=${names === "off" ? "figure" : "serif"}>${names === "off" ? stay.room || t("No room yet") : words(stay.called)}</strong>${names === "off" ? nothing : html`<span class="room figure">${stay.room || t("No room yet")}</span>`}</p>
      <p class="wall-said">${stayState(stay.state)} · ${t("from {source}", { source: source(stay.arrival_source) })}</p>
      ${stageBar(stay)}
    </div>
    ${blocking(block, late, more, house)}
  </li>`
}

function blocking(block, late, more, house) {
  if (!block) return html`<p class="wall-block" data-free>${shape("settled")}<span>${t("Nothing holds the next step")}</span></p>`
  const department = house.departments.find(({ code }) => code === block.department)
  return html`<p class="wall-block" data-late=${late || nothing}>${late ? shape("late") : icon("lock")}
    <span><strong>${words(block.title)}</strong><span class="wall-said">${words(department?.name)}${late ? html` · ${t("late")}` : nothing}${more ? html` · ${n("and {n} more", "and {n} more", more)}` : nothing}</span></span></p>`
}

function untaken({ rows, page, pages }, count, house) {
  return html`<section class="wall-alarms" aria-labelledby="wall-alarms" data-some=${count || nothing}>
    <h2 id="wall-alarms">${icon("bell-ring")}${t("Alarms nobody has taken")} <b class="figure">${count}</b>${pageMark(page, pages)}</h2>
    ${rows.length ? html`<ul>${rows.map((row) => alarmRow(row, house))}</ul>` : html`<p class="wall-none">${t("None. All is in hand.")}</p>`}
  </section>`
}

function alarmRow({ alarm, task, stay }, house) {
  const department = house.departments.find(({ code }) => code === task.department)
  return html`<li>${shape(alarm.level === "soon" ? "soon" : alarm.level === "due" ? "due" : "late")}
    <span class="room figure">${stay.room || stay.grade}</span>
    <span class="wall-what"><strong>${words(task.title)}</strong><span class="wall-said">${words(department?.name)} · ${left(task.due_at, house)}</span></span></li>`
}

function leaving({ rows, page, pages }, { inHouse, leaving: all }, house, names) {
  return html`<section class="wall-leaving" aria-labelledby="wall-leaving">
    <h2 id="wall-leaving">${t("In house")} <b class="figure">${inHouse}</b> · ${t("leaving today")} <b class="figure">${all.length}</b>${pageMark(page, pages)}</h2>
    <ul>${rows.map((stay) => html`<li><time class="figure" datetime=${stay.departure_at}>${timeOf(stay.departure_at, house)}</time><span class="room figure">${stay.room}</span>${gradeMark(house.grades.get(stay.grade))}<span class="serif">${names === "off" ? nothing : words(stay.called)}</span></li>`)}</ul>
  </section>`
}

function departments(rows) {
  return html`<section class="wall-departments" aria-label=${t("Departments today")}>
    ${rows.map(
      ({ name, icon: sign, count, done, late }) => html`<div class="wall-department" data-late=${late ? "" : nothing}>
        <p>${icon(sign)}${words(name)}</p>
        <p class="wall-count"><b class="figure">${done}</b><span class="figure">/ ${count}</span></p>
        <p class="wall-late">${late ? html`${shape("late")}${n("{n} late", "{n} late", late)}` : html`${shape("settled")}${t("in time")}`}</p>
      </div>`,
    )}
  </section>`
}

const pageMark = (page, pages) => (pages > 1 ? html`<small class="figure">${page} / ${pages}</small>` : nothing)
