// Grades that wait for another person's approval, and what was decided lately.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { about, n, t, words } from "../house/i18n.js"
import { keyFor } from "../house/keys.js"
import { grantState } from "../parts/change_words.js"
import { formDialog } from "../parts/dialog.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { gradeMark } from "../parts/marks.js"
import { whatMoves } from "../parts/moves.js"
import { reasonDialog } from "../parts/task_dialogs.js"
import { age, moment } from "../parts/when.js"
import { serverWords } from "../parts/words.js"
import { fetched } from "./fetched.js"

const HEARD = new Set(["grade_asked", "grade_approved", "grade_refused", "grade_withdrawn"])

const grants = fetched({ get: () => api.get("/api/grants"), concerns: ({ kind }) => HEARD.has(kind) })

export const approvals = {
  code: "approvals",
  title: () => t("Approvals"),
  enter: grants.enter,
  leave: grants.leave,
  view: (app) => grants.instead(app) ?? lists(app, grants.held),
}

function lists(app, { asked: waiting, decided: past }) {
  const house = app.house()
  return html`
    ${waiting.length
      ? html`<section class="section">
          <h2>${t("Waits for approval")} <span class="figure soft">${waiting.length}</span></h2>
          <ul class="grants">${waiting.map((grant) => asked(app, grant, house))}</ul>
        </section>`
      : emptyState({ name: "stamp", title: t("Nothing waits for approval"), text: t("A grade that a guest's record does not earn is decided here by another person.") })}
    ${past.length
      ? html`<section class="section"><h2>${t("Decided lately")}</h2><ul class="grants">${past.map((grant) => decided(grant, house))}</ul></section>`
      : nothing}
  `
}

function asked(app, grant, house) {
  const mine = grant.asked_by === app.who.staff.id
  return html`<li class="grant">
    ${head(grant, house)}
    <p class="grant-reason">${icon("message-square")}${serverWords(grant.reason)}</p>
    <p class="soft">${askedBy(grant, house)} · ${record(grant, house)}</p>
    <p class="soft">${t("To be approved by: {names}", { names: grant.approvers.map(({ name }) => words(name)).join(t(", ")) })}</p>
    <div class="card-acts">
      ${grant.may_decide
        ? html`<button class="button main" @click=${() => approve(app, grant)}>${icon("stamp")}${t("Approve")}</button>
            <button class="button" @click=${() => because(app, grant, "refuse", t("Refuse"))}>${t("Refuse")}</button>`
        : html`<span class="soft">${mine ? t("You asked for it: another person decides.") : nothing}</span>`}
      ${mine ? html`<button class="button" @click=${() => because(app, grant, "withdraw", t("Withdraw"))}>${t("Withdraw")}</button>` : nothing}
    </div>
  </li>`
}

function decided(grant, house) {
  const person = house.staff.get(grant.decided_by)
  return html`<li class="grant" data-state=${grant.state}>
    ${head(grant, house)}
    <p class="soft">${icon(grant.state === "approved" ? "circle-check" : "circle-x")}${[grantState(grant.state), words(person?.name), grant.decided_at ? moment(grant.decided_at, house) : "", serverWords(grant.note)].filter(Boolean).join(" · ")}</p>
    <p class="soft">${about(askedBy(grant, house), serverWords(grant.reason))}</p>
  </li>`
}

function head(grant, house) {
  return html`<p class="grant-head">
    <a class="guest" href=${`/stays/${grant.stay_id}`}>${words(grant.stay.name)}</a>
    <span class="room figure">${grant.stay.room || "–"}</span>
    <span class="grant-way">${gradeMark(house.grades.get(grant.from_grade))} ${icon("arrow-right")} ${gradeMark(house.grades.get(grant.grade))}</span>
    <time class="figure soft" datetime=${grant.stay.arrival_at}>${moment(grant.stay.arrival_at, house)}</time>
  </p>`
}

function askedBy(grant, house) {
  const person = house.staff.get(grant.asked_by)
  const name = grant.asked_by === null ? t("The booking") : words(person?.name) || "–"
  return t("{name} asked, {age}", { name, age: age(grant.asked_at, house) })
}

function record({ past_stays: stays, earned, held }, house) {
  const name = (code) => words(house.grades.get(code)?.name) || code
  const parts = [stays ? n("{n} past stay", "{n} past stays", stays) : t("the first stay with us")]
  if (earned) parts.push(t("earned: {grade}", { grade: name(earned) }))
  if (held.length) parts.push(t("held before: {grades}", { grades: held.map(name).join(t(", ")) }))
  return parts.join(t(", "))
}

const send = (grant, verb, body, dry) =>
  api.send("POST", `/api/grants/${grant.id}/${verb}`, { version: grant.version, ...body, dry_run: dry }, dry ? undefined : keyFor(`${grant.id} ${verb} ${grant.version} ${body.note ?? ""}`))

async function approve(app, grant) {
  const answer = await app.attempt(() => send(grant, "approve", {}, true), { keepOpen: true })
  if (!answer) return
  const done = () =>
    app.attempt(async () => {
      await send(grant, "approve", {}, false)
      app.tell({ text: t("{name} has grade {grade} now", { name: words(grant.stay.name), grade: grant.grade }) })
      app.catchUp()
      grants.look(app)
    })
  app.open((talk) =>
    formDialog({
      title: t("Approve {grade} for {name}", { grade: grant.grade, name: words(grant.stay.name) }),
      lead: html`<p class="grant-reason">${icon("message-square")}${serverWords(grant.reason)}</p>`,
      body: whatMoves(answer, app.house()),
      action: t("Approve"),
      talk,
      submit: done,
    }),
  )
}

function because(app, grant, verb, action) {
  app.open((talk) =>
    reasonDialog({
      title: about(action, words(grant.stay.name)),
      action,
      tone: "warn",
      talk,
      send: ({ reason }) =>
        app.attempt(async () => {
          await send(grant, verb, { note: reason }, false)
          app.catchUp()
          grants.look(app)
        }),
    }),
  )
}
