// The letter desk: letters by grade, each with the hour by which it must be signed.

import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { hourOf, settled, waiting } from "../board/letter_batch.js"
import * as api from "../house/api.js"
import { dayOf } from "../house/clock.js"
import { keyFor } from "../house/keys.js"
import { about, t, words } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { letterAtTrueSize, letterDay, letterLine, letterSheet, pictureOf } from "../parts/letter.js"
import { letterBeside } from "../parts/letter_beside.js"
import { strokesOf } from "../parts/signature.js"
import { reasonDialog } from "../parts/task_dialogs.js"
import { letterState, letterVerb } from "../parts/words.js"
import { fetched } from "./fetched.js"
import { createBatch } from "./letter_batch.js"
import { openPaper } from "./print_acts.js"

const LOOK_AGAIN = 3_000
const NEVER_ASKED = { busy: false, problem: null, noPicture: false, tries: 0, pictured: 0 }

let chosen = null
let ask = NEVER_ASKED
let pad = null
const desk = fetched({ get: () => api.get("/api/letters"), concerns: ({ kind }) => CONCERNS.some((head) => kind.startsWith(head)) })
const batch = createBatch(desk.look)

export const letters = {
  code: "letters",
  path: /^\/letters$/,
  title: () => t("Letter desk"),
  enter(app) {
    chosen = null
    ask = NEVER_ASKED
    batch.begin(app)
    desk.enter(app)
  },
  leave: desk.leave,
  view: (app) => desk.instead(app) ?? deskPart(app, desk.held),
}

const CONCERNS = ["letter_", "stay_", "task_", "paper_printed"]

function deskPart(app, held) {
  const house = app.house()
  const beside = letterBeside(held, { house, mayPrint: app.may("paper_print"), print: (row) => printCare(app, row) })
  if (!held.letters.length) return html`${beside} ${emptyState({ name: "file-text", title: t("No letters at the moment"), text: t("Letters are drafted the day before arrival.") })}`
  const letter = held.letters.find(({ id }) => id === chosen) ?? nextOf(held.letters)
  return html`${beside}
    <div class="letter-desk-page">
      <nav class="letter-list" aria-label=${t("Letters")}>${waiting(held.letters, house).map((day) => dayList(app, day, letter))} ${doneList(app, letter)}</nav>
      ${keyed(`${letter.id} ${letter.state}`, letterSheet(letter, { house, session: app.who, ask, acts: actsOf(app, letter), together: batch.shown(app, held.letters, (id) => choose(app, { id })) }))}
    </div>`
}

function dayList(app, { day, ahead, letters: found }, letter) {
  const house = app.house()
  const by = hourOf(found)
  const date = dayOf(`${day}T12:00:00Z`, { ...house, zone: "UTC" })
  return html`${letterDay({ title: DAYS[ahead]?.() ?? nothing, date, by }, house)}
    ${lines(app, found, letter, { bySelf: !by })}`
}

function doneList(app, letter) {
  const found = settled(desk.held.letters)
  if (!found.length) return nothing
  // Whoever brings them to the rooms needs them; for others they are what is done.
  const open = app.may("letter_place") || found.includes(letter)
  return html`<details class="letter-done" ?open=${open}>
    <summary class="letter-day"><h2>${t("Signed")} <span class="soft figure">${found.length}</span></h2>${icon("chevron-down")}</summary>
    ${lines(app, found, letter)}
  </details>`
}

function lines(app, found, letter, { bySelf = false } = {}) {
  const house = app.house()
  const line = (one) => letterLine(one, { house, chosen: one === letter, bySelf, choose: (wanted) => choose(app, wanted), take: batch.box(app, one) })
  return html`<ul>${repeat(found, ({ id }) => id, line)}</ul>`
}

const DAYS = { 0: () => t("Arriving today"), 1: () => t("Arriving tomorrow") }

// What waits for a hand stands open first.
function nextOf(all) {
  return all.find(({ state }) => state === "checked" || state === "drafted") ?? all[0]
}

function choose(app, letter) {
  chosen = letter.id
  ask = NEVER_ASKED
  app.redraw()
}

function actsOf(app, letter) {
  const fields = (event) => {
    event.preventDefault()
    return Object.fromEntries(new FormData(event.target))
  }
  return {
    check: (event) => step(app, letter, "check", { name: fields(event).name }),
    sign: (event) => step(app, letter, "sign", { pin: fields(event).pin, strokes: pad ? strokesOf(pad) : [] }),
    place: () => step(app, letter, "place", {}),
    because: (verb) =>
      app.open((talk) =>
        reasonDialog({
          title: about(letterVerb(verb), words(letter.stay.name)),
          action: letterVerb(verb),
          lead: html`<p class="soft">${BEFOREHAND[verb]()}</p>`,
          tone: "warn",
          talk,
          send: (body) => app.attempt(() => send(app, letter, verb, body)),
        }),
      ),
    holdPad: (made) => {
      pad = made
    },
    clearPad: () => pad?.clear(),
    noPicture: () => waitForPicture(app),
    pictured: () => {
      ask = { ...ask, pictured: letter.version }
      app.redraw()
    },
    read: () => batch.read(app, letter),
    enlarge: () => enlarge(app, letter),
  }
}

async function step(app, letter, verb, body) {
  ask = { ...ask, busy: true, problem: null }
  chosen = letter.id
  app.redraw()
  try {
    const done = await send(app, letter, verb, body)
    ask = NEVER_ASKED
    const text = about(words(letter.stay.name), letterState(BECOMES[verb]))
    // What was checked is sent back with a reason; what was signed stays signed.
    if (verb === "place") app.tellUndo(text, () => send(app, done.letter, "take_back", {}))
    else app.tell({ text })
  } catch (error) {
    ask = { ...ask, busy: false, problem: error }
    if (error.code === "overtaken") await overtaken(app, error)
  }
  app.redraw()
}

// The house or a colleague moved the letter meanwhile: show how it stands now, and say so once.
async function overtaken(app, { facts }) {
  ask = NEVER_ASKED
  app.tell({ text: t("The letter was changed meanwhile. It is now: {state}.", { state: letterState(facts.state) }), tone: "warn" })
  await desk.look(app)
}

const BEFOREHAND = {
  send_back: () => t("The letter waits for its second person again; the check of the name is void."),
  void: () => t("Its words are kept on record and it can never be used again; a new letter takes its place. This cannot be taken back."),
}

const BECOMES = { check: "checked", sign: "signed", place: "placed" }

async function send(app, letter, verb, body) {
  const intention = verb === "sign" || verb === "check" ? undefined : keyFor(`letter ${letter.id} ${verb} ${letter.version}`)
  const answer = await api.send("POST", `/api/letters/${letter.id}/${verb}`, { version: letter.version, ...body }, intention)
  await desk.look(app)
  return answer
}

// At its true size the letter is read as well.
function enlarge(app, letter) {
  const address = pictureOf(letter, ask.tries)
  const talk = app.open((held) => letterAtTrueSize(letter, { address, read: () => batch.read(app, letter), talk: held }), { wide: true, there: false })
  talk.loaded = () => {
    talk.there = true
    app.redraw()
  }
}

function printCare(app, { stay }) {
  openPaper(app, { code: "care_record", about: { stay: stay.id }, lead: words(stay.name), done: () => desk.look(app) })
}

function waitForPicture(app) {
  ask = { ...ask, noPicture: true }
  app.redraw()
  setTimeout(() => {
    ask = { ...ask, noPicture: false, tries: ask.tries + 1 }
    app.redraw()
  }, LOOK_AGAIN)
}
