// What a tap on a wish, a fault or a complaint does, and the recorder behind every "Record".

import { html } from "../../vendor/lit-html/lit-html.js"

import { planOf } from "../board/apply.js"
import { isOver } from "../board/order.js"
import { mayOwn } from "../board/records.js"
import * as api from "../house/api.js"
import { about, n, t, words } from "../house/i18n.js"
import { keyFor, newKey } from "../house/keys.js"
import { complaintSheet, followUpDialog, handOnDialog, resolveDialog } from "../parts/complaint_sheet.js"
import { menuDialog } from "../parts/dialog.js"
import { complaintVerb, recordKind, requestVerb } from "../parts/record_words.js"
import { recorder } from "../parts/recorder.js"
import { nextOfRequest } from "../parts/record_rows.js"
import { reasonDialog } from "../parts/task_dialogs.js"
import { taskActs } from "./task_acts.js"

/** The acts of records: {record(stay?), request: {step, more}, complaint: {step, open}}. `again()` looks anew. */
export function recordActs(app, again = () => {}) {
  /** Open the recorder, for a stay or for one that is chosen in it. */
  function record(stay = null) {
    const draft = { stayId: stay?.id ?? 0, kind: "wish", department: "", key: newKey() }
    const choose = (values) => {
      Object.assign(draft, values)
      app.redraw()
    }
    app.open((talk) => recorder({ draft, stay, stays: stay ? [] : staysHere(app), house: app.house(), choose, send: (values) => keep(draft, values), talk }))
  }

  async function keep(draft, values) {
    const done = await app.attempt(async () => {
      if (!draft.stayId) throw missing("stay_id", t("Choose a guest"))
      if (draft.kind === "complaint") return api.send("POST", "/api/complaints", { stay_id: draft.stayId, text: values.text }, draft.key)
      const due = values.due_at ? app.house().fromField(values.due_at) : null
      const body = { stay_id: draft.stayId, kind: draft.kind, text: values.text, department: values.department || null, due_at: due }
      return api.send("POST", "/api/requests", body, draft.key)
    })
    // A refused try was no effect: what is changed after it is another intention.
    draft.key = newKey()
    if (!done) return
    app.tell({ text: t("{kind} recorded", { kind: recordKind(draft.kind) }) })
    app.catchUp()
    again()
  }

  const took = async (work) => {
    const done = await app.attempt(work)
    app.catchUp()
    again()
    return done
  }

  const sendStep = ({ id, version }, verb, note) => api.send("POST", `/api/requests/${id}/${verb}`, { version, note }, keyFor(`request ${id} ${verb} ${version} ${note}`))

  async function requestStep(row, verb, note = "") {
    const done = await took(() => sendStep(row, verb, note))
    const back = WAY_BACK[verb]
    if (!done || !back || (back === "reopen" && !app.may("request_call_back"))) return
    app.tellUndo(about(requestVerb(verb), row.text), async () => {
      const undone = await sendStep(done.request, back, t("Tapped by mistake"))
      again()
      return undone
    })
  }

  // Where a second person must sign, the step is taken at its task.
  function stepOfRequest(row, verb) {
    const next = nextOfRequest(row)
    const task = next?.verb === verb ? next.task : null
    const held = task && planOf(app.board.get(), row.stay_id).get(task.id)
    if (verb === "sign" && held) return taskActs(app).sign(held)
    if (task?.second_signature && held) return taskActs(app).tick(held)
    return NEEDS_REASON.has(verb) ? because(row, verb) : requestStep(row, verb)
  }

  function because(row, verb) {
    app.open((talk) =>
      reasonDialog({
        title: about(requestVerb(verb), row.text),
        action: requestVerb(verb),
        lead: verb === "withdraw" ? html`<p class="soft">${withdrawn(row)}</p>` : undefined,
        suggestions: verb === "withdraw" ? [t("Said twice"), t("The guest wants it no more")] : [t("The guest is not content"), t("Tapped by mistake")],
        tone: verb === "withdraw" ? "warn" : "main",
        talk,
        send: ({ reason }) => requestStep(row, verb, reason),
      }),
    )
  }

  function more(row) {
    const actions = row.possible.map((verb) => ({
      text: requestVerb(verb),
      icon: ICONS[verb],
      tone: verb === "withdraw" ? "warn" : undefined,
      act() {
        app.close()
        stepOfRequest(row, verb)
      },
    }))
    const toStay = {
      text: t("Stay sheet"),
      icon: "user",
      act() {
        app.close()
        app.go(`/stays/${row.stay_id}`)
      },
    }
    app.open((talk) => menuDialog({ title: row.text, actions: [...actions, toStay], talk }))
  }

  const sendComplaint = ({ id, version }, verb, body) =>
    api.send("POST", `/api/complaints/${id}/${verb}`, { version, ...body }, keyFor(`complaint ${id} ${verb} ${version} ${JSON.stringify(body)}`))

  async function complaintStep(row, verb, body = {}) {
    const done = await took(() => sendComplaint(row, verb, body))
    const [back, said] = WAY_BACK_OF_COMPLAINTS[verb]?.(row, body) ?? []
    if (!done || !back) return
    app.tellUndo(about(complaintVerb(verb), words(row.stay.name)), async () => {
      const undone = await sendComplaint(done.complaint, back, said)
      again()
      return undone
    })
  }

  function stepOfComplaint(row, verb) {
    const ask = ASKS[verb]
    if (!ask) return complaintStep(row, verb)
    return app.open((talk) => ask({ row, people: owners(app), verb, talk, send: (body) => complaintStep(row, verb, body) }))
  }

  function openComplaint(row) {
    app.open((talk) => complaintSheet({ row, house: app.house(), talk, act: (verb) => stepOfComplaint(row, verb) }), { wide: true })
  }

  return { record, request: { step: stepOfRequest, more }, complaint: { step: stepOfComplaint, open: openComplaint } }
}

