// The stay sheet: who, when, where, the plan by stage and department, the papers, what happened.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { planOf } from "../board/apply.js"
import { byStage, momentOf, waitsFor } from "../board/order.js"
import { nextStep, possible, STAY_STEPS } from "../board/steps.js"
import * as api from "../house/api.js"
import { n, t, words } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { flags, gradeMark, stageBar } from "../parts/marks.js"
import { day, writtenName } from "../parts/guest_words.js"
import { expected, onTheRoad, spokenAs } from "../parts/stay_card.js"
import { mayPrint, PAPERS, paperName } from "../parts/paper_words.js"
import { taskRow } from "../parts/task_row.js"
import { timeline } from "../parts/timeline.js"
import { moment } from "../parts/when.js"
import { letterLanguage, letterState, party, stage, stayState, stayVerb, wish as wishWords } from "../parts/words.js"
import { fetched } from "./fetched.js"
import { openPaper } from "./print_acts.js"
import { stayActs } from "./stay_acts.js"
import { daysPart } from "./stay_days.js"
import { taskActs } from "./task_acts.js"
import * as wishes from "./stay_wishes.js"

const sheet = fetched({
  get: (_app, [id]) => api.get(`/api/stays/${id}`),
  concerns: (event, [id]) => event.stay_id === Number(id),
})

export const stay = {
  code: "stay",
  title: () => t("Stay sheet"),
  enter(app, params) {
    sheet.enter(app, params)
    wishes.enter(app, params)
  },
  leave() {
    sheet.leave()
    wishes.leave()
  },
  view: (app, [id]) => sheet.instead(app) ?? sheetPart(app, known(app, Number(id)), app.house()),
}

function sheetPart(app, found, house) {
  return html`<div class="sheet">
    ${top(app, found, house)}
    <div class="sheet-plan">${plan(app, found, house)}</div>
    <aside class="sheet-side">${wishes.section(app, found, house)} ${daysPart(app, found, sheet.held.days, house)} ${guest(house)} ${letters(house)} ${papers(app, found)} ${happenings(house)}</aside>
  </div>`
}

// The board is ahead of the sheet by an event or two; a stay off the board stands in the sheet alone.
function known(app, id) {
  return { ...sheet.held.stay, ...app.board.get().stays.get(id) }
}

function planIn(app, found) {
  const live = planOf(app.board.get() ?? { plans: new Map() }, found.id)
  return live.size ? live : new Map(sheet.held.tasks.map((task) => [task.id, task]))
}

function top(app, found, house) {
  const acts = stayActs(app)
  const next = nextStep(found)
  const offered = possible(STAY_STEPS, found.state, app.who.permissions).includes(next) ? next : ""
  return html`<section class="sheet-top">
    ${flags(found)}
    <div class="sheet-who">
      ${gradeMark(house.grades.get(found.grade))}
      <p class="guest">${words(found.name)}${spokenAs(found)}</p>
      <p class="room figure">${found.room || "–"}</p>
    </div>
    <div class="sheet-facts">
      ${expected(found, house)} ${onTheRoad(found, house)}
      ${momentOf(found) === found.arrival_at
        ? html`<p class="expected"><span class="expected-kind">${t("Leaves")}</span><time class="figure" datetime=${found.departure_at}>${moment(found.departure_at, house)}</time></p>`
        : nothing}
      <p>${icon("users")} ${party(found.party)}${found.party.code ? html` · <span class="figure">${found.party.code}</span>` : nothing}</p>
      ${found.room_type ? html`<p>${icon("bed-double")} ${found.room_type}</p>` : nothing}
      ${found.confirmation_number ? html`<p class="soft">${t("Confirmation")} <span class="figure">${found.confirmation_number}</span></p>` : nothing}
    </div>
    <div class="card-stage">${stageBar(found)}<span class="stage-name">${stayState(found.state)}</span></div>
    <div class="card-acts">
      ${offered ? html`<button class="button main" @click=${() => acts.step(found, offered)}>${stayVerb(offered)}</button>` : nothing}
      ${app.may("stay_times") ? html`<button class="button" @click=${() => acts.times(found)}>${icon("clock")}${t("New time")}</button>` : nothing}
      ${app.may("stay_step") ? html`<button class="button square" @click=${() => acts.more(found)} aria-label=${t("More for {name}", { name: words(found.name) })}>${icon("ellipsis")}</button>` : nothing}
    </div>
  </section>`
}

