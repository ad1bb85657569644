// What the pages share: the session, the board, the queue, the dialog, and one redraw per frame.

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js"

import { planOf } from "../board/apply.js"
import { differing, missed, NOTHING_MISSED } from "../board/away.js"
import { createStore } from "../board/store.js"
import * as api from "../house/api.js"
import { fromField, now } from "../house/clock.js"
import { speak, spoken, t } from "../house/i18n.js"
import { newKey } from "../house/keys.js"
import * as session from "../house/session.js"
import { connect } from "../live/connection.js"
import { byTask, unsent } from "../live/queue.js"
import { alarmStrip } from "../parts/alarms.js"
import { cover, frame, personMenu } from "../parts/frame.js"
import { ownSecretDialog } from "../parts/own_secret.js"
import { told } from "../parts/marks.js"
import { notice, refusedEntry } from "../parts/notices.js"
import { refusal } from "../parts/words.js"
import { createAlarmWatch } from "./alarm_watch.js"
import { createAnchor } from "./anchor.js"
import { watchApprovals } from "./approval_watch.js"
import { watchFocus, firstIn } from "./focus.js"
import { createOffline } from "./offline.js"
import { ANYTHING } from "./look_again.js"
import { listenForSearch, openAway, openSearch } from "./search_key.js"
import { listenForKeys, openKeys } from "./shortcuts.js"

// Longer out of sight than this, and what changed meanwhile is marked.
const ABSENCE = 20_000
const TICK = 10_000
// As long as a tick's undo stays at its row.
const UNDO_MOMENT = 8_000

