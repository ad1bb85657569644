// What changes a stay beside its steps and times: room, party, grade, a VIP without a booking, line-ups.

import { planOf } from "../board/apply.js"
import * as api from "../house/api.js"
import { n, t, words } from "../house/i18n.js"
import { answered, keyFor } from "../house/keys.js"
import { gradeDialog, giveAllDialog, lineUpDialog, partyDialog, roomDialog, walkInDialog } from "../parts/change_dialogs.js"
import { showMoves } from "./show_moves.js"

const OPEN = new Set(["waiting", "open", "in_progress"])

/** The acts: {room, party, grade, walkIn, lineUp, giveAll, of(stay)}; `of` are those of a stay, for its menu. */
export function changeActs(app) {
  // The same code answers the look and the change: nothing is changed before it was looked at.
  function lookFirst(dialog, facts, { draft, read, ask, done }) {
    let answer = null
    async function look(values) {
      Object.assign(draft, read(values))
      answer = (await app.attempt(() => ask(true), { keepOpen: true })) ?? null
      app.redraw()
      showMoves()
    }
    async function confirm() {
      const given = await app.attempt(() => ask(false))
      if (!given) return
      app.tell({ text: done(given) })
      app.catchUp()
    }
    const changed = () => {
      answer = null
      app.redraw()
    }
    app.open((talk) => dialog({ ...facts, draft, answer, look, confirm, house: app.house(), talk }), { changed })
  }

  const send = (method, path, name, body, dry) => api.send(method, path, { ...body, dry_run: dry }, dry ? undefined : keyFor(`${name} ${JSON.stringify(body)}`))

  function room(stay) {
    const draft = { room: stay.room, reason: "" }
    lookFirst(roomDialog, { stay }, {
      draft,
      read: ({ room: wanted, reason }) => ({ room: wanted.trim(), reason: reason.trim() }),
      ask: (dry) => send("PATCH", `/api/stays/${stay.id}`, `${stay.id} room`, { version: stay.version, ...draft }, dry),
      done: () => t("{name} has room {room} now", { name: words(stay.name), room: draft.room }),
    })
  }

  function party(stay) {
    const draft = { adults: stay.party.adults, children: stay.party.children }
    lookFirst(partyDialog, { stay }, {
      draft,
      read: ({ adults, children }) => ({ adults: Number(adults), children: Number(children) }),
      ask: (dry) => send("PATCH", `/api/stays/${stay.id}`, `${stay.id} party`, { version: stay.version, ...draft }, dry),
      done: () => t("The party of {name} is changed", { name: words(stay.name) }),
    })
  }

  function grade(stay) {
    const draft = { grade: "", reason: "" }
    lookFirst(gradeDialog, { stay }, {
      draft,
      read: ({ grade: wanted = "", reason }) => ({ grade: wanted, reason: reason.trim() }),
      ask: (dry) => send("POST", `/api/stays/${stay.id}/grade`, `${stay.id} grade`, { version: stay.version, ...draft }, dry),
      done: ({ grant }) => (grant ? t("The grade {grade} is asked for", { grade: draft.grade }) : t("{name} has grade {grade} now", { name: words(stay.name), grade: draft.grade })),
    })
  }

  function walkIn() {
    const draft = { name_prefix: "", surname: "", given_name: "", native_name: "", grade: "", room: "", nights: 1, adults: 1, children: 0, language: app.house().language, reason: "" }
    lookFirst(walkInDialog, {}, {
      draft,
      read: ({ nights, adults, children, ...texts }) => ({
        ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()])),
        nights: Number(nights),
        adults: Number(adults),
        children: Number(children),
      }),
      ask: (dry) => send("POST", "/api/stays", "walk-in", draft, dry),
      done: ({ stay, confirmation_number: number }) => t("{name} is on the board, {number}", { name: words(stay.name), number }),
    })
  }

  /** The roll-call. Taps go out one after the other, each as of the version that the last one brought. */
  function lineUp(task, tick) {
    let held = task
    let sending = Promise.resolve()
    const latest = () => {
      const live = planOf(app.board.get(), task.stay_id).get(task.id)
      if (live && live.version > held.version) held = live
      return held
    }
    const tap = (post, here) => {
      sending = sending.then(() => app.attempt(() => mark(post, here), { keepOpen: true }))
    }
    async function mark(post, here) {
      const { version } = latest()
      const { task: marked } = await api.send("POST", `/api/tasks/${task.id}/${here ? "out_of_position" : "in_position"}`, { version, post }, keyFor(`${task.id} ${post} ${version}`))
      held = marked
      app.catchUp()
    }
    app.open((talk) => lineUpDialog({ task: latest(), house: app.house(), tap, talk, send: (body) => tick(latest(), body) }))
  }

  function giveAll(department) {
    const held = app.board.get()
    const stays = [...held.stays.values()]
      .map((stay) => {
        const tasks = [...planOf(held, stay.id).values()].filter((task) => task.department === department && OPEN.has(task.state))
        return { stay, tasks, count: tasks.filter((task) => !task.assignee).length }
      })
      .filter(({ tasks }) => tasks.length)
      .sort((one, other) => other.count - one.count || Date.parse(one.stay.arrival_at) - Date.parse(other.stay.arrival_at))
    const give = ({ stay, assignee, all }) =>
      app.attempt(async () => {
        const body = { department, assignee: assignee || 1e9, only_unassigned: !all }
        // Whose they are is known now; the answer's event may be on the board before the answer.
        const whose = new Map([...planOf(app.board.get(), stay).values()].map((task) => [task.id, task.assignee]))
        const said = `${stay} assign ${JSON.stringify(body)}`
        const { tasks } = await api.send("POST", `/api/stays/${stay}/assign`, body, keyFor(said))
        answered(said)
        const before = { department, tasks: tasks.map(({ id, version }) => ({ id, version, assignee: whose.get(id) ?? null })) }
        const text = n("{n} task given", "{n} tasks given", tasks.length)
        if (tasks.length) app.tellUndo(text, () => api.send("POST", `/api/stays/${stay}/assign/take-back`, before, keyFor(`${stay} take back ${JSON.stringify(before)}`)))
        else app.tell({ text })
        app.catchUp()
      })
    app.open((talk) => giveAllDialog({ department, stays, house: app.house(), talk, send: give }))
  }

  const IN_HOUSE = new Set(["departed", "cancelled", "no_show"])

  function of(stay) {
    if (IN_HOUSE.has(stay.state)) return []
    return [
      { text: stay.room ? t("Another room") : t("Assign a room"), icon: "arrow-right-left", act: () => room(stay), needs: "stay_edit" },
      { text: t("Party"), icon: "users", act: () => party(stay), needs: "stay_edit" },
      { text: t("Grade"), icon: "award", act: () => grade(stay), needs: "grade_ask" },
    ].filter(({ needs }) => app.may(needs))
  }

  return { room, party, grade, walkIn, lineUp, giveAll, of }
}
