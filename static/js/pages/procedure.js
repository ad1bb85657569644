// The procedure: read by stage and department, grades compared, lifecycles drawn, versions kept and changed.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { newKey } from "../house/keys.js"
import { n, t, words } from "../house/i18n.js"
import { field, formDialog } from "../parts/dialog.js"
import { icon } from "../parts/icon.js"
import { lifecyclePart } from "../parts/lifecycle.js"
import { changePart } from "../parts/procedure_change.js"
import { ladderPart } from "../parts/procedure_ladder.js"
import { tasksPart } from "../parts/procedure_tasks.js"
import { comparePart, runningPart, versionsPart } from "../parts/procedure_versions.js"
import { fetched } from "./fetched.js"

const NO_DRAFT = { files: [], busy: false, checked: null, tried: null, problem: null }

const procedure = fetched({
  get: () => Promise.all([api.get("/api/procedure"), api.get("/api/procedure/versions")]),
  concerns: ({ kind }) => FOLLOWED.has(kind),
  waiting: () => t("Fetching the procedure…"),
})
let part = "tasks"
let department = ""
let compared = null
let draft = NO_DRAFT

const PARTS = [
  ["tasks", () => t("Tasks")],
  ["grades", () => t("Grades")],
  ["lifecycles", () => t("Lifecycles")],
  ["versions", () => t("Versions")],
]

const FOLLOWED = new Set(["procedure_put_in_force", "procedure_proposed", "stay_moved_over"])

export const procedurePage = {
  code: "procedure",
  title: () => t("Procedure"),
  enter(app) {
    compared = null
    draft = NO_DRAFT
    addEventListener("beforeprint", unfold)
    procedure.enter(app)
  },
  leave() {
    procedure.leave()
    removeEventListener("beforeprint", unfold)
  },
  view: (app) => procedure.instead(app) ?? procedurePart(app, ...procedure.held),
}

function procedurePart(app, inForce, kept) {
  return html`<div class="procedure">
    <div class="procedure-head">
      <div class="choices" role="group" aria-label=${t("Parts of the procedure")}>
        ${PARTS.map(([code, label]) => html`<button class="button choice-button" aria-pressed=${part === code ? "true" : "false"} @click=${() => show(app, code)}>${label()}</button>`)}
      </div>
      <p class="soft">${t("Version {version} in force", { version: inForce.version })}</p>
      <button class="button" @click=${() => print()}>${icon("printer")}${t("Print")}</button>
    </div>
    ${VIEWS[part](app, inForce, kept)}
  </div>`
}

const VIEWS = {
  tasks: (app, procedure) => tasksPart({ procedure, chosen: department, choose: (code) => filter(app, code) }),
  grades: (_app, procedure) => ladderPart(procedure),
  lifecycles: (_app, procedure) => html`<div class="lifecycles">${procedure.lifecycles.map(lifecyclePart)}</div>`,
  versions: versionsView,
}

function versionsView(app, inForce, kept) {
  const mayChange = app.may("procedure_change")
  // Without a board nobody has told which colour a grade has: the ladder says it.
  const house = { ...app.house(), grades: new Map(inForce.grades.map((grade) => [grade.code, grade])) }
  const acts = {
    putBack: (one) => openPutInForce(app, { version: one.version }),
    compare: (older, newer) => compare(app, older, newer),
    moveOver: (stay) => openMove(app, stay),
    moveAll: () => openMoveAll(app, kept.running),
  }
  return html`<div class="narrow">
    ${mayChange ? changePart({ draft, grades: house.grades, acts: changeActs(app) }) : nothing}
    ${runningPart({ running: kept.running, house, mayChange, acts })} ${versionsPart({ versions: kept.versions, house, mayChange, acts })}
    ${comparePart({ versions: kept.versions, compared, acts })}
  </div>`
}

function changeActs(app) {
  return {
    take: (files) => check(app, files),
    tryOut: () => tryOut(app),
    putInForce: () => openPutInForce(app, {}),
    forget: () => change(app, NO_DRAFT),
  }
}

function show(app, code) {
  part = code
  app.redraw()
}

function filter(app, code) {
  department = code
  app.redraw()
}

function change(app, next) {
  draft = next
  app.redraw()
}

