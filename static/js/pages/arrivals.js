// Arrivals in: a file from the property-management system, looked at first, then brought in as it was seen.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { changedSince, countsOf, doing, faultsOf, shownRows } from "../board/arrivals.js"
import * as api from "../house/api.js"
import { about, n, t, words } from "../house/i18n.js"
import { keyFor } from "../house/keys.js"
import { bookingField } from "../parts/arrival_words.js"
import { bookingRow, outcomeFilters, place } from "../parts/arrival_rows.js"
import { formDialog, problem as problemLine } from "../parts/dialog.js"
import { icon } from "../parts/icon.js"
import { expectedWords, fault, serverWords } from "../parts/words.js"
import { lookAgain } from "./look_again.js"

// More rows than somebody reads at once; the filters and the rest are a tap away.
const FIRST_ROWS = 100

let state = fresh()
let stop = () => {}

function fresh() {
  return { file: null, rows: [], head: null, total: 0, stage: "", problem: null, only: "", all: false, again: new Set(), held: [], restored: new Set() }
}

export const arrivals = {
  code: "arrivals",
  path: /^\/arrivals$/,
  needs: "arrivals_import",
  title: () => t("Arrivals"),
  enter(app) {
    state = fresh()
    stop = lookAgain(app, ({ kind }) => kind.startsWith("reservation_"), () => fetchHeld(app))
    fetchHeld(app)
  },
  leave() {
    stop()
    state = fresh()
  },
  view(app) {
    return html`<div class="narrow arrivals">
      ${state.file ? chosen(app) : drop(app)}
      ${state.problem?.facts?.errors?.length ? faults(state.problem.facts) : problemLine(state.problem)} ${state.stage ? nothing : heldPart(app)}
      ${progress()} ${state.rows.length ? results(app) : nothing}
    </div>`
  },
}

const isBusy = () => state.stage === "looking" || state.stage === "importing"

function drop(app) {
  const take = (event) => {
    event.preventDefault()
    const [file] = event.dataTransfer?.files ?? event.target.files ?? []
    // The same file again is a new choice too: a field that holds it already would say nothing.
    if (!event.dataTransfer) event.target.value = ""
    if (file) look(app, file)
  }
  return html`<label class="drop" @dragover=${(event) => event.preventDefault()} @drop=${take}>
    ${icon("file-text")}
    <strong>${t("Choose an arrivals file, or drop it here")}</strong>
    <span class="soft">${t("CSV or XLSX list, or OPERA Cloud's reservations as JSON. You see what would change before anything does.")}</span>
    <input class="unseen" type="file" accept=".csv,.xlsx,.json" @change=${take} />
  </label>`
}

function chosen(app) {
  return html`<div class="arrivals-file">${icon("file-text")}<strong class="arrivals-name">${state.file.name}</strong>
    <button class="button" ?disabled=${isBusy()} @click=${() => another(app)}>${t("Another file")}</button></div>`
}

function another(app) {
  state = { ...fresh(), held: state.held }
  app.redraw()
}

async function look(app, file, { after = [] } = {}) {
  state = { ...fresh(), file, held: state.held, stage: "looking" }
  await run(app, "?dry_run=true", "looked")
  if (after.length && !state.problem) state.again = changedSince(after, state.rows)
  app.redraw()
}

async function bring(app) {
  const { sha256, basis } = state.head
  const looked = state.rows
  Object.assign(state, { stage: "importing", problem: null, rows: [], total: 0, only: "", again: new Set() })
  await run(app, `?sha256=${sha256}&basis=${basis}`, "imported")
  app.catchUp()
  fetchHeld(app)
  if (state.problem?.code !== "overtaken") return
  // Nothing went in. What has changed is marked in the new look.
  const told = state.problem
  await look(app, state.file, { after: looked })
  state.problem ??= told
  app.redraw()
}

// Each booking is heard as it is done, so that a long file shows how far it is.
async function run(app, query, then) {
  const form = new FormData()
  form.append("file", state.file)
  const rows = []
  app.redraw()
  try {
    state.head = await api.stream(`/api/arrivals${query}`, form, ({ total, row }) => {
      if (total !== undefined) state.total = total
      if (row) rows.push(row)
      state.done = rows.length
      app.redraw()
    })
    state.stage = then
  } catch (error) {
    if (error.status === 401) return location.assign("/sign-in")
    state.problem = error
    // What was heard of an import has happened, also when the rest was not.
    state.stage = then === "imported" && rows.length ? "broken" : ""
    if (!state.stage) state.file = error.code === "overtaken" ? state.file : null
  }
  state.rows = rows
  return app.redraw()
}

async function fetchHeld(app) {
  try {
    state.held = (await api.get("/api/arrivals/held")).held
  } catch (error) {
    state.problem ??= error
  }
  app.redraw()
}

// A file that cannot be read at all says where and what was expected.
function faults({ errors }) {
  return html`<div class="problem" role="alert">${icon("triangle-alert")}
    <ul>${errors.map((error) => html`<li><span class="figure">${error.where}</span> ${fault(error)}<span class="soft file-wanted">${expectedWords(error)}</span></li>`)}</ul></div>`
}

function heldPart(app) {
  if (!state.held.length) return nothing
  return html`<section class="section">
    <h2>${t("Held: which grade is meant?")} <span class="figure soft">${state.held.length}</span></h2>
    <ul class="results">${state.held.map((one) => heldRow(app, one))}</ul>
  </section>`
}

