// What is late and concerns the person, on every page: who is late with what for whom, and one thumb to take it.

import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { mayOn } from "../board/may.js"
import { about, n, t, words } from "../house/i18n.js"
import { level, toldTo } from "./alarm_words.js"
import { icon } from "./icon.js"
import { gradeMark } from "./marks.js"
import { left, moment, shape } from "./when.js"

// More would push the work itself off the screen.
const FIRST = 1
const SHAPES = { soon: "soon", due: "due", overdue: "late", escalated: "late" }

/** The strip. `rows` as the board's `alarmsFor`; acts is {take(alarm), unfold()}. */
export function alarmStrip({ rows, unfolded, house, session, busy, acts }) {
  const open = rows.filter(({ alarm }) => !alarm.taken_at)
  const inHand = rows.length - open.length
  if (!rows.length) return nothing
  const shown = unfolded ? rows : open.slice(0, FIRST)
  return html`<section class="strip alarms" ?data-unfolded=${unfolded} aria-label=${heading(open.length, inHand)} data-level=${open[0]?.alarm.level ?? "taken"}>
    <header class="strip-head">
      <h2>${icon(open.length ? "bell-ring" : "user-check")}<span>${heading(open.length, inHand)}</span></h2>
      ${rows.length > open.slice(0, FIRST).length
        ? html`<button class="button small quiet" aria-expanded=${unfolded ? "true" : "false"} @click=${acts.unfold}>
            ${unfolded ? t("Show fewer") : t("Show all {n}", { n: rows.length })}${icon("chevron-down")}
          </button>`
        : nothing}
    </header>
    <ul>${repeat(shown, ({ alarm }) => alarm.id, (row) => line(row, { house, session, busy, acts }))}</ul>
  </section>`
}

/** Turns the sound of alarms on and off; on needs a tap, which browsers ask for. */
export function soundControl({ on, wanted, toggle }) {
  const label = on ? t("Sound on") : wanted ? t("Tap for sound") : t("Sound off")
  return html`<button class="button square quiet sound" @click=${toggle} aria-pressed=${on ? "true" : "false"} title=${label}>
    ${icon(on ? "volume-2" : "volume-x")}<span class="sound-word">${label}</span>
  </button>`
}

/** What a screen reader is told of new alarms. */
export function announcement(rows, house) {
  if (!rows.length) return ""
  const [first] = rows
  const one = [about(level(first.alarm.level), words(first.task.title)), `${first.stay.room} ${words(first.stay.name)}`, left(first.alarm.due_at, house)].join(t(", "))
  return rows.length === 1 ? one : `${n("{n} alarm", "{n} alarms", rows.length)}. ${one}`
}

function heading(open, inHand) {
  const parts = []
  if (open) parts.push(n("{n} alarm", "{n} alarms", open))
  if (inHand) parts.push(n("{n} in hand", "{n} in hand", inHand))
  return parts.join(" · ")
}

function line(row, context) {
  const { alarm, task, stay, waiting, others } = row
  const { house } = context
  return html`<li class="alarm" data-level=${alarm.taken_at ? "taken" : alarm.level} id=${`alarm-${alarm.id}`}>
    <span class="alarm-level">${shape(alarm.taken_at ? "settled" : SHAPES[alarm.level])}${alarm.level === "escalated" && !alarm.taken_at ? icon("siren") : nothing}<span>${alarm.taken_at ? t("In hand") : level(alarm.level)}</span></span>
    <a class="alarm-body" href=${`/stays/${stay.id}`}>
      <span class="alarm-what"><span class="room figure">${stay.room || "–"}</span>${gradeMark(house.grades.get(stay.grade))}<strong>${words(task.title)}</strong>
        ${others ? html`<span class="tag">${n("and {n} more at short notice", "and {n} more at short notice", others)}</span>` : nothing}</span>
      <span class="alarm-facts">
        <span class="figure"><span class="alarm-at">${moment(alarm.due_at, house)} · </span>${left(alarm.due_at, house)}</span>
        <span class="guest-small">${words(stay.name)}</span>
        <span>${whose(task, alarm, house)}</span>
        ${waiting ? html`<span>${t("{title} waits for it", { title: words(waiting.title) })}</span>` : nothing}
        ${alarm.taken_at ? html`<span>${takenBy(alarm, house)}</span>` : html`<span class="soft">${toldTo(alarm.to)}</span>`}
      </span>
    </a>
    ${takeButton(row, context)}
  </li>`
}

function whose(task, alarm, house) {
  const person = house.staff.get(task.assignee)
  const department = house.departments.find(({ code }) => code === alarm.department)
  return [words(department?.name), person ? words(person.name) : t("nobody has it")].filter(Boolean).join(" · ")
}

function takenBy(alarm, house) {
  const name = words(house.staff.get(alarm.taken_by)?.name)
  return t("{name} has it since {time}", { name, time: moment(alarm.taken_at, house) })
}

function takeButton({ alarm, task }, { session, busy, acts }) {
  if (alarm.taken_at || !mayOn(session, "task_tick", alarm)) return nothing
  return html`<button class="button alarm-take" ?disabled=${busy === alarm.id} @click=${() => acts.take(alarm)} aria-label=${t("I take it: {title}", { title: words(task.title) })}>
    ${icon("hand")}<span>${t("I take it")}</span>
  </button>`
}