async function check(app, files) {
  change(app, { ...NO_DRAFT, files, busy: true })
  try {
    const checked = await api.sendForm("/api/procedure/check", formOf(files))
    change(app, { ...NO_DRAFT, files, checked })
  } catch (error) {
    change(app, { ...NO_DRAFT, problem: error })
  }
}

async function tryOut(app) {
  change(app, { ...draft, busy: true, problem: null })
  try {
    const tried = await api.sendForm("/api/procedure/try?days=30", formOf(draft.files))
    change(app, { ...draft, busy: false, tried })
  } catch (error) {
    change(app, { ...draft, busy: false, problem: error })
  }
}

function formOf(files) {
  const form = new FormData()
  for (const file of files) form.append("files", file)
  return form
}

function openPutInForce(app, { version = "" }) {
  const send = ({ note }) =>
    app.attempt(async () => {
      const asked = new URLSearchParams({ note, ...(version && { version }) })
      await api.sendForm(`/api/procedure/put-in-force?${asked}`, version ? new FormData() : formOf(draft.files))
      draft = NO_DRAFT
      compared = null
      await procedure.look(app)
      app.tell({ text: t("The new version is in force. Running stays keep theirs.") })
    })
  app.open((talk) =>
    formDialog({
      title: t("Put in force"),
      lead: html`<p>${t("New stays are planned with this version from now on. Running stays keep theirs until you move them over.")}</p>`,
      body: field({ label: t("Why does it change?"), problem: talk.problem, input: html`<input name="note" maxlength="1000" autocomplete="off" />`, hint: t("It stands with the version, for those who come after you.") }),
      action: t("Put in force"),
      submit: send,
      talk,
    }),
  )
}

async function compare(app, older, newer) {
  const asked = new URLSearchParams({ old: older, new: newer })
  await app.attempt(async () => {
    compared = (await api.get(`/api/procedure/diff?${asked}`)).differences
  })
}

async function openMove(app, stay) {
  const shown = await app.attempt(() => api.send("POST", `/api/stays/${stay.id}/move-over`, { dry_run: true }))
  if (!shown) return
  const key = newKey()
  const send = () =>
    app.attempt(async () => {
      await api.send("POST", `/api/stays/${stay.id}/move-over`, { version: shown.version }, key)
      await procedure.look(app)
    })
  app.open((talk) =>
    formDialog({
      title: t("Move over to the version in force"),
      lead: html`<p class="serif">${stay.name ? words(stay.name) : t("Stay {id}", { id: stay.id })}</p>`,
      body: previewPart(shown),
      action: t("Move over"),
      submit: send,
      talk,
    }),
  )
}

function previewPart({ counts, words: sentences }) {
  const said = [
    counts.added && n("{n} task added", "{n} tasks added", counts.added),
    counts.dropped && n("{n} task dropped", "{n} tasks dropped", counts.dropped),
    counts.moved && n("{n} task at another time", "{n} tasks at another time", counts.moved),
    counts.changed && n("{n} task asked otherwise", "{n} tasks asked otherwise", counts.changed),
  ].filter(Boolean)
  return html`<p><strong>${said.length ? said.join(t(", ")) : t("Nothing in the plan changes.")}</strong></p>
    ${sentences.length ? html`<ul class="faults">${sentences.map((one) => html`<li>${words(one)}</li>`)}</ul>` : nothing}`
}

function openMoveAll(app, stays) {
  const send = () =>
    app.attempt(async () => {
      // One by one: a stay that cannot be moved does not hold the others.
      const left = []
      for (const stay of stays) {
        await api.send("POST", `/api/stays/${stay.id}/move-over`, { version: stay.version }, newKey()).catch((error) => left.push(error))
      }
      await procedure.look(app)
      if (left.length) throw left[0]
    })
  app.open((talk) =>
    formDialog({
      title: t("Move all over"),
      lead: html`<p>${n("{n} running stay will be planned with the version in force. What is done stays done.", "{n} running stays will be planned with the version in force. What is done stays done.", stays.length)}</p>`,
      body: nothing,
      action: t("Move all over"),
      submit: send,
      talk,
    }),
  )
}

// Paper has nothing to tap: what is folded on the screen is printed whole.
function unfold() {
  for (const one of document.querySelectorAll(".procedure details")) one.open = true
}
