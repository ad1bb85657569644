// A request or a complaint in a list: whose, what, how far, by when, and the next step under the thumb.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { about, t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { gradeMark } from "./marks.js"
import { complaintState, complaintVerb, KIND_ICONS, recordKind, requestState, requestVerb } from "./record_words.js"
import { due, moment } from "./when.js"

const UNSETTLED = new Set(["waiting", "open", "in_progress"])

/** The moment its next task is due, or null when nothing is left to do. */
export function dueOf(row) {
  const times = row.tasks.filter((task) => UNSETTLED.has(task.state)).map((task) => task.due_at)
  return times.length ? times.sort()[0] : null
}

/** The next step of a request for this person, with the words of its button; null when there is none. */
export function nextOfRequest(row) {
  const verb = ["do", "call_back"].find((one) => row.possible.includes(one))
  const task = row.tasks.find((one) => one.fires === verb)
  if (verb === "call_back" && !(task && UNSETTLED.has(task.state))) return null
  if (verb === "do" && task?.second_signature && task.state === "done") return { verb: "sign", text: t("Sign"), task }
  return verb ? { verb, text: requestVerb(verb), task } : null
}

/** One request. `acts` is {step(row, verb), more(row)}; `alone` leaves out whose it is. */
export function requestRow({ row, house, acts, alone = false }) {
  const at = dueOf(row)
  const next = nextOfRequest(row)
  return html`<li class="task record" data-state=${row.state} id=${`request-${row.id}`}>
    ${alone ? nothing : whose(row, house)}
    <div class="task-body">
      <p class="task-title">${icon(KIND_ICONS[row.kind], recordKind(row.kind))}${row.text}</p>
      <p class="task-facts">
        ${at ? due(at, house) : nothing}
        <span class="state-word" data-state=${row.state}>${stateOf(row)}</span>
        <span class="soft">${words(house.departments.find(({ code }) => code === row.department)?.name)}</span>
        ${alone ? nothing : html`<span class="soft guest-small">${words(row.stay.name)}</span>`}
        <span class="soft">${heard(row, house)}</span>
      </p>
    </div>
    <div class="task-acts">
      ${row.possible.length ? html`<button class="button square quiet" @click=${() => acts.more(row)} aria-label=${t("More for {name}", { name: row.text })}>${icon("ellipsis")}</button>` : nothing}
      ${row.possible.includes("acknowledge") ? html`<button class="button" @click=${() => acts.step(row, "acknowledge")}>${requestVerb("acknowledge")}</button>` : nothing}
      ${next ? html`<button class="button main" @click=${() => acts.step(row, next.verb)} aria-label=${about(next.text, row.text)}>${next.text}</button>` : nothing}
    </div>
  </li>`
}

// Done once, and waiting for the hand of a second person.
function stateOf(row) {
  const task = row.tasks.find((one) => one.fires === "do")
  return task?.state === "done" && task.second_signature ? t("Mended, to be signed") : requestState(row.state)
}

/** One complaint; its words are shown to those who were given them. `acts` is {step(row, verb), open(row)}. */
export function complaintRow({ row, house, acts, alone = false }) {
  const at = dueOf(row)
  const owner = house.staff.get(row.owner)
  const next = row.possible.find((verb) => LEADS_ON.has(verb))
  return html`<li class="task record complaint" data-state=${row.state} id=${`complaint-${row.id}`}>
    ${alone ? nothing : whose(row, house)}
    <div class="task-body">
      <p class="task-title">${icon(KIND_ICONS.complaint, recordKind("complaint"))}<span class="complaint-text">${row.text}</span></p>
      <p class="task-facts">
        ${at ? due(at, house) : nothing}
        <span class="state-word" data-state=${row.state}>${complaintState(row.state)}</span>
        ${owner ? html`<span class="who">${icon("user")}${words(owner.name)}</span>` : nothing}
        ${alone ? nothing : html`<span class="soft guest-small">${words(row.stay.name)}</span>`}
        <span class="soft">${heard(row, house)}</span>
      </p>
    </div>
    <div class="task-acts">
      <button class="button square quiet" @click=${() => acts.open(row)} aria-label=${t("Open the complaint of {name}", { name: words(row.stay.name) })}>${icon("ellipsis")}</button>
      ${next ? html`<button class="button main" @click=${() => acts.step(row, next)}>${complaintVerb(next)}</button>` : nothing}
    </div>
  </li>`
}

/** The steps that lead a complaint on; handing on and the ways back stand in the complaint itself. */
export const LEADS_ON = new Set(["calm", "own", "resolve", "follow_up"])

function whose(row, house) {
  return html`<a class="task-room" href=${`/stays/${row.stay.id}`}>
    <span class="room figure">${row.stay.room || "–"}</span>${gradeMark(house.grades.get(row.stay.grade))}
  </a>`
}

function heard(row, house) {
  const person = house.staff.get(row.recorded_by)
  return [moment(row.recorded_at, house), person ? words(person.name) : ""].filter(Boolean).join(" · ")
}
