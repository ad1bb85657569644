// A complaint: what was said, what was done about it, and the next step.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { field, formDialog, problem } from "./dialog.js"
import { icon } from "./icon.js"
import { LEADS_ON } from "./record_rows.js"
import { complaintState, complaintStep, complaintVerb } from "./record_words.js"
import { whose } from "./recorder.js"
import { moment } from "./when.js"
import { role } from "./words.js"

const WAY = ["recorded", "calmed", "owned", "resolved", "followed_up"]

/** The sheet. `act(verb)` takes a step or asks what it needs. */
export function complaintSheet({ row, house, act, talk }) {
  const owner = house.staff.get(row.owner)
  const reached = WAY.indexOf(row.state)
  const next = row.possible.find((verb) => LEADS_ON.has(verb))
  return html`<div class="dialog">
    <header class="dialog-head">
      <h2>${t("Complaint of {name}", { name: whose(row.stay) })}</h2>
      <button class="button square quiet" type="button" @click=${talk.close} aria-label=${t("Close")}>${icon("x")}</button>
    </header>
    <div class="dialog-body">
      <ol class="way-of-complaint" aria-label=${complaintState(row.state)}>
        ${WAY.slice(1).map((state, place) => html`<li data-reached=${place < reached || nothing}>${icon(place < reached ? "circle-check" : "circle")}${complaintState(state)}</li>`)}
      </ol>
      <blockquote class="said-words">${row.text}</blockquote>
      <p class="soft">${by(row.recorded_by, row.recorded_at, house)}${owner ? html` · ${t("owned by {name}", { name: words(owner.name) })}` : nothing}</p>
      ${row.resolution ? html`<section class="resolution"><h3>${t("How it was resolved")}</h3><p>${row.resolution}</p></section>` : nothing}
      ${row.steps.length ? html`<ol class="steps">${row.steps.map((step) => stepLine(step, house))}</ol>` : nothing}
      ${problem(talk.problem)}
      <p class="sheet-acts">
        ${row.possible.map((verb) => html`<button class="button ${verb === next ? "main" : ""}" ?disabled=${talk.busy} @click=${() => act(verb)}>${complaintVerb(verb)}</button>`)}
      </p>
    </div>
  </div>`
}

function stepLine(step, house) {
  const to = step.to ? house.staff.get(step.to) : null
  return html`<li>
    <strong>${step.called ? t("Called: the guest is not content") : complaintStep(step.verb)}</strong>${to ? html` → ${words(to.name)}` : nothing}
    <span class="soft">${by(step.by, step.at, house)}</span>
    ${step.note ? html`<q>${step.note}</q>` : nothing}
  </li>`
}

function by(staffId, at, house) {
  const person = house.staff.get(staffId)
  return [moment(at, house), person ? words(person.name) : ""].filter(Boolean).join(" · ")
}

/** How it was resolved, in words for those who read the complaint. */
export function resolveDialog({ row, send, talk }) {
  return formDialog({
    title: t("Resolved: {name}", { name: whose(row.stay) }),
    lead: html`<blockquote class="said-words">${row.text}</blockquote>`,
    body: field({
      label: t("How was it resolved?"),
      place: "resolution",
      problem: talk.problem,
      input: html`<textarea name="resolution" rows="3" maxlength="4000" autofocus></textarea>`,
    }),
    action: t("Resolved"),
    talk,
    submit: ({ resolution }) => send({ resolution }),
  })
}

/** What the guest said in the follow-up call. */
export function followUpDialog({ row, send, talk }) {
  const answer = (satisfied) => (event) => {
    const note = event.target.closest("form").elements.note.value
    send({ satisfied, note })
  }
  return formDialog({
    title: t("Follow-up call: {name}", { name: whose(row.stay) }),
    lead: html`${row.resolution ? html`<p class="soft">${row.resolution}</p>` : nothing}`,
    body: html`
      ${field({ label: t("What did the guest say?"), place: "note", problem: talk.problem, input: html`<input name="note" maxlength="500" autocomplete="off" autofocus />` })}
      <p class="sheet-acts">
        <button class="button main" type="button" ?disabled=${talk.busy} @click=${answer(true)}>${icon("thumbs-up")}${t("Content")}</button>
        <button class="button" type="button" ?disabled=${talk.busy} @click=${answer(false)}>${icon("thumbs-down")}${t("Not content: it goes on")}</button>
      </p>
    `,
    talk,
    submit: () => {},
  })
}

/** To whom: people who may own a complaint. */
export function handOnDialog({ row, people, send, talk }) {
  return formDialog({
    title: t("Hand on: {name}", { name: whose(row.stay) }),
    body: html`<fieldset class="people">
      <legend class="unseen">${t("To whom?")}</legend>
      ${people.map(
        (person) => html`<label class="person"><input type="radio" name="to" value=${person.id} ?checked=${person.id === row.owner} />
          <span><strong>${words(person.name)}</strong><span class="soft">${role(person.role)}</span></span></label>`,
      )}
    </fieldset>`,
    action: t("Hand on"),
    talk,
    submit: ({ to }) => send({ to: Number(to) || null }),
  })
}