function heldRow(app, one) {
  const decide = (grade) => () =>
    app.open((talk) =>
      formDialog({
        title: t("{grade} is meant", { grade: grade.code }),
        lead: html`<p class="serif">${one.name}</p>`,
        body: html`<p>${t("The booking comes in with grade {grade} ({name}), and its plan is laid. Another grade is asked for at the stay.", { grade: grade.code, name: words(grade.name) })}</p>`,
        action: t("Bring it in"),
        talk,
        submit: () => bringIn(app, one, grade.code),
      }),
    )
  return html`<li class="result" data-outcome="held">
    <span class="figure">${one.confirmation_number}</span><span class="serif">${one.name}</span>
    <span class="result-reason">${serverWords(one.reason)}
      <span class="choices">${[...app.house().grades.values()].map((grade) => html`<button class="button small" @click=${decide(grade)}>${grade.code}</button>`)}</span></span>
  </li>`
}

function bringIn(app, one, grade) {
  return app.attempt(async () => {
    await api.send("POST", `/api/arrivals/held/${one.id}/decide`, { grade })
    await fetchHeld(app)
    app.catchUp()
  })
}

function progress() {
  if (!isBusy()) return nothing
  const text = state.stage === "looking" ? t("Looking at what would change…") : t("Bringing in…")
  return html`<div class="arrivals-progress" role="status"><label>${text} ${state.total ? html`<span class="figure">${state.done} / ${state.total}</span>` : nothing}
    <progress max=${state.total || 1} .value=${state.total ? state.done : 0}></progress></label></div>`
}

const TITLES = {
  looked: (count) => n("{n} booking in the file. Nothing is changed yet.", "{n} bookings in the file. Nothing is changed yet.", count),
  imported: (count) => n("{n} booking was gone through", "{n} bookings were gone through", count),
  broken: (count) => n("{n} booking was gone through, then the connection broke", "{n} bookings were gone through, then the connection broke", count),
}

function results(app) {
  const house = app.house()
  const { notices = [] } = state.head ?? {}
  const wanted = shownRows(state.rows, state.only)
  const rows = state.all ? wanted : wanted.slice(0, FIRST_ROWS)
  const choose = (code) => {
    Object.assign(state, { only: code, all: false })
    app.redraw()
  }
  const showAll = () => {
    state.all = true
    app.redraw()
  }
  const restoreOf = (row) => (state.stage !== "looked" && row.outcome === "cancelled" && row.stay_id && !state.restored.has(row.stay_id) && app.may("stay_step") ? (one) => restore(app, one) : null)
  return html`<section class="section">
    <h2 aria-live="polite">${TITLES[state.stage]?.(state.rows.length)}</h2>
    ${state.stage === "broken" ? html`<p>${t("Bring the same file in again: what is in already stays as it is.")}</p>` : nothing}
    ${outcomeFilters({ counts: countsOf(state.rows), total: state.rows.length, only: state.only, choose })}
    <ul class="bookings">${rows.map((row) => bookingRow(row, { house, again: state.again.has(row.confirmation_number), restore: restoreOf(row) }))}</ul>
    ${rows.length < wanted.length ? html`<button class="button wide" @click=${showAll}>${t("Show all {n}", { n: wanted.length })}</button>` : nothing}
    ${notices.length ? html`<h3>${t("Noticed")}</h3><ul class="faults">${notices.map((one) => html`<li>${about(place({ ...one, field: one.field && bookingField(one.field) }), serverWords(one.message))}</li>`)}</ul>` : nothing}
    ${state.stage === "looked" ? nothing : wayBack()}
  </section>
  ${actions(app)}`
}

// Honest about what an import leaves behind.
const wayBack = () =>
  html`<p class="soft arrivals-back">${t("There is no undo for a whole import. A cancelled stay can be brought back here or on its sheet; a stay that should not be there is cancelled on its sheet; changed values come back with a corrected file, or by hand.")}</p>`

function actions(app) {
  const count = doing(state.rows)
  const refused = faultsOf(state.rows, (row) => [row.where, serverWords(row.reason), expectedWords(row)].filter(Boolean).join("; "))
  const mend = refused.length ? html`<button class="button" @click=${() => download(app, refused)}>${icon("file-text")}${n("Download the refused line", "Download the refused lines ({n})", refused.length)}</button>` : nothing
  if (state.stage !== "looked") return mend === nothing ? nothing : html`<div class="arrivals-acts">${mend}</div>`
  return html`<div class="arrivals-acts">${mend}
    ${count ? html`<button class="button main" @click=${() => bring(app)}>${icon("luggage")}${n("Import {n} booking", "Import {n} bookings", count)}</button>` : html`<p class="soft">${t("Importing this file would change nothing.")}</p>`}</div>`
}

async function download(app, refused) {
  const form = new FormData()
  form.append("file", state.file)
  form.append("faults", JSON.stringify(refused))
  const file = await app.attempt(() => api.made("/api/arrivals/refused", form))
  if (!file) return
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file.blob)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

async function restore(app, { stay_id: id, name }) {
  const stay = app.board.get()?.stays.get(id)
  const done = await app.attempt(() => api.send("POST", `/api/stays/${id}/undo`, stay ? { version: stay.version } : {}, keyFor(`restore ${id} ${stay?.version}`)))
  if (!done) return
  state.restored.add(id)
  app.tell({ text: t("{name} is expected again", { name }) })
  app.catchUp()
}
