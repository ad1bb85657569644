// What a task asks before it can be done: proof, points, a name, a reason, a time, a person, a second hand.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { unasked } from "../board/records.js"
import { toField } from "../house/clock.js"
import { n, t, words } from "../house/i18n.js"
import { KNOWN_KINDS, knownField, maySayNothing } from "./call_form.js"
import { field, formDialog } from "./dialog.js"
import { icon } from "./icon.js"
import { paperName, paperOf } from "./paper_words.js"
import { putTime, timeInput } from "./time_field.js"
import { role } from "./words.js"

/** Proof fields and the name that is keyed again. `send(body)`. */
export function proofDialog({ task, house, print, send, talk }) {
  const body = html`
    <div class="proof-fields">${task.proof.map((asked) => (asked.kind === "print" ? printField(asked, task, print, talk) : proofField(asked, task, house, talk)))}</div>
    ${task.rekey_name
      ? field({
          label: t("The guest's name, keyed in again letter by letter"),
          place: "name",
          problem: talk.problem,
          input: html`<input name="name" class="serif" required autocomplete="off" autocapitalize="off" spellcheck="false" />`,
          hint: t("From the booking or the passport, not from the letter."),
        })
      : nothing}
  `
  return formDialog({
    title: words(task.title),
    body,
    action: t("Done"),
    talk,
    submit: (values) => send(proofBody(task, values, house, talk)),
  })
}

function proofBody(task, { name, ...values }, house, talk) {
  const proof = {}
  const skipped = unasked(task.proof, talk.chosen ?? {})
  for (const asked of task.proof.filter((one) => !skipped.has(one.name))) {
    const given = values[`proof.${asked.name}`]?.trim() ?? ""
    if (given) proof[asked.name] = READ[asked.kind]?.(given, house) ?? given
  }
  return { proof, ...(task.rekey_name && { name: name ?? "" }) }
}

const READ = {
  time: (given, house) => house.fromField(given),
  number: (given) => (Number.isNaN(Number(given)) ? given : Number(given)),
}

function proofField(asked, task, house, talk) {
  if (KNOWN_KINDS.has(asked.kind)) return knownField(asked, talk)
  const optional = asked.optional && !maySayNothing(task.proof, asked)
  const choose = (value) => {
    talk.chosen = { ...talk.chosen, [asked.name]: value }
    talk.changed()
  }
  // Hidden and not left out, so that a second thought loses nothing that was written.
  return html`<div class="proof-field" data-kind=${asked.makes ? asked.kind : nothing} ?hidden=${unasked(task.proof, talk.chosen ?? {}).has(asked.name)}>${field({
    label: words(asked.title) + (optional ? ` (${t("if known")})` : ""),
    place: `proof.${asked.name}`,
    problem: talk.problem,
    input: (INPUTS[asked.kind] ?? INPUTS.text)(asked, house, choose),
  })}</div>`
}

// A print on record is the proof: the field is only for what was printed elsewhere.
function printField(asked, task, print, talk) {
  return html`<div class="print-field">
    ${field({
      label: words(asked.title),
      place: `proof.${asked.name}`,
      problem: talk.problem,
      input: html`<input name=${`proof.${asked.name}`} maxlength="500" autocomplete="off" />`,
      hint: t("Leave this empty when it was printed here. Otherwise say where, such as: by hand at the desk."),
    })}
    ${print && paperOf(task) ? html`<button type="button" class="button wide" @click=${print}>${icon("printer")}${t("Print: {paper}", { paper: paperName(task.paper) })}</button>` : nothing}
  </div>`
}

const INPUTS = {
  text: ({ name }) => html`<input name=${`proof.${name}`} maxlength="500" autocomplete="off" />`,
  number: ({ name }) => html`<input name=${`proof.${name}`} type="number" inputmode="decimal" step="any" />`,
  // What begins a record stays empty unless the guest wishes it.
  time: ({ name, makes }, house) => timeInput({ place: `proof.${name}`, start: makes ? "" : toField(house.now, house), house }),
  choice: ({ name, choices }, _house, choose) => html`<span class="choices">
    ${choices.map(
      ({ value, title }) =>
        html`<label class="choice"><input type="radio" name=${`proof.${name}`} value=${value} @change=${() => choose(value)} /><span>${words(title)}</span></label>`,
    )}
  </span>`,
  name: ({ name }, house) => html`<input name=${`proof.${name}`} list=${`people-${name}`} maxlength="200" autocomplete="off" />
    <datalist id=${`people-${name}`}>${[...house.staff.values()].map((person) => html`<option value=${words(person.name)}></option>`)}</datalist>`,
}

/**
 * An inspection: one list to sweep down. `answers` holds what was tapped so far, {id: {passed, note}};
 * `answer(id, given)` keeps it, so that closing the list loses nothing.
 */
