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
import { refusal } from "../parts/words.js"
import { loading } from "./loading.js"
import { lookAgain } from "./look_again.js"
import { openPaper } from "./print_acts.js"

const LOOK_AGAIN = 60_000
const ARRIVING = ["pick_up_sign", "registration_card", "amenity_order", "inspection_sheet"]
const LEAVING = ["farewell_letter", "care_record"]
const SETS_OF_MENUS = 3

let desk = null
let problem = null
let chosen = ""
let stop = () => {}

export const papers = {
  code: "papers",
  title: () => t("Papers"),
  enter(app) {
    desk = null
    problem = null
    chosen = ""
    const unhear = lookAgain(app, ({ kind }) => kind === "paper_printed" || kind.startsWith("stay_") || kind.startsWith("meal_"), () => look(app))
    const again = setInterval(() => look(app), LOOK_AGAIN)
    stop = () => {
      clearInterval(again)
      unhear()
    }
    look(app)
  },
  leave: () => stop(),
  view(app) {
    if (problem && !desk) return emptyState({ name: "triangle-alert", title: refusal(problem) })
    if (!desk || !app.board.get()) return loading(app)
    return html`<div class="papers">
      ${dayPart(app)} ${lists(app)} ${stays(app, t("Arriving"), desk.arrivals, ARRIVING)} ${stays(app, t("In the house"), desk.in_house, LEAVING)}
      ${stays(app, t("Leaving"), desk.departures, LEAVING)} ${meals(app)} ${pack(app)}
    </div>`
  },
}

async function look(app) {
  try {
    desk = await api.get(`/api/papers${chosen ? `?day=${chosen}` : ""}`)
    problem = null
  } catch (error) {
    problem = error
  }
  app.redraw()
}

function dayPart(app) {
  const choose = (day) => {
    chosen = day
    look(app)
  }
  const pick = (event) => event.target.value && choose(event.target.value)
  return html`<form class="papers-day" @submit=${(event) => event.preventDefault()}>
    <button type="button" class="button square" @click=${() => choose(moved(desk.day, -1))} aria-label=${t("The day before")}>${icon("chevron-left")}</button>
    <label><span class="unseen">${t("Day")}</span><input type="date" .value=${desk.day} @change=${pick} /></label>
    <button type="button" class="button square" @click=${() => choose(moved(desk.day, 1))} aria-label=${t("The day after")}>${icon("chevron-right")}</button>
    <strong class="papers-date">${dayOf(`${desk.day}T12:00:00Z`, { ...app.house(), zone: "UTC" })}</strong>
    ${desk.day === desk.today ? nothing : html`<button type="button" class="button" @click=${() => choose(desk.today)}>${t("Today")}</button>`}
  </form>`
}

function moved(day, by) {
  return new Date(Date.parse(`${day}T12:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}

function lists(app) {
  const counts = { briefing: desk.arrivals.length, arrivals_list: desk.arrivals.length, departures_list: desk.departures.length }
  const found = desk.papers.filter(({ about }) => about === "day")
  return html`<section class="papers-part"><h2>${t("Lists of the day")}</h2>
    <ul class="papers-lists">
      ${found.map(
        ({ code }) => html`<li><button class="button paper-button" @click=${() => openPaper(app, { code, about: { day: desk.day } })}>
          ${icon("printer")}<span><strong>${paperName(code)}</strong><span class="soft">${n("{n} stay", "{n} stays", counts[code])}${onRecord(app, ({ paper, of_day: day }) => paper === code && day === desk.day)}</span></span>
        </button></li>`,
      )}
    </ul>
  </section>`
}

function stays(app, title, ids, codes) {
  const mine = codes.filter((code) => desk.papers.some((paper) => paper.code === code))
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
  return html`<button class="button" @click=${open}>${icon(isOnRecord(code, stay.id) ? "circle-check" : "printer")}${paperName(code)}${isOnRecord(code, stay.id) ? html`<span class="unseen">${t("printed")}</span>` : nothing}</button>`
}

function meals(app) {
  if (!PAPERS.menu || !desk.papers.some(({ code }) => code === "menu")) return nothing
  const house = app.house()
  return html`<section class="papers-part"><h2>${t("Menus")} <span class="figure soft">${desk.meals.length}</span></h2>
    ${desk.meals.length
      ? html`<ul class="papers-stays">
          ${desk.meals.map((meal) => {
            const stay = app.board.get().stays.get(meal.stay_id)
            const open = () => openPaper(app, { code: "menu", about: { meal: meal.id }, lead: stay ? words(stay.name) : "", copies: SETS_OF_MENUS })
            return html`<li>
              <span class="papers-stay"><span class="figure">${moment(meal.at, house)}</span><span>${mealKind(meal.kind)}${meal.place ? html` · ${meal.place}` : nothing}</span>
                ${stay ? html`<span class="serif">${words(stay.name)}</span>` : nothing}</span>
              <span class="papers-buttons">${meal.dishes
                ? html`<button class="button" @click=${open}>${icon("printer")}${t("Menu")}</button>`
                : html`<span class="soft">${t("The menu is not written yet.")}</span>`}</span>
            </li>`
          })}
        </ul>`
      : html`<p class="soft">${t("No meals on this day.")}</p>`}
  </section>`
}

function pack(app) {
  const { made_at: madeAt, fault, every_minutes: every } = desk.continuity
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

const isOnRecord = (code, stayId) => desk.prints.some((one) => one.paper === code && one.stay_id === stayId)

function onRecord(app, matches) {
  const found = desk.prints.find(matches)
  if (!found) return nothing
  return html` · ${n("{n} copy printed", "{n} copies printed", found.copies)}, ${moment(found.printed_at, app.house())}`
}