/** The application of one signed-in person. `route(path)` answers {page, params}. */
export function createApp({ root, dialogElement, who, textsVersion, route }) {
  const board = createStore(null)
  const link = createStore({ mode: "catching_up", since: now() })
  const marks = createStore(NOTHING_MISSED)
  const queued = createStore([])
  const listeners = new Set()
  let indexed = { held: null, byTask: new Map() }
  const state = { who, covered: false, talk: null, notices: [], drafts: new Map(), absentSince: 0, taking: 0, unfolded: false, stranded: false }
  let here = route(location.pathname)

  const offline = createOffline({ who: () => state.who, board, link, queued, tell })
  const { queue } = offline

  const live = connect({
    get: api.get,
    hold: board.set,
    told(events, { late }) {
      if (late && wasAway()) marks.update((held) => missed(held, events))
      for (const hear of listeners) hear(events)
      if (events.some(({ kind }) => kind === "hotel_changed")) learnHotel()
    },
    // What was missed for good may concern any page.
    replaced(before, after) {
      if (wasAway()) marks.update((held) => differing(held, before, after))
      for (const hear of listeners) hear([{ kind: ANYTHING }])
    },
    link,
    signedOut: () => offline.idle().then(() => location.assign("/sign-in")),
    now,
  })

  const alarms = createAlarmWatch({ board, person: () => board.get()?.staff.get(state.who.staff.id) ?? state.who.staff, house, now, changed: redraw })

  const app = {
    board,
    link,
    marks,
    queue,
    drafts: state.drafts,
    catchUp: live.catchUp,
    get who() {
      return state.who
    },
    may: (permission) => session.may(state.who, permission),
    house,
    go,
    redraw,
    open,
    close,
    isOpen: (talk) => state.talk === talk,
    isStranded: () => state.stranded,
    tell,
    tellUndo,
    attempt,
    chooseTheme,
    chooseLanguage: language,
    entryOf: (taskId) => entries().get(taskId),
    isChanged: (kind, id) => marks.get()[kind].has(id),
    /** Hear every event that is applied, as long as the page is shown. Answers how to stop. */
    hear(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }

  const approvals = watchApprovals(app)
  const anchor = createAnchor()

  // An entry that an earlier page left knows its task by number only.
  function titleOf({ title, stayId, taskId }) {
    return title ?? (board.get() ? planOf(board.get(), stayId).get(taskId)?.title : null)
  }

  // Asked once per row: made once per change of the queue.
  function entries() {
    const held = queued.get()
    if (indexed.held !== held) indexed = { held, byTask: byTask(held) }
    return indexed.byTask
  }

  /** What the parts need to know of the house at this moment. */
  function house() {
    const held = board.get()
    const { zone } = state.who.property
    return {
      zone,
      language: spoken(),
      now: now(),
      wholeHouse: state.who.visibility === "house",
      departments: held?.departments ?? [],
      grades: gradesOf(held),
      staff: held?.staff ?? new Map(),
      fromField: (text) => fromField(text, { zone }),
    }
  }

  // Name and zone of the hotel stand in the frame and in every time.
  async function learnHotel() {
    state.who = (await session.current()) ?? state.who
    redraw()
  }

  function go(path, { replace = false } = {}) {
    history[replace ? "replaceState" : "pushState"](null, "", path)
    arrive()
    document.getElementById("main")?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }

  function arrive() {
    here.page.leave?.(app)
    here = route(location.pathname)
    enter()
    redraw()
  }

  // A page whose script is on the way is entered when it is here, unless somebody has gone elsewhere meanwhile.
  function enter() {
    const entered = here
    state.stranded = false
    if (!entered.ready) return entered.page.enter?.(app, entered.params)
    return entered.ready.then(
      () => here === entered && arrive(),
      () => {
        if (here === entered) state.stranded = true
        redraw()
      },
    )
  }

  const focus = watchFocus(root)
  let drawnTalk = null
  let drawing = false
  function redraw() {
    if (drawing) return
    drawing = true
    requestAnimationFrame(() => {
      drawing = false
      anchor.hold(draw)
    })
  }

  function draw() {
    if (state.covered) return drawCover()
    const title = here.page.title(app, here.params)
    document.title = `${title} · vipops`
    const waiting = queued.get()
    const shown = house()
    const refused = waiting.filter((entry) => entry.state === "refused")
    render(
      frame({
        page: { code: here.page.code, content: here.page.view(app, here.params) },
        title,
        session: state.who,
        link: link.get(),
        unsent: unsent(waiting),
        hereOnly: offline.hereOnly(),
        refused: refused.length,
        house: shown,
        missed: marks.get(),
        counts: { approvals: approvals.count() },
        sound: alarms.sound(),
        announced: alarms.spoken(),
        alarms: alarmStrip({
          rows: alarms.rows(),
          unfolded: state.unfolded,
          house: shown,
          session: state.who,
          busy: state.taking,
          acts: { take: takeAlarm, unfold: unfoldAlarms },
        }),
        acts: { person: openPerson, search: () => openSearch(app), cover: () => putCover(true), away: () => openAway(app), seen: () => marks.set(NOTHING_MISSED) },
        tickTold: told(waiting.at(-1)),
        refusals: refused.map((entry) => refusedEntry(entry, { house: shown, title: titleOf(entry), forget: queue.dismiss })),
        notices: state.notices.map((one) => notice(one, () => forget(one))),
      }),
      root,
    )
    drawDialog()
    focus.mend()
  }

  // What lies under it is taken away, not only painted over: no name is left to be read.
  function drawCover() {
    document.title = "vipops"
    render(cover({ session: state.who, house: house(), lift: () => putCover(false) }), root)
    drawDialog()
  }

  function putCover(covered) {
    state.covered = covered
    if (covered) state.talk = null
    redraw()
    if (covered) requestAnimationFrame(() => requestAnimationFrame(() => root.querySelector(".cover")?.focus()))
  }

  function drawDialog() {
    const next = state.talk !== drawnTalk
    drawnTalk = state.talk
    render(state.talk ? state.talk.view(state.talk) : nothing, dialogElement)
    dialogElement.setAttribute("aria-label", dialogElement.querySelector("h2")?.textContent.trim() ?? "")
    if (state.talk && !dialogElement.open) dialogElement.showModal()
    // One dialog gives way to the next: what had the focus is gone with it.
    else if (state.talk && next) firstIn(dialogElement)?.focus()
    if (!state.talk && dialogElement.open) dialogElement.close()
    dialogElement.classList.toggle("wide", Boolean(state.talk?.wide))
  }

  /** Open a dialog: `view(talk)` draws it; talk is {close, busy, problem, changed} and what `facts` add. */
  function open(view, facts = {}) {
    state.talk = { view, close, busy: false, problem: null, changed: redraw, ...facts }
    redraw()
    return state.talk
  }

  function close() {
    state.talk = null
    redraw()
  }

  /** Do something for the open dialog: it is busy meanwhile, closes when it worked, shows the problem otherwise. */
  async function attempt(work, { keepOpen = false } = {}) {
    const talk = state.talk
    if (talk) Object.assign(talk, { busy: true, problem: null })
    redraw()
    try {
      const answer = await work()
      if (talk && state.talk === talk && !keepOpen) close()
      return answer
    } catch (error) {
      if (error.status === 401) location.assign("/sign-in")
      if (talk && state.talk === talk) talk.problem = error
      else tell({ text: refusal(error), tone: "warn" })
      return undefined
    } finally {
      if (talk) talk.busy = false
      redraw()
    }
  }

  function tell(one) {
    state.notices = [...state.notices, one]
    if (one.tone !== "warn" && !one.stays) setTimeout(() => forget(one), 6_000)
    redraw()
  }

  /** Say what was done, and for a moment offer to take it back: `back()` asks the server. */
  function tellUndo(text, back) {
    const one = {
      text,
      action: {
        text: t("Undo"),
        async act() {
          forget(one)
          if (await attempt(back)) tell({ text: t("Undone") })
          live.catchUp()
        },
      },
    }
    tell(one)
  }

  function forget(one) {
    state.notices = state.notices.filter((other) => other !== one)
    redraw()
  }

  async function takeAlarm({ id }) {
    state.taking = id
    const taken = await attempt(() => api.send("POST", `/api/alarms/${id}/take`, {}, newKey()))
    if (taken) tellUndo(t("You have the alarm in hand"), () => api.send("POST", `/api/alarms/${id}/release`, {}, newKey()))
    state.taking = 0
    redraw()
  }

  function unfoldAlarms() {
    state.unfolded = !state.unfolded
    redraw()
  }

  function openPerson() {
    open((talk) =>
      personMenu({ session: state.who, unsent: unsent(queued.get()), hereOnly: offline.hereOnly(), offline: link.get().mode === "offline", theme: theme(), talk, acts: { language, theme: chooseTheme, secret: ownSecret, keys: () => openKeys(app), signOut, sendFirst } }),
    )
  }

  async function language(code) {
    await attempt(async () => {
      state.who = await session.changeLanguage(code)
      await speak(code, textsVersion)
    })
  }

  function chooseTheme(code) {
    if (code) localStorage.setItem("theme", code)
    else localStorage.removeItem("theme")
    if (code) document.documentElement.dataset.theme = code
    else delete document.documentElement.dataset.theme
    redraw()
  }

  function ownSecret() {
    open((talk) =>
      ownSecretDialog({
        talk,
        send: (body) =>
          attempt(async () => {
            await session.changeSecret(body)
            tell({ text: t("Changed. Your other sessions have ended.") })
          }),
      }),
    )
  }

  // Nobody looks at a page that is seldom needed.
  function tellOfHeld(events) {
    if (!events.some(({ kind }) => kind === "tick_held")) return
    const one = { text: t("Something done without a network is to be looked at."), stays: true }
    one.action = { text: t("To be looked at"), act: () => (forget(one), go("/reviews")) }
    tell(one)
  }

  const signOut = () => attempt(offline.signOut)

  async function sendFirst() {
    await attempt(offline.sendFirst, { keepOpen: true })
    if (!unsent(queued.get())) await signOut()
  }

  const wasAway = () => Boolean(state.absentSince) && now() - state.absentSince > ABSENCE

  function watchAbsence() {
    const absent = document.hidden || link.get().mode === "offline"
    if (absent) state.absentSince ||= now()
    else if (link.get().mode === "live" || link.get().mode === "slow") state.absentSince = 0
  }

  /** Begin: draw, follow the house, redraw when anything changes and as time goes by. */
  async function start() {
    for (const store of [board, link, marks, queued]) store.listen(redraw)
    approvals.start()
    board.listen(queue.see)
    link.listen(({ mode }) => (mode === "live" || mode === "slow") && queue.run())
    link.listen(watchAbsence)
    document.addEventListener("visibilitychange", watchAbsence)
    dialogElement.addEventListener("cancel", (event) => {
      event.preventDefault()
      close()
    })
    dialogElement.addEventListener("click", (event) => event.target === dialogElement && close())
    document.addEventListener("click", follow)
    listenForKeys(app, () => !state.talk && !state.covered)
    listenForSearch(app, () => !state.talk && !state.covered)
    addEventListener("popstate", arrive)
    setInterval(redraw, TICK)
    setInterval(queue.sweep, 1_000)
    setInterval(alarms.look, 1_000)
    board.listen(alarms.look)
    document.addEventListener("pointerdown", alarms.touched)
    enter()
    draw()
    offline.start()
    if (app.may("tick_review")) app.hear(tellOfHeld)
    // Who has no board has nothing to follow.
    if (app.may("board_read")) await live.start()
  }

  // Links within the house keep the board and the connection.
  function follow(event) {
    const link = event.target.closest?.("a[href^='/']")
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
    if (link.target || link.hasAttribute("download") || link.pathname.startsWith("/api/")) return
    event.preventDefault()
    if (link.pathname !== location.pathname) go(link.pathname)
  }

  return { ...app, start, app }
}

const GRADES = new WeakMap()

function gradesOf(held) {
  if (!held) return new Map()
  if (!GRADES.has(held.grades)) GRADES.set(held.grades, new Map(held.grades.map((grade) => [grade.code, grade])))
  return GRADES.get(held.grades)
}

const theme = () => document.documentElement.dataset.theme ?? ""
