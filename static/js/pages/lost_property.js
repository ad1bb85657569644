// What guests left behind, until it is back with them or given up.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { about, t, words } from "../house/i18n.js"
import { keyFor } from "../house/keys.js"
import { lostState, lostVerb } from "../parts/change_words.js"
import { field, formDialog } from "../parts/dialog.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { moment } from "../parts/when.js"
import { fetched } from "./fetched.js"

const things = fetched({
  get: () => api.get("/api/lost-property"),
  concerns: ({ kind }) => kind.startsWith("lost_property_"),
})

export const lostProperty = {
  code: "lost-property",
  title: () => t("Lost property"),
  enter: things.enter,
  leave: things.leave,
  view: (app) => things.instead(app) ?? lists(app, things.held),
}

function lists(app, { open, ended }) {
  const house = app.house()
  return html`
    <div class="list-head"><button class="button main" @click=${() => record(app)}>${icon("package-search")}${t("Something was found")}</button></div>
    ${open.length
      ? html`<section class="section"><h2>${t("On its way back")} <span class="figure soft">${open.length}</span></h2>
          <ul class="grants">${open.map((one) => thing(app, one, house))}</ul></section>`
      : emptyState({ name: "package-check", title: t("Nothing is waiting for its guest") })}
    ${ended.length
      ? html`<details class="section"><summary><h2>${t("Returned or given up")} <span class="figure soft">${ended.length}</span></h2>${icon("chevron-down")}</summary>
          <ul class="grants">${ended.map((one) => thing(app, one, house))}</ul></details>`
      : nothing}
  `
}

function thing(app, one, house) {
  const finder = house.staff.get(one.found_by)
  const last = one.steps.at(-1)
  return html`<li class="grant" data-state=${one.state}>
    <p class="grant-head"><strong class="lost-what">${one.what}</strong> <span class="tag">${lostState(one.state)}</span></p>
    <p class="grant-who"><a class="guest" href=${`/stays/${one.stay_id}`}>${words(one.stay.name)}</a><span class="room figure">${one.stay.room || "–"}</span></p>
    <p class="soft">${[t("found at {time}", { time: moment(one.found_at, house) }), one.where_found, words(finder?.name)].filter(Boolean).join(" · ")}</p>
    ${one.stored_where ? html`<p class="grant-fact">${icon("map-pin")}<span>${one.stored_where}</span></p>` : nothing}
    ${last?.note ? html`<p class="grant-fact soft">${icon("message-square")}<span>${about(lostVerb(last.verb), last.note)}</span></p>` : nothing}
    ${app.may("lost_property_step")
      ? html`<div class="card-acts">${one.possible.map((verb, place) => html`<button class="button ${place || verb === "reopen" ? "" : "main"}" @click=${() => step(app, one, verb)}>${lostVerb(verb)}</button>`)}</div>`
      : nothing}
  </li>`
}

function step(app, one, verb) {
  const asksPlace = verb === "store"
  const send = (body) =>
    app.attempt(async () => {
      const done = await post(one, verb, body)
      if (WAY_BACK.has(verb) && !leapt(one, verb)) app.tellUndo(about(lostVerb(verb), one.what), () => post(done.lost_property, "reopen", { note: t("Tapped by mistake") }).finally(() => things.look(app)))
      app.catchUp()
      things.look(app)
    })
  app.open((talk) =>
    formDialog({
      title: about(lostVerb(verb), one.what),
      body: html`
        ${asksPlace ? field({ label: t("Where is it kept?"), place: "stored_where", problem: talk.problem, input: html`<input name="stored_where" required maxlength="255" autocomplete="off" autofocus />` }) : nothing}
        ${field({ label: LABELS[verb]?.() ?? t("Note"), place: "note", problem: talk.problem, input: html`<input name="note" maxlength="255" autocomplete="off" />` })}
      `,
      action: lostVerb(verb),
      tone: verb === "give_up" ? "warn" : "main",
      talk,
      submit: send,
    }),
  )
}

function post({ id, version }, verb, body) {
  return api.send("POST", `/api/lost-property/${id}/${verb}`, { version, ...body }, keyFor(`lost ${id} ${verb} ${version} ${JSON.stringify(body)}`))
}

// One step back each; where a step was leapt over, the way back would say that it was taken.
const WAY_BACK = new Set(["store", "tell_guest", "give_back", "give_up"])
const COMES_FROM = { tell_guest: "stored", give_back: "guest_told", give_up: "stored" }
const leapt = ({ state }, verb) => Boolean(COMES_FROM[verb]) && state !== COMES_FROM[verb]

const LABELS = {
  give_back: () => t("To whom, or how was it sent?"),
  give_up: () => t("Why?"),
  reopen: () => t("Why?"),
}

function record(app) {
  const stays = [...app.board.get().stays.values()].sort((one, other) => (one.room || "~").localeCompare(other.room || "~"))
  const send = ({ stay, what, where_found: where }) =>
    app.attempt(async () => {
      const body = { stay_id: Number(stay) || 0, what, where_found: where }
      await api.send("POST", "/api/lost-property", body, keyFor(`found ${JSON.stringify(body)}`))
      app.tell({ text: t("It is written down; its department has the task") })
      app.catchUp()
      things.look(app)
    })
  app.open((talk) =>
    formDialog({
      title: t("Something was found"),
      body: html`
        ${field({ label: t("What was found?"), place: "what", problem: talk.problem, input: html`<input name="what" required maxlength="255" autocomplete="off" autofocus />` })}
        ${field({ label: t("Whose is it?"), place: "stay_id", problem: talk.problem, input: html`<select name="stay">${stays.map((stay) => html`<option value=${stay.id}>${stay.room || "–"} · ${words(stay.name)}</option>`)}</select>` })}
        ${field({ label: t("Where?"), place: "where_found", problem: talk.problem, input: html`<input name="where_found" maxlength="255" autocomplete="off" />`, hint: t("Empty means in the room.") })}
      `,
      action: t("Write it down"),
      talk,
      submit: send,
    }),
  )
}
