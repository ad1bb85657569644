// Small marks that stand for a grade, a stage, a department's part, the way of a tick.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { STAGES } from "../board/steps.js"
import { about, n, t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { shape } from "./when.js"
import { stayState, taskVerb, wish } from "./words.js"

/** The grade's own mark: the only place where its colour appears. */
export function gradeMark(grade) {
  if (!grade) return nothing
  return html`<span class="grade" data-colour=${grade.colour} title=${words(grade.name)}>
    ${grade.symbol ? icon(grade.symbol) : nothing}<span aria-hidden="true">${grade.code}</span><span class="unseen">${words(grade.name)}</span>
  </span>`
}

/** Where the stay stands between the booking and the farewell. */
export function stageBar(stay) {
  const reached = STAGES.indexOf(stay.state)
  if (reached < 0) return html`<p class="stage-over">${icon("x")} ${stayState(stay.state)}</p>`
  return html`<div class="stage-bar" role="img" aria-label=${t("Stage: {state}", { state: stayState(stay.state) })}>
    ${STAGES.map((_, place) => html`<span data-reached=${place < reached ? "past" : place === reached ? "now" : nothing}></span>`)}
  </div>`
}

/** What must be seen before anything else: allergies, a problem in an earlier stay, an alias. */
export function flags(stay) {
  const shown = [
    ...stay.alerts.map((alert) => ({ name: "triangle-alert", text: typeof alert === "string" ? wish(alert) : words(alert) })),
    ...(stay.service_recovery ? [{ name: "heart", text: t("A past stay went wrong: service recovery") }] : []),
    ...(stay.incognito ? [{ name: "eye-off", text: t("Stays under an alias"), tone: "quiet" }] : []),
  ]
  if (!shown.length) return nothing
  return html`<ul class="flags">${shown.map(({ name, text, tone }) => html`<li data-tone=${tone ?? nothing}>${icon(name)}<span>${text}</span></li>`)}</ul>`
}

/** Each department's part of a stay: done of all, and how many are late. */
export function departmentMarks(marks, departments) {
  const named = new Map(departments.map((department) => [department.code, department]))
  return html`<ul class="department-marks">
    ${marks.map((mark) => departmentMark(mark, named.get(mark.code)))}
  </ul>`
}

function departmentMark({ code, count, done, late, urgency }, department) {
  const kind = late ? "late" : urgency
  return html`<li data-urgency=${kind} title=${words(department?.name)}>
    ${icon(department?.icon ?? "circle", words(department?.name) || code)}
    <span class="figure" aria-label=${t("{done} of {count} done", { done, count })}>${done}/${count}</span>
    ${late ? html`<span class="mark-late figure">${shape("late")}<span aria-label=${n("{n} late", "{n} late", late)}>${late}</span></span>` : nothing}
    ${!late && urgency === "due" ? shape("due") : nothing}
  </li>`
}

const WAYS = {
  here: { name: "circle-dashed", text: () => t("On this tablet only") },
  received: { name: "check", text: () => t("Received") },
  shown: { name: "circle-check", text: () => t("On the board") },
}

/** How far a tick has come: on this tablet, received, on the board. */
export function way(entry) {
  const found = WAYS[entry?.state]
  if (!found) return nothing
  return html`<span class="way" data-way=${entry.state}>${icon(found.name)}${found.text()}</span>`
}

/** What a screen reader is told of the last tick: what it was, and how far it has come. */
export function told(entry) {
  const found = WAYS[entry?.state]
  return found ? `${about(taskVerb(entry.verb), words(entry.title))}. ${found.text()}` : ""
}