function plan(app, found, house) {
  const tasks = planIn(app, found)
  const stages = byStage(tasks, house.departments)
  if (!stages.length) return emptyState({ name: "list-checks", title: t("No plan yet") })
  const acts = taskActs(app)
  const row = (task) =>
    taskRow({ task, entry: app.entryOf(task.id), waits: waitsFor(task, tasks), house, session: app.who, acts, changed: app.isChanged("tasks", task.id) })
  return stages.map(
    (part) => html`<details class="section" ?open=${part.done < part.count}>
      <summary><h2>${stage(part.stage)} <span class="figure soft">${part.done}/${part.count}</span></h2>${icon("chevron-down")}</summary>
      ${part.departments.map(({ code, tasks: own }) => departmentPart(house, code, own, row))}
    </details>`,
  )
}

function departmentPart(house, code, tasks, row) {
  const found = house.departments.find((one) => one.code === code)
  return html`<section class="sheet-department">
    <h3>${icon(found?.icon ?? "circle")}${words(found?.name)}</h3>
    <ul class="tasks">${tasks.map(row)}</ul>
  </section>`
}

function guest(house) {
  if (!sheet.held.guest) return nothing
  const { guest: person, guests = [], history = [], notes = [], wishes = [] } = sheet.held
  return html`<section class="side-part">
    <h2>${t("Guest")} <a class="button small quiet" href=${`/guests/${person.id}`}>${t("Guest page")}</a></h2>
    <dl class="facts">
      <dt>${t("Name in the booking")}</dt>
      <dd class="serif">${writtenName(person)}</dd>
      <dt>${t("Language")}</dt>
      <dd>${letterLanguage(person.language)}</dd>
      ${guests.length ? html`<dt>${t("In the same room")}</dt><dd class="serif">${guests.map(writtenName).join(t(", "))}</dd>` : nothing}
      ${wishes.length ? html`<dt>${t("Wishes")}</dt><dd>${wishes.map(wishWords).join(t(", "))}</dd>` : nothing}
      ${notes.length ? html`<dt>${t("Notes")}</dt><dd>${notes.map((note) => html`<p>${note}</p>`)}</dd>` : nothing}
      <dt>${t("Past stays")}</dt>
      <dd>${history.length ? history.map((past) => pastStay(past, house)) : t("The first stay with us")}</dd>
    </dl>
  </section>`
}

const pastStay = (past) => html`<p class="figure">${day(past.arrival_on)} – ${day(past.departure_on)}${past.room ? ` · ${past.room}` : ""}</p>`

function letters(house) {
  if (!sheet.held.letters?.length) return nothing
  return html`<section class="side-part">
    <h2>${t("Letter")}</h2>
    ${sheet.held.letters.map(
      (letter) => html`<p class="letter-line">
        ${icon("file-text")}<span>${letterState(letter.state)} · ${letterLanguage(letter.language)}
          ${letter.signed_at ? html`<span class="soft">${moment(letter.signed_at, house)}</span>` : html`<span class="soft">${t("to be signed by {time}", { time: moment(letter.sign_by, house) })}</span>`}</span>
        <a class="button small" href="/letters">${t("Letter desk")}</a>
      </p>`,
    )}
  </section>`
}

const OF_A_STAY = ["pick_up_sign", "registration_card", "amenity_order", "inspection_sheet", "farewell_letter", "care_record"]

function papers(app, found) {
  const tasks = [...planIn(app, found).values()]
  const shown = OF_A_STAY.filter((code) => mayPrint(app.who, code) && (PAPERS[code].about !== "task" || tasks.some((task) => task.paper === code))).filter(
    (code) => code !== "pick_up_sign" || found.transfer,
  )
  if (!shown.length) return nothing
  return html`<section class="side-part">
    <h2>${t("Papers")}</h2>
    <p class="side-papers">
      ${shown.map((code) => html`<button class="button" @click=${() => openPaper(app, { code, about: { stay: found.id }, lead: words(found.name) })}>${icon("printer")}${paperName(code)}</button>`)}
    </p>
  </section>`
}

function happenings(house) {
  return html`<section class="side-part">
    <h2>${t("What happened")} <span class="figure soft">${n("{n} entry", "{n} entries", sheet.held.timeline.length)}</span></h2>
    ${timeline(sheet.held.timeline, house)}
  </section>`
}