// One step back each.
const WAY_BACK = { acknowledge: "take_back", do: "reopen", call_back: "reopen" }
const oneStepBack = () => ["reopen", { note: t("Tapped by mistake") }]
const WAY_BACK_OF_COMPLAINTS = {
  calm: oneStepBack,
  // Owned at once, its one step back would say that the guest was calmed.
  own: ({ state }) => (state === "calmed" ? oneStepBack() : null),
  resolve: oneStepBack,
  follow_up: (_row, { satisfied }) => (satisfied ? oneStepBack() : null),
  // Whose it was has it again.
  hand_on: ({ owner }) => (owner ? ["hand_on", { to: owner }] : null),
}
const NEEDS_REASON = new Set(["withdraw", "reopen"])

const noteDialog = ({ row, verb, send, talk }) =>
  reasonDialog({
    title: about(complaintVerb(verb), words(row.stay.name)),
    lead: verb === "withdraw" ? html`<p class="soft">${withdrawn(row)}</p>` : undefined,
    action: complaintVerb(verb),
    tone: verb === "withdraw" ? "warn" : "main",
    talk,
    send: ({ reason }) => send({ note: reason }),
  })

const ASKS = { resolve: resolveDialog, follow_up: followUpDialog, hand_on: handOnDialog, withdraw: noteDialog, reopen: noteDialog }

// What nobody can take back says before what it will do.
function withdrawn({ tasks }) {
  const open = tasks.filter(({ state }) => state === "waiting" || state === "open" || state === "in_progress").length
  return `${n("{n} open task leaves its list.", "{n} open tasks leave their lists.", open)} ${t("It stays on record. This cannot be taken back.")}`
}

const ICONS = { acknowledge: "hand", take_back: "undo-2", do: "check", call_back: "phone-call", reopen: "undo-2", withdraw: "x" }

// Guests in the house first, then those who come, by room.
function staysHere(app) {
  const here = new Set(["arrived", "in_house", "departing"])
  const stays = [...(app.board.get()?.stays.values() ?? [])].filter((stay) => !isOver(stay))
  return stays.sort((one, other) => here.has(other.state) - here.has(one.state) || one.room.localeCompare(other.room) || one.id - other.id)
}

const owners = (app) => [...app.house().staff.values()].filter(mayOwn)

function missing(where, message) {
  return new api.Problem(422, { code: "bad_input", detail: message, errors: [{ where, message }] })
}
