// The papers of a day: lists for the house, papers of each stay and meal, and the continuity pack.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { dayOf } from "../house/clock.js"
import { n, t, words } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { gradeMark } from "../parts/marks.js"
import { mealKind, PAPERS, paperName } from "../parts/paper_words.js"
import { age, moment } from "../parts/when.js"
import { fetched } from "./fetched.js"
import { openPaper } from "./print_acts.js"

const LOOK_AGAIN = 60_000
const ARRIVING = ["pick_up_sign", "registration_card", "amenity_order", "inspection_sheet"]
const LEAVING = ["farewell_letter", "care_record"]
const SETS_OF_MENUS = 3

let chosen = ""
const desk = fetched({
  get: () => api.get(`/api/papers${chosen ? `?day=${chosen}` : ""}`),
  concerns: ({ kind }) => kind === "paper_printed" || kind.startsWith("stay_") || kind.startsWith("meal_"),
  every: LOOK_AGAIN,
})

export const papers = {
  code: "papers",
  title: () => t("Papers"),
  enter(app) {
    chosen = ""
    desk.enter(app)
  },
  leave: desk.leave,
  view: (app) => desk.instead(app) ?? deskPart(app, desk.held),
}

function deskPart(app, { arrivals, in_house: inHouse, departures }) {
  return html`<div class="papers">
    ${dayPart(app)} ${lists(app)} ${stays(app, t("Arriving"), arrivals, ARRIVING)} ${stays(app, t("In the house"), inHouse, LEAVING)}
    ${stays(app, t("Leaving"), departures, LEAVING)} ${meals(app)} ${pack(app)}
  </div>`
}

function dayPart(app) {
  const { day, today } = desk.held
  const choose = (wanted) => {
    chosen = wanted
    desk.look(app)
  }
  const pick = (event) => event.target.value && choose(event.target.value)
  return html`<form class="papers-day" @submit=${(event) => event.preventDefault()}>
    <button type="button" class="button square" @click=${() => choose(moved(day, -1))} aria-label=${t("The day before")}>${icon("chevron-left")}</button>
    <label><span class="unseen">${t("Day")}</span><input type="date" .value=${day} @change=${pick} /></label>
    <button type="button" class="button square" @click=${() => choose(moved(day, 1))} aria-label=${t("The day after")}>${icon("chevron-right")}</button>
    <strong class="papers-date">${dayOf(`${day}T12:00:00Z`, { ...app.house(), zone: "UTC" })}</strong>
    ${day === today ? nothing : html`<button type="button" class="button" @click=${() => choose(today)}>${t("Today")}</button>`}
  </form>`
}

function moved(day, by) {
  return new Date(Date.parse(`${day}T12:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}

function lists(app) {
  const { arrivals, departures, papers: offered, day: shown } = desk.held
  const counts = { briefing: arrivals.length, arrivals_list: arrivals.length, departures_list: departures.length }
  const found = offered.filter(({ about }) => about === "day")
  return html`<section class="papers-part"><h2>${t("Lists of the day")}</h2>
    <ul class="papers-lists">
      ${found.map(
        ({ code }) => html`<li><button class="button paper-button" @click=${() => openPaper(app, { code, about: { day: shown } })}>
          ${icon("printer")}<span><strong>${paperName(code)}</strong><span class="soft">${n("{n} stay", "{n} stays", counts[code])}${onRecord(app, ({ paper, of_day: day }) => paper === code && day === shown)}</span></span>
        </button></li>`,
      )}
    </ul>
  </section>`
}

function stays(app, title, ids, codes) {
  const mine = codes.filter((code) => desk.held.papers.some((paper) => paper.code === code))
  const house = app.house()
  const found = ids.map((id) => app.board.get().stays.get(id)).filter(Boolean)
  return html`<section class="papers-part"><h2>${title} <span class="figure soft">${found.length}</span></h2>
    ${found.length
      ? html`<ul class="papers-stays">
          ${found.map(
            (stay) => html`<li>
              <a class="papers-stay" href=${`/stays/${stay.id}`}><span class="room figure">${stay.room || "–"}</span>${gradeMark(house.grades.get(stay.grade))}
                <span class="serif">${words(stay.name)}</span></a>
              <span class="papers-buttons">${mine.filter((code) => code !== "pick_up_sign" || stay.transfer).map((code) => ofStay(app, stay, code))}</span>
            </li>`,
          )}
        </ul>`
      : html`<p class="soft">${t("No stays on this day.")}</p>`}
  </section>`
}

function ofStay(app, stay, code) {
  const open = () => openPaper(app, { code, about: { stay: stay.id }, lead: words(stay.name) })
  return html`<button class="button small" @click=${open}>${icon(isOnRecord(code, stay.id) ? "circle-check" : "printer")}${paperName(code)}${isOnRecord(code, stay.id) ? html`<span class="unseen">${t("printed")}</span>` : nothing}</button>`
}

function meals(app) {
  if (!PAPERS.menu || !desk.held.papers.some(({ code }) => code === "menu")) return nothing
  const house = app.house()
  return html`<section class="papers-part"><h2>${t("Menus")} <span class="figure soft">${desk.held.meals.length}</span></h2>
    ${desk.held.meals.length
      ? html`<ul class="papers-stays">
          ${desk.held.meals.map((meal) => {
            const stay = app.board.get().stays.get(meal.stay_id)
            const open = () => openPaper(app, { code: "menu", about: { meal: meal.id }, lead: stay ? words(stay.name) : "", copies: SETS_OF_MENUS })
            return html`<li>
              <span class="papers-stay"><span class="figure">${moment(meal.at, house)}</span><span>${mealKind(meal.kind)}${meal.place ? html` · ${meal.place}` : nothing}</span>
                ${stay ? html`<span class="serif">${words(stay.name)}</span>` : nothing}</span>
              <span class="papers-buttons">${meal.dishes
                ? html`<button class="button small" @click=${open}>${icon("printer")}${t("Menu")}</button>`
                : html`<span class="soft">${t("The menu is not written yet.")}</span>`}</span>
            </li>`
          })}
        </ul>`
      : html`<p class="soft">${t("No meals on this day.")}</p>`}
  </section>`
}

function pack(app) {
  const { made_at: madeAt, fault, every_minutes: every } = desk.held.continuity
  const house = app.house()
  return html`<section class="papers-part"><h2>${t("Continuity pack")}</h2>
    <p class="soft">${t("Everything open, by department, to work from on paper when the screens are dark.")}</p>
    ${fault ? html`<p class="problem">${icon("triangle-alert")}<span>${t("The last try failed; it is tried again every minute. The pack below is older.")}</span></p>` : nothing}
    <p class="papers-pack"><button class="button paper-button" @click=${() => openPaper(app, { code: "continuity" })}>
      ${icon("printer")}<span><strong>${t("Continuity pack")}</strong><span class="soft">${packAge(madeAt, every, house)}</span></span>
    </button></p>
  </section>`
}

function packAge(madeAt, every, house) {
  if (!house.wholeHouse) return t("Your department's open work, as of now")
  if (!madeAt) return every ? t("None was made yet; it is made now") : t("Made when you ask for it")
  return t("Made {age}, at {time}", { age: age(madeAt, house), time: moment(madeAt, house) })
}

const isOnRecord = (code, stayId) => desk.held.prints.some((one) => one.paper === code && one.stay_id === stayId)

function onRecord(app, matches) {
  const found = desk.held.prints.find(matches)
  if (!found) return nothing
  return html` · ${n("{n} copy printed", "{n} copies printed", found.copies)}, ${moment(found.printed_at, app.house())}`
}
