// The dialogs of the days in house: a meal, its menu, a wake-up call.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { toField } from "../house/clock.js"
import { n, t } from "../house/i18n.js"
import { mealKind, MEALS } from "./day_words.js"
import { field, formDialog } from "./dialog.js"
import { icon } from "./icon.js"
import { putTime, timeInput } from "./time_field.js"

/** Book a meal, or change the one in `draft`; `choose(kind)` sets what meal it is, `send(values)` keeps it. */
export function mealDialog({ draft, house, choose, send, cancel = null, talk }) {
  return formDialog({
    title: cancel ? t("Change the meal") : t("Book a meal"),
    body: html`
      <fieldset class="field"><legend class="field-label">${t("Meal")}</legend>
        <span class="choices">${MEALS.map((kind) => html`<button type="button" class="button choice-button" aria-pressed=${draft.kind === kind ? "true" : "false"} @click=${() => choose(kind)}>${mealKind(kind)}</button>`)}</span>
      </fieldset>
      <div class="field-pair">
        ${field({ label: t("When"), place: "at", problem: talk.problem, input: timeInput({ place: "at", required: true, value: toField(draft.at, house), house }) })}
        ${field({ label: t("Party"), place: "party", problem: talk.problem, input: html`<input name="party" type="number" inputmode="numeric" min="1" max="999" required .value=${String(draft.party)} />` })}
      </div>
      <div class="field-pair">
        ${field({ label: t("Place"), place: "place", problem: talk.problem, input: html`<input name="place" maxlength="255" autocomplete="off" .value=${draft.place} />` })}
        ${field({ label: t("Meal standard"), place: "standard", problem: talk.problem, input: html`<input name="standard" maxlength="255" autocomplete="off" .value=${draft.standard} />` })}
      </div>
      ${field({ label: t("Notes for the table"), place: "notes", problem: talk.problem, input: html`<textarea name="notes" rows="3" maxlength="2000" .value=${draft.notes}></textarea>`, hint: t("Habits, seating, what to avoid") })}
    `,
    action: cancel ? t("Keep the change") : t("Book"),
    more: cancel ? html`<button class="button quiet" type="button" @click=${cancel}>${icon("x")}${t("Cancel the meal")}</button>` : nothing,
    submit: send,
    talk,
  })
}

/** Write the menu dish by dish. `acts` are {edit, add, drop, up, send}; `draft.dishes` are {zh, en, story}. */
export function menuDialog({ draft, title, acts, talk }) {
  return formDialog({
    title,
    lead: html`<p class="soft">${t("Each dish in Chinese, in English or both. The story is for those who serve it; it is not printed.")}</p>`,
    body: html`
      <ol class="dishes">${draft.dishes.map((dish, place) => dishRow(dish, place, draft.dishes.length, acts, talk))}</ol>
      <button class="button wide" type="button" @click=${acts.add}>${icon("plus")}${t("Add a dish")}</button>
    `,
    action: t("Keep the menu"),
    submit: acts.send,
    talk,
  })
}

function dishRow(dish, place, count, acts, talk) {
  const error = talk.problem?.facts?.errors?.find(({ where }) => where === `dishes.${place}` || where.startsWith(`dishes.${place}.`))
  const input = (part, label) => html`<label class="field"><span class="field-label">${label}</span>
    <input maxlength="255" autocomplete="off" lang=${part} .value=${dish[part]} @input=${(event) => acts.edit(place, part, event.target.value)} /></label>`
  return html`<li class="dish" data-wrong=${error ? "" : nothing}>
    <p class="dish-head"><span class="figure">${place + 1}</span>
      <button class="button square quiet" type="button" ?disabled=${place === 0} @click=${() => acts.up(place)} aria-label=${t("Dish {n}: move up", { n: place + 1 })}><span class="turned">${icon("chevron-left")}</span></button>
      <button class="button square quiet" type="button" @click=${() => acts.drop(place)} aria-label=${t("Dish {n}: take away", { n: place + 1 })}>${icon("x")}</button></p>
    <div class="field-pair">${input("zh", t("In Chinese"))} ${input("en", t("In English"))}</div>
    <label class="field"><span class="field-label">${t("Its story")}</span>
      <textarea rows="2" maxlength="2000" .value=${dish.story} @input=${(event) => acts.edit(place, "story", event.target.value)}></textarea></label>
    ${error ? html`<p class="field-error">${icon("triangle-alert")}${t("This dish has no name.")}</p>` : nothing}
  </li>`
}

/** Book a wake-up call, or change the one in `draft`. */
export function wakeUpDialog({ draft, house, send, cancel = null, talk }) {
  const shift = (minutes) => (event) => {
    const { at } = event.target.closest("form").elements
    const from = house.fromField(at.value)
    if (from) putTime(at, toField(Date.parse(from) + minutes * 60_000, house))
  }
  return formDialog({
    title: cancel ? t("Change the wake-up call") : t("Book a wake-up call"),
    lead: html`<p class="soft">${t("A person makes the call, and says so by name.")}</p>`,
    body: html`
      ${field({ label: t("When"), place: "at", problem: talk.problem, input: timeInput({ place: "at", required: true, value: toField(draft.at, house), house }) })}
      <p class="suggestions">${[-30, -15, 15, 30].map((minutes) => html`<button type="button" class="button small figure" @click=${shift(minutes)}>${minutes > 0 ? "+" : "−"}${Math.abs(minutes)} ${t("min")}</button>`)}</p>
      ${field({ label: t("Note"), place: "note", problem: talk.problem, input: html`<input name="note" maxlength="255" autocomplete="off" .value=${draft.note} />`, hint: t("Such as: ring again after ten minutes") })}
    `,
    action: cancel ? t("Keep the change") : t("Book"),
    more: cancel ? html`<button class="button quiet" type="button" @click=${cancel}>${icon("x")}${t("Cancel the call")}</button>` : nothing,
    submit: send,
    talk,
  })
}

/** Says what cancelling does before it is done. */
export function cancelDialog({ title, text, action, send, talk }) {
  return formDialog({ title, lead: html`<p>${text}</p>`, body: nothing, action, tone: "warn", submit: send, talk })
}

/** "6 guests" */
export const forParty = (count) => n("{n} guest", "{n} guests", count)
