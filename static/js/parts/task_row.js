// A task in a list: what, for whom, when, why it moved, who has it, and one thumb to tick it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { mayOn } from "../board/may.js"
import { BECOMES } from "../board/steps.js"
import { asksMore, holdsOpen, isOpen, UNSETTLED } from "../board/urgency.js"
import { about, t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { gradeMark, way } from "./marks.js"
import { mayPrint, paperName, paperOf } from "./paper_words.js"
import { due, moment } from "./when.js"
import { taskState } from "./words.js"

/**
 * One row. `stay` is shown where the list mixes stays. `entry` is the task's way to the server, `waits` what
 * comes first; `acts` is {tick(task), undo(task, entry), more(task)}.
 */
export function taskRow({ task, stay = null, entry = null, waits = [], house, session, acts, changed = false }) {
  const state = entry && entry.state !== "refused" ? (BECOMES[entry.verb] ?? task.state) : task.state
  return html`<li class="task" data-state=${state} data-changed=${changed || nothing} id=${`task-${task.id}`}>
    ${stay
      ? html`<a class="task-room" href=${`/stays/${stay.id}`}>
          <span class="room figure">${stay.room || "–"}</span>${gradeMark(house.grades.get(stay.grade))}
        </a>`
      : nothing}
    <div class="task-body">
      <p class="task-title">${words(task.title)}</p>
      <p class="task-facts">
        ${UNSETTLED.has(state) ? due(task.due_at, house) : html`<span class="soft">${outcome(task, state, house)}</span>`}
        ${stay ? html`<span class="soft guest-small">${words(stay.name)}</span>` : nothing}
        ${who(task, house)} ${asks(task)}
        ${task.short_notice && UNSETTLED.has(state) ? html`<span class="tag">${t("short notice")}</span>` : nothing}
        ${changed ? html`<span class="changed">${t("changed")}</span>` : nothing}
      </p>
      ${task.reason ? html`<p class="task-reason">${icon("message-square")}${task.reason}</p>` : nothing}
      ${waits.length ? html`<p class="task-reason">${icon("lock")}${t("First: {title}", { title: words(waits[0].title) })}</p>` : nothing}
    </div>
    <div class="task-acts">${buttons({ task, state, entry, session, acts })}</div>
  </li>`
}

function outcome(task, state, house) {
  const person = house.staff.get(task.done_by)
  const parts = [taskState(state), ...times(task, house), person ? words(person.name) : ""]
  return parts.filter(Boolean).join(" · ")
}

// What was done without a network has two times: when it was done, and when the house heard of it.
function times({ done_at: doneAt, received_at: receivedAt }, house) {
  if (!doneAt) return []
  const done = moment(doneAt, house)
  const received = receivedAt ? moment(receivedAt, house) : done
  return received === done ? [done] : [done, t("received {time}", { time: received })]
}

function who(task, house) {
  const person = house.staff.get(task.assignee)
  if (!person || !UNSETTLED.has(task.state)) return nothing
  return html`<span class="who">${icon("user")}${words(person.name)}</span>`
}

function asks(task) {
  if (holdsOpen(task)) return nothing
  const asked = []
  if (task.points.length) asked.push(t("{done}/{count} points", { done: task.points.filter((point) => point.passed !== null && point.passed !== undefined).length, count: task.points.length }))
  if (task.second_signature) asked.push(t("two signatures"))
  if (task.gate) asked.push(t("holds the gate"))
  return asked.map((text) => html`<span class="tag">${text}</span>`)
}

function buttons({ task, state, entry, session, acts }) {
  const more = html`<button class="button square quiet" @click=${() => acts.more(task)} aria-label=${t("More for {name}", { name: words(task.title) })}>${icon("ellipsis")}</button>`
  if (entry && entry.state !== "refused") return html`${way(entry)} ${undo(task, entry, session, acts)} ${more}`
  if (isOpen(task) && task.letter && session.permissions.includes("letter_read")) {
    return html`${more}<button class="button tick" @click=${() => acts.tick(task)} aria-label=${about(t("Letter desk"), words(task.title))}>${icon("file-text")}</button>`
  }
  if (isOpen(task) && !task.letter && mayOn(session, "task_tick", task)) {
    return html`${print(task, session, acts)}${more}<button class="button tick" @click=${() => acts.tick(task)} aria-label=${t("Done: {title}", { title: words(task.title) })}>${icon(tickIcon(task))}</button>`
  }
  if (task.state === "done" && task.second_signature && mayOn(session, "task_sign_off", task)) {
    return html`${more}<button class="button sign" @click=${() => acts.sign(task)}>${icon("pen-line")}${t("Sign")}</button>`
  }
  return html`${more}<span class="state-mark" data-state=${state}>${icon(STATE_ICONS[state] ?? "circle")}<span class="unseen">${taskState(state)}</span></span>`
}

function print(task, session, acts) {
  if (!acts.print || !paperOf(task) || !mayPrint(session, task.paper)) return nothing
  return html`<button class="button square quiet" @click=${() => acts.print(task)} aria-label=${t("Print: {paper}", { paper: paperName(task.paper) })}>${icon("printer")}</button>`
}

// A tick that asks for more than a thumb says so before it is touched.
function tickIcon(task) {
  if (task.points.length) return "list-checks"
  return asksMore(task) ? "pen-line" : "check"
}

const STATE_ICONS = { waiting: "lock", done: "check", signed_off: "circle-check", skipped: "x", cancelled: "x" }

function undo(task, entry, session, acts) {
  const unsent = entry.state === "here" && !entry.sent
  const own = entry.author === undefined || entry.author === session.staff.id
  const mayUndo = own && (unsent ? entry.verb === "tick" : Boolean(acts.reverse?.(task, entry)))
  return mayUndo
    ? html`<button class="button quiet" @click=${() => acts.undo(task, entry)}>${icon("undo-2")}${t("Undo")}</button>`
    : nothing
}
