// The ladder of grades by form, with what else hangs on it: escalation and resources. Nothing is changed before it
// was checked and read in words; what is put in force is a version of the procedure.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { changedParts, moved, ranked, withNewGrade, withValue } from "../board/ladder.js"
import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { newKey } from "../house/keys.js"
import { changeBar, changeDialog, codeDialog, otherMistakes } from "../parts/grade_change.js"
import { gradeForm } from "../parts/grade_form.js"
import { escalationPart, ladderList, namesPart, resourcesPart } from "../parts/grade_ladder.js"
import { fetched } from "./fetched.js"

const KEYS = { grades: ["amenities", "honours", "grades"], escalation: ["ladders"], resources: ["things", "people"] }
const PARTS = [
  ["grades", () => t("Grades")],
  ["names", () => t("Amenities and honours")],
  ["escalation", () => t("Escalation")],
  ["resources", () => t("Resources")],
]

const form = fetched({
  get: () => api.get("/api/grades"),
  concerns: ({ kind }) => kind === "procedure_put_in_force",
  isWrittenOn: isChanged,
  arrived: beginAnew,
  waiting: () => t("Fetching the grades…"),
})
let said = null
let refused = null
let busy = false
let part = "grades"
let chosen = 0

export const grades = {
  code: "grades",
  title: () => t("Grades"),
  enter(app) {
    refused = null
    busy = false
    chosen = 0
    form.enter(app)
  },
  leave: form.leave,
  view: (app) => form.instead(app) ?? formPart(app, talkOf(app)),
}

function formPart(app, talk) {
  return html`<div class="grades-page">
    <div class="procedure-head">
      <div class="choices" role="group" aria-label=${t("Parts of the ladder")}>
        ${PARTS.map(([code, label]) => html`<button class="button choice-button" aria-pressed=${part === code ? "true" : "false"} @click=${() => show(app, code)}>${label()}</button>`)}
      </div>
      <p class="soft">${t("Version {version} in force", { version: form.held.version })} · <a href="/procedure">${t("Procedure")}</a></p>
    </div>
    ${otherMistakes(refused, talk.errors)} ${VIEWS[part](app, talk)}
    ${talk.mayChange && isChanged() ? changeBar({ busy, errors: talk.errors, acts: { check: () => check(app), forget: () => forget(app) } }) : nothing}
  </div>`
}

const VIEWS = {
  grades: (app, talk) => html`<div class="ladder-and-form">
    ${ladderList({ grades: said.grades, chosen, errors: talk.errors, mayChange: talk.mayChange, acts: ladderActs(app) })}
    ${gradeForm(`grades.${chosen}`, talk)}
  </div>`,
  names: (app, talk) => namesPart(talk, (list) => addName(app, list)),
  escalation: (_app, talk) => escalationPart(talk),
  resources: (_app, talk) => resourcesPart(talk),
}

function talkOf(app) {
  return {
    said,
    errors: refused?.facts?.errors ?? [],
    choices: form.held.choices,
    mayChange: app.may("procedure_change"),
    set: (path, value) => change(app, withValue(said, path, value)),
    unset: (path) => change(app, withValue(said, path, undefined)),
  }
}

function ladderActs(app) {
  const keep = (next, place) => {
    chosen = Math.max(0, Math.min(place, next.length - 1))
    change(app, { ...said, grades: next })
  }
  return {
    choose(place) {
      chosen = place
      app.redraw()
    },
    move: (place, by) => keep(moved(said.grades, place, by), place + by),
    drop: (place) => keep(ranked(said.grades.filter((_, number) => number !== place)), place),
    add: () => askCode(app, t("A new grade"), t("Capital letters, digits and _, such as VE. It stands on cards and in the booking system."), "[A-Z][A-Z0-9_]{0,15}", said.grades, (code) => keep(withNewGrade(said.grades, code), said.grades.length)),
  }
}

function addName(app, list) {
  askCode(app, t("Add…"), t("Small letters, digits and _, such as orchid."), "[a-z][a-z0-9_]{0,15}", said[list], (code) => change(app, { ...said, [list]: [...said[list], { code, name: { zh: "", en: "" } }] }))
}

function askCode(app, title, hint, pattern, known, add) {
  const fits = new RegExp(`^${pattern}$`)
  const send = (code) => {
    const message = !fits.test(code) ? t("This is no code.") : known.some((one) => one.code === code) ? t("This code is there already.") : ""
    if (message) {
      talkOpen.problem = { facts: { errors: [{ where: "code", message, expected: hint }] }, message }
      return app.redraw()
    }
    app.close()
    return add(code)
  }
  const talkOpen = app.open((talk) => codeDialog({ title, hint, pattern, send, talk }))
}

function change(app, next) {
  said = next
  refused = null
  app.redraw()
}

function show(app, code) {
  part = code
  app.redraw()
}

const flat = ({ said: parts }) => ({ ...parts.grades, ...parts.escalation, ...parts.resources })

const byPart = (values) => Object.fromEntries(Object.entries(KEYS).map(([name, keys]) => [name, Object.fromEntries(keys.map((key) => [key, values[key]]))]))

const changes = () => changedParts(byPart(flat(form.held)), byPart(said))

function isChanged() {
  return form.held !== null && Object.keys(changes()).length > 0
}

function forget(app) {
  change(app, flat(form.held))
  chosen = Math.min(chosen, said.grades.length - 1)
}

function beginAnew(_app, answer) {
  said = flat(answer)
  refused = null
}

const asked = () => ({ based_on: form.held.version, ...changes() })

async function check(app) {
  busy = true
  app.redraw()
  try {
    const checked = await api.send("POST", "/api/grades/check", asked())
    refused = null
    openChange(app, checked)
  } catch (error) {
    refused = error
    goToFirstMistake()
  }
  busy = false
  app.redraw()
}

// The first mistake is shown where it is, and not only counted.
function goToFirstMistake() {
  const [list, place] = (refused.facts?.errors ?? []).find(({ where }) => !where.includes(":"))?.where.split(".") ?? []
  if (!list) return
  part = { grades: "grades", amenities: "names", honours: "names", ladders: "escalation" }[list] ?? "resources"
  if (list === "grades" && said.grades[Number(place)]) chosen = Number(place)
}

function openChange(app, checked) {
  let tried = null
  const key = newKey()
  const tryOut = async () => {
    tried = (await app.attempt(() => api.send("POST", "/api/grades/try", { ...asked(), days: 30 }), { keepOpen: true })) ?? null
    app.redraw()
  }
  const put = async ({ note }, later) => {
    const answer = await app.attempt(() => api.send("POST", "/api/grades", { ...asked(), note: note.trim(), in_force: !later }, later ? newKey() : key))
    if (!answer) return
    await form.look(app)
    app.tell({ text: later ? t("Kept as version {version}. The general manager puts it in force on the page of the procedure.", answer) : t("The new version is in force. Running stays keep theirs.") })
  }
  app.open((talk) => changeDialog({ checked, tried, grades: new Map(said.grades.map((grade) => [grade.code, grade])), acts: { tryOut, put }, talk }), { wide: true })
}
