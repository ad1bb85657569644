// What a stay asks: passing a closed gate with a reason, new times with a look at what moves.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { toField } from "../house/clock.js"
import { n, t, words } from "../house/i18n.js"
import { postName } from "./change_words.js"
import { field, formDialog } from "./dialog.js"
import { icon } from "./icon.js"
import { whatMoves } from "./moves.js"
import { putTime, timeInput } from "./time_field.js"
import { source, stayVerb } from "./words.js"

/** A closed gate: exactly what is missing and whose it is. `pass(body)` only for who may pass it. */
export function gateDialog({ stay, verb, missing, house, mayPass, doIt, pass, talk }) {
  return formDialog({
    title: t("{verb}: the gate is closed", { verb: stayVerb(verb) }),
    lead: html`<p>${n("{name}: one thing must be done first.", "{name}: {n} things must be done first.", missing.length, { name: words(stay.name) })}</p>
      <ul class="missing">
        ${missing.map((one) => missingRow(one, house, doIt))}
      </ul>`,
    body: mayPass
      ? field({
          label: t("Go on all the same, because…"),
          place: "reason",
          problem: talk.problem,
          input: html`<input name="reason" maxlength="255" autocomplete="off" />`,
          hint: t("The reason and your name stay on record."),
        })
      : html`<p class="soft">${t("The lobby manager can pass this gate with a reason.")}</p>`,
    action: mayPass ? t("Pass the gate") : "",
    tone: "warn",
    talk,
    submit: ({ reason }) => pass({ reason: reason.trim() }),
  })
}

function missingRow(one, house, doIt) {
  const department = house.departments.find(({ code }) => code === one.department)
  const act = doIt(one)
  return html`<li>
    ${icon(department?.icon ?? "circle")}
    <span><strong>${one.title ? words(one.title) : t("Work of this department")}</strong>
      <span class="soft">${[words(department?.name), one.who ? postName(one.who, house) : ""].filter(Boolean).join(" · ")} · ${one.needs === "sign_off" ? t("needs its second signature") : t("not done")}</span></span>
    ${act ? html`<button type="button" class="button small" @click=${act}>${one.needs === "sign_off" ? t("Sign") : t("Do it now")}</button>` : nothing}
  </li>`
}

/**
 * New times. `draft` is {arrival_at, departure_at, source}; `answer` what a dry run said of it, or null: nothing
 * is changed before the person has seen what moves.
 */
export function timesDialog({ stay, draft, answer, look, confirm, house, talk }) {
  const arriving = !["arrived", "in_house", "departing", "departed"].includes(stay.state)
  return formDialog({
    title: t("New time for {name}", { name: words(stay.name) }),
    body: html`
      ${arriving ? timeField("arrival_at", t("Arrives at the door"), draft, house, talk) : nothing}
      ${timeField("departure_at", t("Leaves"), draft, house, talk)}
      <fieldset class="field"><legend class="field-label">${t("Who says so?")}</legend>
        <span class="choices">${["person", "driver", "flight"].map(
          (code) => html`<label class="choice"><input type="radio" name="source" value=${code} ?checked=${code === draft.source} /><span>${source(code)}</span></label>`,
        )}</span>
      </fieldset>
      <div aria-live="polite">${answer ? whatMoves(answer, house) : nothing}</div>
    `,
    action: answer ? t("Confirm the new time") : t("See what moves"),
    talk,
    submit: (values) => (answer ? confirm() : look(values)),
  })
}

function timeField(name, label, draft, house, talk) {
  const shift = (minutes) => (event) => {
    const input = event.target.closest("form").elements[name]
    const from = house.fromField(input.value)
    if (from) putTime(input, toField(Date.parse(from) + minutes * 60_000, house))
  }
  return html`${field({
      label,
      place: name,
      problem: talk.problem,
      input: timeInput({ place: name, required: true, value: toField(draft[name], house), house, changed: talk.changed }),
    })}
    <p class="suggestions">
      ${[-30, -15, 15, 30, 60].map((minutes) => html`<button type="button" class="button small figure" @click=${shift(minutes)}>${minutes > 0 ? "+" : "−"}${Math.abs(minutes)} ${t("min")}</button>`)}
    </p>`
}
