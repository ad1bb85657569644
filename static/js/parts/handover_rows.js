// The rows of a handover: what is open, what was given, what was accepted by whom.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { gradeMark } from "./marks.js"
import { due, moment } from "./when.js"
import { taskState } from "./words.js"

/** An open item with its tick and its note. `draft` is {chosen: Set, notes: Map}; acts {choose(id), note(id, text)}. */
export function openItem({ task, stay }, { draft, house, acts }) {
  const chosen = draft.chosen.has(task.id)
  return html`<li class="handover-item">
    <label class="handover-choice">
      <input type="checkbox" .checked=${chosen} @change=${() => acts.choose(task.id)} />
      <span class="unseen">${t("Hand over: {title}", { title: words(task.title) })}</span>
    </label>
    ${what({ task, stay }, house)}
    <input class="handover-note" ?disabled=${!chosen} .value=${draft.notes.get(task.id) ?? ""} maxlength="500" placeholder=${t("Note for this item")}
      aria-label=${t("Note for {title}", { title: words(task.title) })} @input=${(event) => acts.note(task.id, event.target.value)} />
  </li>`
}

/** A handover that was given; acts is {accept(handover, ids), take}, null where this person only looks on. */
export function handover(given, { house, acts = null, busy = false }) {
  const left = given.items.filter((item) => !item.accepted_at)
  const giver = words(house.staff.get(given.given_by)?.name)
  return html`<article class="handover" data-closed=${Boolean(given.closed_at) || nothing} id=${`handover-${given.id}`}>
    <header class="handover-head">
      <h3>${whose(given, house)}</h3>
      <p class="soft">${t("given by {name}, {time}", { name: giver, time: moment(given.given_at, house) })}
        · ${given.closed_at ? t("all accepted {time}", { time: moment(given.closed_at, house) }) : waits(given, left)}</p>
    </header>
    ${given.note ? html`<p class="handover-shift-note">${icon("message-square")}<span>${given.note}</span></p>` : nothing}
    <ul class="handover-items">${given.items.map((item) => givenItem(item, given, { house, acts, busy }))}</ul>
    ${acts
      ? html`<footer class="handover-foot">
          <label class="handover-take"><input type="checkbox" .checked=${acts.takes} @change=${acts.toggleTakes} /><span>${t("and put my name on them")}</span></label>
          <button class="button main" ?disabled=${busy} @click=${() => acts.accept(given, null)}>${icon("user-check")}${left.length ? n("Accept {n} item", "Accept all {n} items", left.length) : t("Accept the note")}</button>
        </footer>`
      : nothing}
  </article>`
}

function waits(given, left) {
  return given.items.length ? t("{n} of {count} not accepted yet", { n: left.length, count: given.items.length }) : t("not accepted yet")
}

function givenItem(item, given, { house, acts, busy }) {
  const person = words(house.staff.get(item.accepted_by)?.name)
  return html`<li class="handover-item" data-accepted=${Boolean(item.accepted_at) || nothing}>
    ${what(item, house)}
    ${item.note ? html`<p class="handover-note">${icon("message-square")}${item.note}</p>` : nothing}
    ${item.accepted_at
      ? html`<p class="handover-by">${icon("check")}${t("{name}, {time}", { name: person, time: moment(item.accepted_at, house) })}</p>`
      : acts
        ? html`<button class="button" ?disabled=${busy} @click=${() => acts.accept(given, [item.task.id])} aria-label=${t("Accept: {title}", { title: words(item.task.title) })}>${icon("check")}${t("Accept")}</button>`
        : nothing}
  </li>`
}

function what({ task, stay }, house) {
  const open = ["waiting", "open", "in_progress"].includes(task.state)
  const person = house.staff.get(task.assignee)
  const department = house.departments.find(({ code }) => code === task.department)
  return html`<a class="handover-what" href=${`/stays/${stay.id}`}>
    <span class="handover-title"><span class="room figure">${stay.room || "–"}</span>${gradeMark(house.grades.get(stay.grade))}<strong>${words(task.title)}</strong></span>
    <span class="handover-facts">
      ${open ? due(task.due_at, house) : html`<span>${icon("check")}${taskState(task.state)}</span>`}
      <span class="guest-small">${words(stay.name)}</span>
      ${house.wholeHouse ? html`<span>${words(department?.name)}</span>` : nothing}
      <span>${person ? words(person.name) : t("nobody has it")}</span>
    </span>
  </a>`
}

function whose(given, house) {
  if (given.whole_house) return t("The whole house")
  return words(house.departments.find(({ code }) => code === given.department)?.name) || given.department
}
