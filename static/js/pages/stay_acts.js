// What a tap on a stay does: the next step, a closed gate, new times.

import { html } from "../../vendor/lit-html/lit-html.js"

import { planOf } from "../board/apply.js"
import { mayOn } from "../board/may.js"
import { nextStep, possible, STAY_STEPS } from "../board/steps.js"
import * as api from "../house/api.js"
import { about, t, words } from "../house/i18n.js"
import { keyFor } from "../house/keys.js"
import { harmlessFirst, menuDialog } from "../parts/dialog.js"
import { gateDialog, timesDialog } from "../parts/stay_dialogs.js"
import { reasonDialog } from "../parts/task_dialogs.js"
import { stayVerb } from "../parts/words.js"
import { recordActs } from "./record_acts.js"
import { changeActs } from "./change_acts.js"
import { showMoves } from "./show_moves.js"
import { taskActs } from "./task_acts.js"

/** The acts of stays: {step, times, more, record}. */
export function stayActs(app) {
  const acts = { step, times, more, record: recordActs(app).record, lineUp: (task) => taskActs(app).tick(task) }

  /** Take the step; a closed gate opens the dialog that says what is missing. */
  async function step(stay, verb, body = {}) {
    try {
      const { stay: moved } = await api.send("POST", `/api/stays/${stay.id}/${verb}`, { version: stay.version, ...body }, keyFor(`${stay.id} ${verb} ${stay.version} ${body.reason ?? ""}`))
      app.close()
      told(moved, verb)
      app.catchUp()
    } catch (error) {
      if (error.code === "gate_closed" && !body.reason) return gate(stay, verb, error.facts.missing)
      throw error
    }
    return undefined
  }

  // Each step has its way back, which is offered where it was taken.
  function told(stay, verb) {
    const text = t("{name}: {step}", { name: words(stay.name), step: stayVerb(verb) })
    if (verb === "undo" || !app.may("stay_step")) return app.tell({ text })
    return app.tellUndo(text, () => api.send("POST", `/api/stays/${stay.id}/undo`, { version: stay.version }, keyFor(`${stay.id} undo ${stay.version}`)))
  }

  // A tap outside any dialog has nobody to show its refusal but the notices.
  const stepOnce = (stay, verb) => app.attempt(() => step(stay, verb), { keepOpen: true })

  function gate(stay, verb, missing) {
    app.open((talk) =>
      gateDialog({
        stay,
        verb,
        missing: missing.filter((one) => !isDone(stay, one)),
        house: app.house(),
        mayPass: app.may("gate_pass"),
        doIt: (one) => doIt(stay, one),
        pass: (body) => app.attempt(() => step(stay, verb, withReason(body)), { keepOpen: true }),
        talk,
      }),
    )
  }

  function isDone(stay, one) {
    const task = planOf(app.board.get(), stay.id).get(one.task_id)
    return task ? ["signed_off", "skipped", "cancelled"].includes(task.state) || (task.state === "done" && !task.second_signature) : false
  }

  function doIt(stay, one) {
    const task = planOf(app.board.get(), stay.id).get(one.task_id)
    if (!task) return null
    const { tick, sign } = taskActs(app)
    if (task.letter) return app.may("letter_read") ? () => tick(task) : null
    if (one.needs === "sign_off") return mayOn(app.who, "task_sign_off", task) ? () => sign(task) : null
    const canBeDone = task.state === "open" || task.state === "in_progress"
    return canBeDone && mayOn(app.who, "task_tick", task) ? () => tick(task) : null
  }

  function times(stay) {
    const draft = { arrival_at: stay.arrival_at, departure_at: stay.departure_at, source: "person" }
    let answer = null
    const wanted = (dry) => ({
      ...(draft.arrival_at !== stay.arrival_at && { arrival_at: draft.arrival_at }),
      ...(draft.departure_at !== stay.departure_at && { departure_at: draft.departure_at }),
      source: draft.source,
      dry_run: dry,
    })
    const ask = (dry) => api.send("PATCH", `/api/stays/${stay.id}/times`, wanted(dry), dry ? undefined : keyFor(`${stay.id} times ${stay.version} ${JSON.stringify(draft)}`))

    async function look(values) {
      const { house } = app
      draft.source = values.source ?? draft.source
      for (const name of ["arrival_at", "departure_at"]) {
        if (values[name]) draft[name] = house().fromField(values[name]) ?? draft[name]
      }
      answer = (await app.attempt(() => ask(true), { keepOpen: true })) ?? null
      app.redraw()
      showMoves()
    }

    async function confirm() {
      const done = await app.attempt(() => ask(false))
      if (!done) return
      app.tell({ text: t("New time for {name} is set", { name: words(stay.name) }) })
      app.catchUp()
    }

    // A time that is touched again must be looked at again.
    const changed = () => {
      answer = null
      app.redraw()
    }
    app.open((talk) => timesDialog({ stay, draft, answer, look, confirm, house: app.house(), talk }), { changed })
  }

  function more(stay) {
    const verbs = possible(STAY_STEPS, stay.state, app.who.permissions)
    const next = nextStep(stay)
    const ordered = [...verbs].sort((one, other) => (other === next) - (one === next))
    const actions = ordered.map((verb) => ({ text: stayVerb(verb), icon: ICONS[verb], act: () => confirmed(stay, verb), tone: NEEDS_WORD.has(verb) ? "warn" : undefined }))
    if (stay.came_from && app.may("stay_step")) {
      actions.push({ text: stayVerb("undo"), icon: "undo-2", act: () => app.attempt(() => step(stay, "undo"), { keepOpen: true }) })
    }
    actions.push(...changeActs(app).of(stay))
    actions.sort(harmlessFirst)
    actions.push({
      text: t("Stay sheet"),
      icon: "user",
      act() {
        app.close()
        app.go(`/stays/${stay.id}`)
      },
    })
    app.open((talk) => menuDialog({ title: words(stay.name), actions, talk }))
  }

  function confirmed(stay, verb) {
    if (!NEEDS_WORD.has(verb)) return app.attempt(() => step(stay, verb), { keepOpen: true })
    return app.open((talk) =>
      reasonDialog({
        title: about(stayVerb(verb), words(stay.name)),
        lead: html`<p>${t("Open tasks are taken back, a signed letter becomes void, what was held is free again. The stay can be brought back from its menu; the letter is then written anew.")}</p>`,
        action: stayVerb(verb),
        tone: "warn",
        talk,
        send: (body) => app.attempt(() => step(stay, verb, body), { keepOpen: true }),
      }),
    )
  }

  return { ...acts, step: stepOnce }
}

function withReason(body) {
  if (body.reason) return body
  throw new api.Problem(422, { code: "bad_input", errors: [{ where: "reason", message: "A reason is needed." }] })
}

// Steps that take a stay off the board ask for a word first.
const NEEDS_WORD = new Set(["cancel", "no_show"])

const ICONS = {
  prepare: "brush-cleaning",
  ready: "key-round",
  en_route: "phone",
  arrive: "door-open",
  settle: "bed-double",
  start_departure: "luggage",
  depart: "plane-takeoff",
  cancel: "x",
  no_show: "x",
}
