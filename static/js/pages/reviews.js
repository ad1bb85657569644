// Ticks of people who could no longer make them when they arrived: each counts for its author, or is dropped.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { about, t, words } from "../house/i18n.js"
import { keyFor } from "../house/keys.js"
import { field, formDialog } from "../parts/dialog.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { moment } from "../parts/when.js"
import { taskState, taskVerb } from "../parts/words.js"
import { fetched } from "./fetched.js"

const ticks = fetched({
  get: () => api.get("/api/offline/ticks"),
  concerns: ({ kind }) => kind.startsWith("tick_") || kind.startsWith("task_"),
})

export const reviews = {
  code: "reviews",
  title: () => t("To be looked at"),
  enter: ticks.enter,
  leave: ticks.leave,
  view: (app) => ticks.instead(app) ?? lists(app, ticks.held),
}

function lists(app, { waiting, decided: past }) {
  const house = app.house()
  return html`
    <p class="soft">${t("Done on a tablet without a network, by people who were signed out or no longer of the house when it arrived. Nothing of it counts before you say so.")}</p>
    ${waiting.length
      ? html`<section class="section"><h2>${t("Waits for you")} <span class="figure soft">${waiting.length}</span></h2>
          <ul class="grants">${waiting.map((one) => held(app, one, house))}</ul></section>`
      : emptyState({ name: "circle-check", title: t("Nothing is to be looked at") })}
    ${past.length
      ? html`<details class="section"><summary><h2>${t("Decided lately")} <span class="figure soft">${past.length}</span></h2>${icon("chevron-down")}</summary>
          <ul class="grants">${past.map((one) => held(app, one, house))}</ul></details>`
      : nothing}
  `
}

const WHY = {
  dismissed: () => t("no longer of the house"),
  signed_out: () => t("was signed out by then"),
}
const DECIDED = {
  accepted: () => t("counts"),
  dropped: () => t("dropped"),
}

function held(app, one, house) {
  return html`<li class="grant" data-state=${one.state}>
    <p class="grant-head"><strong>${about(taskVerb(one.verb), words(one.title))}</strong>
      <span class="tag">${DECIDED[one.state]?.() ?? WHY[one.why]?.()}</span></p>
    <p class="grant-who"><a class="guest" href=${`/stays/${one.stay_id}`}>${words(one.stay.name)}</a><span class="room figure">${one.stay.room || "–"}</span></p>
    <p class="soft">${t("{name}: done {done}, received {received}", { name: words(one.author_name), done: moment(one.made_at, house), received: moment(one.received_at, house) })}</p>
    ${one.words.map((said) => html`<p>${icon("message-square")}${said}</p>`)}
    ${one.state === "waiting" ? decide(app, one) : decided(one, house)}
  </li>`
}

function decide(app, one) {
  return html`
    ${one.overtaken ? html`<p class="problem">${icon("triangle-alert")}<span>${t("Somebody changed the task meanwhile. It is now: {state}. This can only be dropped.", { state: taskState(one.task_state) })}</span></p>` : nothing}
    <div class="card-acts">
      ${one.overtaken ? nothing : html`<button class="button main" @click=${() => send(app, one, "accept", {})}>${t("Let it count")}</button>`}
      <button class="button" @click=${() => drop(app, one)}>${t("Drop it")}</button>
    </div>
  `
}

function decided(one, house) {
  const person = house.staff.get(one.decided_by)
  const parts = [moment(one.decided_at, house), words(person?.name), one.reason].filter(Boolean)
  return html`<p class="soft">${parts.join(" · ")}</p>`
}

function drop(app, one) {
  app.open((talk) =>
    formDialog({
      title: about(t("Drop it"), words(one.title)),
      lead: html`<p class="soft">${t("What was done then does not count, and its task stays as it is. This cannot be taken back.")}</p>`,
      body: field({ label: t("Why"), place: "reason", problem: talk.problem, input: html`<input name="reason" required maxlength="255" autocomplete="off" autofocus />` }),
      action: t("Drop it"),
      tone: "warn",
      talk,
      submit: (body) => send(app, one, "drop", body),
    }),
  )
}

function send(app, one, verb, body) {
  return app.attempt(async () => {
    const key = keyFor(`held ${one.id} ${verb} ${one.version} ${JSON.stringify(body)}`)
    await api.send("POST", `/api/offline/ticks/${one.id}/${verb}`, { version: one.version, ...body }, key)
    app.catchUp()
    ticks.look(app)
  })
}
