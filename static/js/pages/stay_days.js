// The days in house on the stay sheet: meals with their menus, and wake-up calls.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { dateKey, dayOf, timeOf } from "../house/clock.js"
import { n, t } from "../house/i18n.js"
import { forParty } from "../parts/day_dialogs.js"
import { mealKind } from "../parts/day_words.js"
import { icon } from "../parts/icon.js"
import { dayActs } from "./day_acts.js"

const OVER = new Set(["departed", "cancelled", "no_show"])

/** The section of the sheet; `days` is {first, last, meals?, wake_ups?}. Nothing for who sees neither. */
export function daysPart(app, stay, days, house) {
  if (!days?.meals && !days?.wake_ups) return nothing
  const acts = dayActs(app)
  const running = !OVER.has(stay.state)
  const mayBook = running && app.may("meal_book") && days.meals
  const mayCall = running && app.may("wake_up_book") && days.wake_ups
  const rows = [
    ...(days.meals ?? []).map((row) => ({ at: row.at, draw: () => mealRow(row, house, mayBook ? acts : null) })),
    ...(days.wake_ups ?? []).map((row) => ({ at: row.at, draw: () => callRow(row, house, mayCall ? acts : null) })),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
  return html`<section class="side-part days-part">
    <h2>${t("Days in house")} <span class="figure soft">${rows.length}</span></h2>
    ${rows.length ? byDay(rows, house) : html`<p class="soft">${t("No meals or wake-up calls are booked.")}</p>`}
    <div class="days-acts">
      ${mayBook ? html`<button class="button" @click=${() => acts.bookMeal(stay)}>${icon("utensils")}${t("Book a meal")}</button>` : nothing}
      ${mayCall ? html`<button class="button" @click=${() => acts.bookCall(stay)}>${icon("alarm-clock")}${t("Wake-up call")}</button>` : nothing}
    </div>
  </section>`
}

function byDay(rows, house) {
  let day = ""
  return html`<ul class="days">
    ${rows.map(({ at, draw }) => {
      const key = dateKey(at, house)
      const heading = key === day ? nothing : html`<li class="days-day">${dayOf(at, house)}</li>`
      day = key
      return html`${heading}${draw()}`
    })}
  </ul>`
}

function mealRow(row, house, acts) {
  const facts = [row.place, forParty(row.party), row.standard].filter(Boolean).join(" · ")
  return html`<li class="day-row" data-outside=${row.outside ? "" : nothing}>
    ${icon(row.kind === "tea" || row.kind === "breakfast" ? "coffee" : "utensils")}
    <div class="day-body">
      <p><time class="figure" datetime=${row.at}>${timeOf(row.at, house)}</time> <strong>${mealKind(row.kind)}</strong></p>
      <p class="soft">${facts}</p>
      ${row.notes ? html`<p class="day-notes">${row.notes}</p>` : nothing}
      ${outside(row)} ${row.menu.length ? menu(row.menu) : html`<p class="soft">${t("No menu yet")}</p>`}
    </div>
    ${acts
      ? html`<span class="day-acts">
          <button class="button square quiet" @click=${() => acts.writeMenu(row)} aria-label=${t("Menu of {meal}", { meal: mealKind(row.kind) })}>${icon("book-open")}</button>
          <button class="button square quiet" @click=${() => acts.changeMeal(row)} aria-label=${t("Change {meal}", { meal: mealKind(row.kind) })}>${icon("pencil")}</button>
        </span>`
      : nothing}
  </li>`
}

function menu(dishes) {
  return html`<details class="menu-of-meal">
    <summary>${n("Menu: {n} dish", "Menu: {n} dishes", dishes.length)}${icon("chevron-down")}</summary>
    <ol>${dishes.map((dish) => html`<li><span class="serif">${[dish.zh, dish.en].filter(Boolean).join(" · ")}</span>${dish.story ? html`<span class="soft">${dish.story}</span>` : nothing}</li>`)}</ol>
  </details>`
}

function callRow(row, house, acts) {
  return html`<li class="day-row" data-outside=${row.outside ? "" : nothing}>
    ${icon("alarm-clock")}
    <div class="day-body">
      <p><time class="figure" datetime=${row.at}>${timeOf(row.at, house)}</time> <strong>${t("Wake-up call")}</strong></p>
      ${row.note ? html`<p class="soft">${row.note}</p>` : nothing} ${outside(row)}
    </div>
    ${acts ? html`<span class="day-acts"><button class="button square quiet" @click=${() => acts.changeCall(row)} aria-label=${t("Change the wake-up call")}>${icon("pencil")}</button></span>` : nothing}
  </li>`
}

function outside(row) {
  if (!row.outside) return nothing
  return html`<p class="outside">${icon("triangle-alert")}${t("Outside the stay: it rests until the times change back")}</p>`
}
