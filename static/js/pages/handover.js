// Handover at the end of a shift: what is open, what waits for me, what I gave.

import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { giving as moves } from "../board/giving.js"
import * as api from "../house/api.js"
import { dayOf, timeOf } from "../house/clock.js"
import { answered, keyFor } from "../house/keys.js"
import { n, t } from "../house/i18n.js"
import { formDialog } from "../parts/dialog.js"
import { emptyState } from "../parts/frame.js"
import { givingWords } from "../parts/giving_words.js"
import { handover as given, openItem } from "../parts/handover_rows.js"
import { icon } from "../parts/icon.js"
import { moment } from "../parts/when.js"
import { fetched } from "./fetched.js"

const HOUSE = "house"

let state = fresh()
const shift = fetched({
  get: shiftOf,
  concerns: ({ kind }) => kind.startsWith("handover_") || kind.startsWith("task_") || kind.startsWith("plan_"),
  arrived: (_app, { open }) => open && choose(open),
})

export const handover = {
  code: "handover",
  title: () => t("Handover"),
  enter(app) {
    state = fresh()
    shift.enter(app)
  },
  leave: shift.leave,
  view: (app) => shift.instead(app) ?? shiftPart(app, shift.held),
}

function shiftPart(app, { handovers, open }) {
  const waiting = handovers.filter(({ may_accept: mine }) => mine)
  const others = handovers.filter((one) => !one.closed_at && !one.may_accept)
  const closed = handovers.filter(({ closed_at: at }) => at)
  const house = app.house()
  return html`<div class="handovers">
    <div class="list-head"><p class="handover-as-of">${t("As of {time}", { time: `${dayOf(house.now, house)} ${timeOf(house.now, house)}` })}</p>
      <button class="button" @click=${onPaper}>${icon("printer")}${t("Print")}</button></div>
    ${part(t("Waits for me"), waiting, app, accepting(app), t("Nothing waits to be accepted."))}
    ${app.may("handover_give") ? giving(app, open) : nothing}
    ${part(t("Given, not accepted yet"), others, app)} ${part(t("Accepted in the last day"), closed, app)}
  </div>`
}

function fresh() {
  return { due: "next_shift", takes: true, busy: false, note: "", draft: { chosen: new Set(), notes: new Map(), seen: new Set() } }
}

async function shiftOf(app) {
  const [{ handovers }, open] = await Promise.all([
    api.get("/api/handovers"),
    app.may("handover_give") ? api.get(`/api/handovers/open?department=${department(app)}&due=${state.due}`) : null,
  ])
  return { handovers, open }
}

// The lobby manager hands over the whole house, everybody else their department.
function department(app) {
  return app.house().wholeHouse ? HOUSE : app.who.staff.department
}

// What is due in the next shift is handed over unless somebody says otherwise; what is due later only if they do.
// What waits to be accepted is in nobody's choice: taken back, it is there as at the beginning.
function choose({ items, until }) {
  const { chosen, seen } = state.draft
  const open = items.filter(({ waits }) => !waits).map(({ task }) => task)
  const known = new Set(open.map(({ id }) => id))
  for (const id of chosen) if (!known.has(id)) chosen.delete(id)
  for (const task of open) {
    if (!seen.has(task.id) && task.due_at < until) chosen.add(task.id)
    seen.add(task.id)
  }
}

function part(title, handovers, app, acts = null, empty = "") {
  if (!handovers.length && !empty) return nothing
  return html`<section class="section"><h2>${title} <span class="figure soft">${handovers.length || ""}</span></h2>
    ${handovers.length ? repeat(handovers, ({ id }) => id, (one) => given(one, { house: app.house(), acts, busy: state.busy })) : html`<p class="soft">${empty}</p>`}
  </section>`
}

function accepting(app) {
  return {
    takes: state.takes,
    toggleTakes() {
      state.takes = !state.takes
      app.redraw()
    },
    accept: (one, ids) => (state.takes ? takeOver(app, one, ids) : accept(app, one, ids)),
  }
}

const accept = (app, one, ids) => act(app, `accept ${one.id} ${ids ?? "all"}`, `/api/handovers/${one.id}/accept`, { task_ids: ids, take: state.takes })

