// One department's work by due time, the next two hours first.

import { guard } from "../../vendor/lit-html/directives/guard.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { planOf } from "../board/apply.js"
import { waitsFor } from "../board/order.js"
import { sectionsOf } from "../board/sections.js"
import { isOpen } from "../board/urgency.js"
import { endOfDay } from "../house/clock.js"
import { n, spoken, t, words } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { taskRow } from "../parts/task_row.js"
import { shape } from "../parts/when.js"
import { loading } from "./loading.js"
import { changeActs } from "./change_acts.js"
import { createGrowth } from "./gradually.js"
import { taskActs } from "./task_acts.js"

// More rows than a thumb can want at once.
const FIRST_ROWS = 60
const MINUTE = 60_000

// What a tablet shows without scrolling, then some a frame.
const drawn = createGrowth({ first: 12, step: 8 })

let mine = false
let unfolded = new Set()
let opened = new Set()

export const department = {
  code: "department",
  title: (app, [code]) => words(nameOf(app, code)) || t("Department"),
  enter() {
    unfolded = new Set()
    opened = new Set()
    drawn.begin()
  },
  view(app, [code]) {
    const held = app.board.get()
    if (!held) return loading(app)
    const house = app.house()
    const sections = sectionsOf(held, code, {
      now: house.now,
      endOfDay: endOfDay(house.now, house),
      justNow: (task) => app.entryOf(task.id) !== undefined,
    })
    const context = { app, held, house, acts: taskActs(app) }
    const open = ["late", "next", "today", "later"].some((name) => sections[name].length)
    return html`
      <div class="list-head">
        ${departments(app, code)} ${summary(sections, house)}
        ${giveAll(app, code)}
        <button class="button" aria-pressed=${mine ? "true" : "false"} @click=${() => toggleMine(app)}>${icon("user")}${t("Mine only")}</button>
      </div>
      ${open || sections.done.length ? nothing : emptyState({ title: t("Nothing to do"), text: t("New work appears here by itself.") })}
      ${!open && sections.done.length ? emptyState({ name: "circle-check", title: t("Everything is done") }) : nothing}
      ${Object.keys(HEADINGS).map((name) => section(name, sections[name], context))}
    `
  },
}

// Who is responsible for what (item H1): a stay's whole work to one person, at once.
function giveAll(app, code) {
  const leads = ["lobby_manager", "general_manager"].includes(app.who.staff.role) || app.who.staff.department === code
  if (!leads || !app.may("task_assign")) return nothing
  return html`<button class="button" @click=${() => changeActs(app).giveAll(code)}>${icon("user-plus")}${t("Give all to…")}</button>`
}

const HEADINGS = {
  late: () => t("Late"),
  next: () => t("Next two hours"),
  today: () => t("Later today"),
  later: () => t("After today"),
  done: () => t("Done"),
}

// Folded until somebody looks.
const FOLDED = new Set(["later", "done"])

function section(name, tasks, context) {
  const shown = mine ? tasks.filter((task) => isMine(task, context.app.who)) : tasks
  if (!shown.length) return nothing
  const folded = FOLDED.has(name)
  const rows = unfolded.has(name) ? shown : shown.slice(0, FIRST_ROWS)
  // What lies folded is drawn when somebody opens it.
  const seen = folded && !opened.has(name) ? [] : drawn.of(rows, context.app)
  const heading = html`${name === "late" ? shape("late") : nothing}${HEADINGS[name]()} <span class="figure soft">${shown.length}</span>`
  const list = html`<ul class="tasks">
      ${repeat(seen, (task) => task.id, (task) => row(task, context))}
    </ul>
    ${rows.length < shown.length ? html`<button class="button wide" @click=${() => unfold(name, context.app)}>${t("Show all {n}", { n: shown.length })}</button>` : nothing}`
  if (folded) return html`<details class="section" data-kind=${name} @toggle=${(event) => fold(name, event.target.open, context.app)}><summary><h2>${heading}</h2>${icon("chevron-down")}</summary>${list}</details>`
  return html`<section class="section" data-kind=${name}><h2>${heading}</h2>${list}</section>`
}

function row(task, { app, held, house, acts }) {
  const stay = held.stays.get(task.stay_id)
  const plan = planOf(held, task.stay_id)
  const entry = app.entryOf(task.id)
  const changed = app.isChanged("tasks", task.id)
  const minute = Math.floor(house.now / MINUTE)
  return guard([task, stay, plan, entry, changed, minute, spoken(), held.staff], () =>
    taskRow({ task, stay, entry, waits: waitsFor(task, plan), house, session: app.who, acts, changed }),
  )
}

// Who sees the whole house may look at any department.
function departments(app, code) {
  const house = app.house()
  if (!house.wholeHouse) return nothing
  return html`<nav class="chips" aria-label=${t("Departments")}>
    ${house.departments.map((one) => html`<a class="chip" href=${`/department/${one.code}`} aria-current=${one.code === code ? "page" : nothing}>${icon(one.icon)}${words(one.name)}</a>`)}
  </nav>`
}

const isMine = (task, who) => task.assignee === who.staff.id || task.done_by === who.staff.id

// What a supervisor wants to know at a glance; who sees all departments has the chips there.
function summary({ late, next }, house) {
  if (house.wholeHouse) return nothing
  const open = [...late, ...next].filter(isOpen).length
  return html`<p class="soft">${n("{n} task can be done now", "{n} tasks can be done now", open)}</p>`
}

function toggleMine(app) {
  mine = !mine
  app.redraw()
}

function unfold(name, app) {
  unfolded.add(name)
  app.redraw()
}

function fold(name, open, app) {
  if (open) opened.add(name)
  else opened.delete(name)
  app.redraw()
}

function nameOf(app, code) {
  return app.house().departments.find((one) => one.code === code)?.name
}
