// Something a guest said, written down in ten seconds: what kind, in words, whose and by when if that matters.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { toField } from "../house/clock.js"
import { n, t, words } from "../house/i18n.js"
import { field, formDialog } from "./dialog.js"
import { icon } from "./icon.js"
import { KIND_ICONS, KINDS, recordKind } from "./record_words.js"
import { putTime, timeInput } from "./time_field.js"

/**
 * The recorder. `draft` is {stayId, kind, department}; `stays` are offered where none is given; `choose(values)`
 * keeps what is tapped, `send(values)` records it.
 */
export function recorder({ draft, stay, stays, house, choose, send, talk }) {
  const complaint = draft.kind === "complaint"
  const put = (minutes) => (event) => {
    putTime(event.target.closest("form").elements.due_at, toField(house.now + minutes * 60_000, house))
  }
  return formDialog({
    title: stay ? t("Record for {name}", { name: whose(stay) }) : t("Record a wish or problem"),
    body: html`
      ${stay ? nothing : stayField(stays, draft, choose, talk)}
      <fieldset class="kinds">
        <legend class="unseen">${t("What is it?")}</legend>
        ${KINDS.map(
          (kind) => html`<label class="kind" data-kind=${kind}>
            <input type="radio" name="kind" value=${kind} .checked=${draft.kind === kind} @change=${() => choose({ kind })} />
            <span>${icon(KIND_ICONS[kind])}<strong>${recordKind(kind)}</strong></span>
          </label>`,
        )}
      </fieldset>
      ${field({
        label: PROMPTS[draft.kind](),
        place: "text",
        problem: talk.problem,
        input: html`<textarea name="text" rows="2" maxlength=${complaint ? 4000 : 500} autofocus @keydown=${sendOnEnter}></textarea>`,
        hint: complaint ? t("Only the lobby manager, the front office and the managers read this.") : "",
      })}
      ${complaint ? nothing : html`${departments(house, draft, choose)} ${due(put, house, talk)}`}
    `,
    action: t("Record"),
    talk,
    submit: (values) => send(values),
  })
}

const PROMPTS = {
  wish: () => t("What does the guest wish?"),
  fault: () => t("What is broken, and where?"),
  itinerary: () => t("What does the guest plan?"),
  suggestion: () => t("What does the guest suggest?"),
  complaint: () => t("What did the guest say?"),
}

/** "1806 Ms Lindqvist" */
export const whose = (stay) => [stay.room, words(stay.name)].filter(Boolean).join(" ")

function stayField(stays, draft, choose, talk) {
  return field({
    label: t("Guest"),
    place: "stay_id",
    problem: talk.problem,
    input: html`<select name="stay" required @change=${(event) => choose({ stayId: Number(event.target.value) })}>
      <option value="" ?selected=${!draft.stayId}>${t("Choose a guest")}</option>
      ${stays.map((one) => html`<option value=${one.id} ?selected=${one.id === draft.stayId}>${whose(one)}</option>`)}
    </select>`,
  })
}

function departments(house, draft, choose) {
  const offered = [{ code: "" }, ...house.departments.filter(({ code }) => code !== "executive")]
  return html`<fieldset class="field">
    <legend class="field-label">${t("It goes to")}</legend>
    <span class="choices">
      ${offered.map(
        ({ code, name }) => html`<label class="choice">
          <input type="radio" name="department" value=${code} .checked=${(draft.department ?? "") === code} @change=${() => choose({ department: code })} />
          <span>${code ? words(name) : t("As usual")}</span>
        </label>`,
      )}
    </span>
  </fieldset>`
}

function due(put, house, talk) {
  return html`<div class="due-field">
    ${field({
      label: t("By when"),
      place: "due_at",
      problem: talk.problem,
      input: timeInput({ place: "due_at", house }),
      hint: t("Left empty: as usual for its kind."),
    })}
    <p class="suggestions">
      ${[10, 30, 60].map((minutes) => html`<button type="button" class="button small" @click=${put(minutes)}>${n("in {n} min", "in {n} min", minutes)}</button>`)}
    </p>
  </div>`
}

// A keyboard sends with Enter, as in every field of one line.
function sendOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
  event.preventDefault()
  event.target.form.requestSubmit()
}