export function pointsDialog({ task, answers, answer, send, talk }) {
  const open = task.points.filter((point) => !isAnswered(answers[point.id]))
  const failed = task.points.filter((point) => answers[point.id]?.passed === false).length
  const count = task.points.length
  return formDialog({
    title: words(task.title),
    lead: html`<p class="sweep-count figure" aria-live="polite">
      ${t("{done} of {count} looked at", { done: count - open.length, count })}${failed ? html` · <strong>${t("{n} failed", { n: failed })}</strong>` : nothing}
    </p>`,
    body: html`<ol class="sweep">
      ${task.points.map((point) => pointRow(point, answers[point.id], answer, talk))}
    </ol>`,
    action: open.length ? "" : t("Inspection done"),
    talk,
    submit: () => send({ points: answers }),
  })
}

/** Passed, or failed with a word on what is wrong. */
export const isAnswered = (given) => given?.passed === true || (given?.passed === false && given.note?.trim())

function pointRow(point, given, answer, talk) {
  const wrong = talk.problem?.facts?.errors?.some(({ where }) => where === `points.${point.id}`)
  const passed = given?.passed
  return html`<li class="point" data-passed=${passed ?? nothing} data-wrong=${wrong || nothing}>
    <span class="point-title"><span class="point-id figure">${point.id}</span><span>${words(point.title)}</span></span>
    <span class="point-acts">
      <button type="button" class="button pass" aria-pressed=${passed === true ? "true" : "false"} @click=${() => answer(point.id, { passed: true, note: "" })}>${icon("check")}${t("Good")}</button>
      <button type="button" class="button fail" aria-pressed=${passed === false ? "true" : "false"} @click=${() => answer(point.id, { passed: false, note: given?.note ?? "" })}>${icon("x")}${t("Not good")}</button>
    </span>
    ${passed === false
      ? html`<input class="point-note" .value=${given.note} @input=${(event) => answer(point.id, { passed: false, note: event.target.value })}
          placeholder=${t("What is wrong?")} aria-label=${t("What is wrong?")} maxlength="500" />`
      : nothing}
  </li>`
}

/** A reason, before something is skipped, cannot be done, or a step is taken past the procedure. */
export function reasonDialog({ title, lead = nothing, action, suggestions = [], tone, send, talk }) {
  const fill = (event) => {
    event.target.closest("form").elements.reason.value = event.target.textContent.trim()
  }
  return formDialog({
    title,
    lead,
    body: html`
      ${field({ label: t("Why?"), place: "reason", problem: talk.problem, input: html`<input name="reason" required maxlength="255" autocomplete="off" autofocus />` })}
      <p class="suggestions">${suggestions.map((text) => html`<button type="button" class="button small" @click=${fill}>${text}</button>`)}</p>
    `,
    action,
    tone,
    talk,
    submit: ({ reason }) => send({ reason: reason.trim() }),
  })
}

/** Do not disturb: when to come again, and why. */
export function laterDialog({ task, house, send, talk }) {
  const put = (minutes) => (event) => {
    putTime(event.target.closest("form").elements.until, toField(house.now + minutes * 60_000, house))
  }
  return formDialog({
    title: t("Later: {title}", { title: words(task.title) }),
    body: html`
      ${field({ label: t("Come again at"), place: "until", problem: talk.problem, input: timeInput({ place: "until", required: true, start: toField(house.now + 1_800_000, house), house }) })}
      <p class="suggestions">
        ${[15, 30, 60, 120].map((minutes) => html`<button type="button" class="button small" @click=${put(minutes)}>${n("in {n} min", "in {n} min", minutes)}</button>`)}
      </p>
      ${field({ label: t("Why?"), place: "reason", problem: talk.problem, input: html`<input name="reason" required maxlength="255" .value=${t("Do not disturb")} />` })}
    `,
    action: t("Put off"),
    talk,
    submit: ({ until, reason }) => send({ until: house.fromField(until), reason }),
  })
}

/** Who has it: people of the task's department first. */
export function assignDialog({ task, house, send, talk }) {
  const people = [...house.staff.values()].sort(
    (one, other) => (other.department === task.department) - (one.department === task.department) || one.id - other.id,
  )
  return formDialog({
    title: t("Who does it: {title}", { title: words(task.title) }),
    body: html`<fieldset class="people">
      <legend class="unseen">${t("Who does it?")}</legend>
      ${people.map(
        (person) => html`<label class="person"><input type="radio" name="assignee" value=${person.id} ?checked=${person.id === task.assignee} />
          <span><strong>${words(person.name)}</strong><span class="soft">${role(person.role)}</span></span></label>`,
      )}
    </fieldset>`,
    action: t("Give the task"),
    talk,
    submit: ({ assignee }) => send({ assignee: Number(assignee) }),
  })
}
