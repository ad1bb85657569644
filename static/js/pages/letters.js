// The letter desk: letters by grade, each with the hour by which it must be signed.

import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { html } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { keyFor } from "../house/keys.js"
import { t, words } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"
import { letterLine, letterSheet } from "../parts/letter.js"
import { strokesOf } from "../parts/signature.js"
import { reasonDialog } from "../parts/task_dialogs.js"
import { letterState, letterVerb, refusal } from "../parts/words.js"
import { loading } from "./loading.js"
import { lookAgain } from "./look_again.js"

const LOOK_AGAIN = 3_000
const NEVER_ASKED = { busy: false, problem: null, noPicture: false, tries: 0 }

let desk = null
let problem = null
let chosen = null
let ask = NEVER_ASKED
let pad = null
let stop = () => {}

export const letters = {
  code: "letters",
  path: /^\/letters$/,
  title: () => t("Letter desk"),
  enter(app) {
    chosen = null
    ask = NEVER_ASKED
    stop = lookAgain(app, ({ kind }) => kind.startsWith("letter_") || kind.startsWith("stay_"), () => look(app))
    look(app)
  },
  leave: () => stop(),
  view(app) {
    if (problem && !desk) return emptyState({ name: "triangle-alert", title: refusal(problem) })
    if (!desk || !app.board.get()) return loading(app)
    if (!desk.letters.length) return emptyState({ name: "file-text", title: t("No letters at the moment"), text: t("Letters are drafted the day before arrival.") })
    const house = app.house()
    const letter = desk.letters.find(({ id }) => id === chosen) ?? nextOf(desk.letters)
    return html`<div class="letter-desk-page">
      <nav class="letter-list" aria-label=${t("Letters")}>
        <ul>${repeat(desk.letters, ({ id }) => id, (one) => letterLine(one, { house, chosen: one === letter, choose: (wanted) => choose(app, wanted) }))}</ul>
      </nav>
      ${keyed(`${letter.id} ${letter.state}`, letterSheet(letter, { house, session: app.who, ask, acts: actsOf(app, letter) }))}
    </div>`
  },
}

// What waits for a hand stands open first.
function nextOf(all) {
  return all.find(({ state }) => state === "checked" || state === "drafted") ?? all[0]
}

async function look(app) {
  try {
    desk = await api.get("/api/letters")
    problem = null
  } catch (error) {
    problem = error
  }
  app.redraw()
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
          title: `${letterVerb(verb)}: ${words(letter.stay.name)}`,
          action: letterVerb(verb),
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
  }
}

async function step(app, letter, verb, body) {
  ask = { ...ask, busy: true, problem: null }
  chosen = letter.id
  app.redraw()
  try {
    await send(app, letter, verb, body)
    ask = NEVER_ASKED
    app.tell({ text: `${words(letter.stay.name)}: ${letterState(BECOMES[verb])}` })
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
  await look(app)
}

const BECOMES = { check: "checked", sign: "signed", place: "placed" }

async function send(app, letter, verb, body) {
  const intention = verb === "sign" || verb === "check" ? undefined : keyFor(`letter ${letter.id} ${verb} ${letter.version}`)
  await api.send("POST", `/api/letters/${letter.id}/${verb}`, { version: letter.version, ...body }, intention)
  await look(app)
}

function waitForPicture(app) {
  ask = { ...ask, noPicture: true }
  app.redraw()
  setTimeout(() => {
    ask = { ...ask, noPicture: false, tries: ask.tries + 1 }
    app.redraw()
  }, LOOK_AGAIN)
}