// Accepted is accepted: what changes hands with it is said before.
function takeOver(app, one, ids) {
  const tasks = one.items.filter((item) => !item.accepted_at && (!ids || ids.includes(item.task.id))).map(({ task }) => task)
  const mine = app.who.staff.id
  if (!moves(tasks, mine).leaving.length && tasks.length < 2) return accept(app, one, ids)
  return app.open((talk) =>
    formDialog({
      title: n("Accept {n} item", "Accept {n} items", tasks.length),
      body: html`<p>${givingWords(tasks, mine, app.house().staff)}</p><p class="soft">${t("You answer for them by name from now on. This cannot be taken back; they can be handed over again.")}</p>`,
      action: t("Accept"),
      talk,
      submit: () => accept(app, one, ids),
    }),
  )
}

function giving(app, { items: all, until }) {
  const items = all.filter(({ waits }) => !waits)
  const waiting = all.length - items.length
  const house = app.house()
  const { draft } = state
  const chosen = items.filter(({ task }) => draft.chosen.has(task.id))
  const acts = {
    choose(id) {
      if (!draft.chosen.delete(id)) draft.chosen.add(id)
      app.redraw()
    },
    note: (id, text) => draft.notes.set(id, text),
  }
  const write = (event) => {
    state.note = event.target.value
    app.redraw()
  }
  return html`<section class="section handover-give"><h2>${t("Hand over")} <span class="figure soft">${items.length || ""}</span></h2>
    <div class="choices" role="group" aria-label=${t("Which items")}>
      ${dueButton(app, "next_shift", t("Due before {time}", { time: moment(until, house) }))} ${dueButton(app, "all", t("All that is open"))}
    </div>
    ${items.length
      ? html`<ul class="handover-items">${repeat(items, ({ task }) => task.id, (item) => openItem(item, { draft, house, acts }))}</ul>`
      : emptyState({ name: "circle-check", title: t("Nothing is open"), text: t("A note alone can be handed over too.") })}
    ${waiting ? html`<p class="soft handover-waiting">${icon("lock")}${n("{n} more waits to be accepted from the last handover", "{n} more wait to be accepted from the last handover", waiting)}</p>` : nothing}
    <label class="field"><span class="field-label">${t("Note for the shift")}</span>
      <textarea rows="3" maxlength="2000" .value=${state.note} @input=${write}></textarea></label>
    <button class="button main" ?disabled=${state.busy || (!chosen.length && !state.note.trim())} @click=${() => give(app, chosen)}>
      ${icon("arrow-right-left")}${chosen.length ? n("Hand over {n} item", "Hand over {n} items", chosen.length) : t("Hand over the note")}
    </button>
  </section>`
}

function dueButton(app, code, text) {
  const pick = () => {
    state.due = code
    shift.look(app)
  }
  return html`<button class="button choice-button" aria-pressed=${state.due === code ? "true" : "false"} @click=${pick}>${text}</button>`
}

// Paper is white, whatever the tablet's theme is.
function onPaper() {
  const { dataset } = document.documentElement
  const { theme } = dataset
  dataset.theme = "light"
  addEventListener("afterprint", () => (theme ? (dataset.theme = theme) : delete dataset.theme), { once: true })
  print()
}

async function give(app, chosen) {
  const items = chosen.map(({ task }) => ({ task_id: task.id, note: state.draft.notes.get(task.id) ?? "" }))
  const body = { department: department(app), note: state.note, items }
  const answer = await act(app, `give ${JSON.stringify(body)}`, "/api/handovers", body)
  if (!answer) return
  state.note = ""
  state.draft = fresh().draft
  app.tellUndo(t("Handed over. Somebody else accepts it by name."), async () => {
    const path = `/api/handovers/${answer.handover.id}/take-back`
    const back = await api.send("POST", path, {}, keyFor(path))
    if (!state.note) state.note = body.note
    await shift.look(app)
    return back
  })
}

async function act(app, intention, path, body) {
  state.busy = true
  app.redraw()
  const said = `handover ${intention}`
  const answer = await app.attempt(() => api.send("POST", path, body, keyFor(said)))
  if (answer) answered(said)
  state.busy = false
  await shift.look(app)
  return answer
}
