// What a tap on a task does: the verb goes into the queue, after the dialog that it needs.

import { html } from "../../vendor/lit-html/lit-html.js"

import { planOf } from "../board/apply.js"
import { mayOn, mayReopen } from "../board/may.js"
import { TASK_STEPS } from "../board/steps.js"
import { reverseOf } from "../board/undo.js"
import { asksMore, isOpen } from "../board/urgency.js"
import { about, t, words } from "../house/i18n.js"
import { isLineUp } from "../parts/change_words.js"
import { harmlessFirst, menuDialog } from "../parts/dialog.js"
import { mayPrint, paperName, paperOf } from "../parts/paper_words.js"
import { signDialog } from "../parts/second_signature.js"
import { assignDialog, laterDialog, pointsDialog, proofDialog, reasonDialog } from "../parts/task_dialogs.js"
import { taskVerb } from "../parts/words.js"
import { changeActs } from "./change_acts.js"
import { openPaper } from "./print_acts.js"

// The tasks as they were before somebody's last verb here, for its undo.
const BEFORE = new Map()

/** The acts of task rows: {tick, sign, undo, reverse, more, print}. */
export function taskActs(app) {
  const acts = { tick, sign, undo, reverse, more, print }

  function tick(task) {
    if (task.letter) return toDesk()
    if (!asksMore(task)) return void app.queue.add({ task, verb: "tick" })
    if (task.points.length) return sweep(task)
    if (isLineUp(task)) return callRoll(task)
    return app.open((talk) => proofDialog({ task, house: app.house(), talk, print: () => print(task), send: deliver(task, "tick") }))
  }

  const callRoll = (task) => changeActs(app).lineUp(task, (held, body) => deliver(held, "tick")(body))

  function sweep(task) {
    const draft = () => app.drafts.get(task.id) ?? answered(task)
    const answer = (id, given) => {
      app.drafts.set(task.id, { ...draft(), [id]: given })
      app.redraw()
    }
    return app.open((talk) => pointsDialog({ task, answers: draft(), answer, talk, send: deliver(task, "tick") }), { wide: true })
  }

  function sign(task) {
    app.open((talk) => signDialog({ task, house: app.house(), session: app.who, talk, send: deliver(task, "sign_off") }))
  }

  // The dialog stays until the server has taken it, or has said what is wrong with it.
  function deliver(task, verb) {
    return (body) =>
      app.attempt(async () => {
        remember(task)
        const outcome = await Promise.race([app.queue.add({ task: latest(task), verb, body }), offline()])
        if (outcome?.state !== "refused") return app.drafts.delete(task.id)
        if (outcome.problem.code === "overtaken") return undefined
        app.queue.dismiss(outcome.key)
        throw outcome.problem
      })
  }

  // An answer may be ahead of the board by an event.
  function latest(task) {
    const live = planOf(app.board.get(), task.stay_id).get(task.id)
    return live && live.version >= task.version ? live : task
  }

  // Without a network nobody waits in front of a dialog: the entry stays visible in the queue.
  const offline = () =>
    new Promise((resolve) => {
      setTimeout(resolve, app.link.get().mode === "offline" ? 0 : 8_000)
    })

  /** What takes the entry back: {verb, …}, or null. */
  function reverse(task, entry) {
    return reverseOf(entry.verb, { before: BEFORE.get(task.id) ?? null, task: entry.task ?? task, session: app.who, now: app.house().now })
  }

  function undo(task, entry) {
    if (app.queue.dismiss(entry.key) && entry.state === "here") return
    const back = reverse(task, entry)
    if (!back) return
    const { verb, ...body } = back
    app.queue.add({ task: { ...task, version: entry.task?.version ?? task.version }, verb, body: { reason: WHY[entry.verb]?.() ?? "", ...body } })
  }

  const remember = (task) => BEFORE.set(task.id, task)

  function quick(task, verb) {
    remember(task)
    app.queue.add({ task, verb })
  }

  function more(task) {
    const held = latest(task)
    // The verbs of a roll-call have a dialog of their own.
    const listed = TASK_STEPS.filter(({ verb }) => DOES[verb])
    const actions = listed.filter((step) => step.from.includes(held.state) && offers(app.who, step, held)).map(({ verb }) => ({
      text: taskVerb(verb),
      icon: ICONS[verb],
      act: () => DOES[verb](held),
      tone: verb === "skip" || verb === "cannot" ? "warn" : undefined,
    }))
    const ordered = [...actions, ...toPrint(held), ...atDesk(held)].sort(harmlessFirst)
    app.open((talk) => menuDialog({ title: words(held.title), actions: [...ordered, toStay(held)], talk }))
  }

  // What a letter needs is done at its desk; by hand it would say what nobody did.
  const atDesk = (task) => (task.letter && app.may("letter_read") ? [{ text: t("Letter desk"), icon: "file-text", act: toDesk }] : [])

  const toPrint = (task) =>
    paperOf(task) && mayPrint(app.who, task.paper) ? [{ text: t("Print: {paper}", { paper: paperName(task.paper) }), icon: "printer", act: () => print(task) }] : []

  // The paper first, then the tick that it is the proof of.
  function print(task) {
    const asked = task.proof.find(({ kind }) => kind === "print")
    const done = () => {
      const held = latest(task)
      if (isOpen(held) && mayOn(app.who, "task_tick", held)) tick(held)
    }
    openPaper(app, { code: task.paper, about: { task: task.id }, lead: words(task.title), copies: asked?.copies ?? 1, done })
  }

  function toDesk() {
    app.close()
    app.go("/letters")
  }

  const toStay = (task) => ({
    text: t("Stay sheet"),
    icon: "user",
    act() {
      app.close()
      app.go(`/stays/${task.stay_id}`)
    },
  })

  const DOES = {
    start: (task) => closing(() => quick(task, "start")),
    claim: (task) => closing(() => quick(task, "claim")),
    release: (task) => closing(() => quick(task, "release")),
    tick: (task) => closing(() => tick(task)),
    sign_off: sign,
    assign: (task) => app.open((talk) => assignDialog({ task, house: app.house(), talk, send: deliver(task, "assign") })),
    postpone: (task) => app.open((talk) => laterDialog({ task, house: app.house(), talk, send: deliver(task, "postpone") })),
    cannot: (task) => because(task, "cannot", [t("Guest in the room"), t("Something is broken"), t("Not in stock")]),
    skip: (task) => because(task, "skip", [t("The guest declined"), t("Not needed for this stay")]),
    reopen: (task) => because(task, "reopen", [t("Ticked by mistake"), t("Not done well enough")]),
  }

  function because(task, verb, suggestions) {
    app.open((talk) =>
      reasonDialog({
        title: about(taskVerb(verb), words(task.title)),
        action: taskVerb(verb),
        lead: BEFOREHAND[verb] ? html`<p class="soft">${BEFOREHAND[verb]()}</p>` : undefined,
        suggestions,
        tone: verb === "skip" ? "warn" : "main",
        talk,
        send: deliver(task, verb),
      }),
    )
  }

  function closing(act) {
    app.close()
    act()
  }

  return acts
}

// What a verb will do, where it is not plain from its name.
const BEFOREHAND = {
  cannot: () => t("The task stays open, and your reason stands beside it for everyone who sees it. This cannot be taken back."),
  skip: () => t("The task counts as settled and holds no gate any more. It can be opened again."),
}

const ICONS = {
  start: "loader",
  tick: "check",
  sign_off: "pen-line",
  claim: "hand",
  release: "undo-2",
  assign: "users",
  postpone: "moon",
  cannot: "triangle-alert",
  skip: "x",
  reopen: "undo-2",
}

const WHY = {
  tick: () => t("Ticked by mistake"),
  skip: () => t("Skipped by mistake"),
  postpone: () => t("Put off by mistake"),
}

const AT_THE_LETTER_DESK = new Set(["tick", "sign_off", "reopen"])

function offers(who, { verb, needs }, task) {
  if (task.letter && AT_THE_LETTER_DESK.has(verb)) return false
  if (verb === "reopen") return mayReopen(who, task)
  if (verb === "sign_off" && !task.second_signature) return false
  if (verb === "claim" && task.assignee === who.staff.id) return false
  if (verb === "release") return task.assignee === who.staff.id || Boolean(task.assignee && mayOn(who, "task_assign", task))
  return mayOn(who, needs, task)
}

// Points that were answered before, e.g. when an inspection was opened again.
function answered(task) {
  const known = task.points.filter((point) => typeof point.passed === "boolean")
  return Object.fromEntries(known.map(({ id, passed, note }) => [id, { passed, note: note ?? "" }]))
}
