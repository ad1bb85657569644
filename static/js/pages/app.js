// What the pages share: the session, the board, the queue, the dialog, and one redraw per frame.

import { render } from "../../vendor/lit-html/lit-html.js"

import { planOf } from "../board/apply.js"
import { NOTHING_MISSED } from "../board/away.js"
import { createStore } from "../board/store.js"
import * as api from "../house/api.js"
import { now } from "../house/clock.js"
import * as session from "../house/session.js"
import { connect } from "../live/connection.js"
import { byTask, unsent } from "../live/queue.js"
import { frame } from "../parts/frame.js"
import { told } from "../parts/marks.js"
import { refusedEntry } from "../parts/notices.js"
import { createAbsence } from "./absence.js"
import { alarmActs } from "./alarm_acts.js"
import { createAlarmWatch } from "./alarm_watch.js"
import { createAnchor } from "./anchor.js"
import { watchApprovals } from "./approval_watch.js"
import { watchFocus } from "./focus.js"
import { houseFacts } from "./house_facts.js"
import { ANYTHING } from "./look_again.js"
import { createNotices } from "./notices.js"
import { createOffline } from "./offline.js"
import { personActs } from "./person_acts.js"
import { watchReviews } from "./review_watch.js"
import { createCover } from "./screen_cover.js"
import { listenForSearch, openAway, openSearch } from "./search_key.js"
import { listenForKeys } from "./shortcuts.js"
import { steadyTaps } from "./steady_tap.js"
import { createTalks } from "./talks.js"
import { createWays } from "./ways.js"

const TICK = 10_000
const BRIEFLY = 150

/** The application of one signed-in person. `route(path)` answers {page, params}. */
export function createApp({ root, dialogElement, who, textsVersion, route }) {
  const board = createStore(null)
  const link = createStore({ mode: "catching_up", since: now() })
  const marks = createStore(NOTHING_MISSED)
  const queued = createStore([])
  const listeners = new Set()
  let indexed = { held: null, byTask: new Map() }

  const house = () => houseFacts(board.get(), who)
  const notices = createNotices({ redraw, takeBack })
  const talks = createTalks({ element: dialogElement, redraw, tell: notices.tell })
  const ways = createWays({ route, visitor: () => app, redraw })
  const cover = createCover({ root, facts: () => ({ session: who, house: house() }), covered: talks.close, redraw })
  const absence = createAbsence({ link, marks, now })
  const offline = createOffline({ who: () => who, board, link, queued, tell: notices.tell })
  const { queue } = offline
  const live = connect({
    get: api.get,
    hold: board.set,
    told(events, { late }) {
      if (late) absence.told(events)
      hearAll(events)
      if (events.some(({ kind }) => kind === "hotel_changed")) learnHotel()
    },
    // What was missed for good may concern any page.
    replaced(before, after) {
      absence.replaced(before, after)
      hearAll([{ kind: ANYTHING }])
    },
    link,
    signedOut: () => offline.idle().then(() => location.assign("/sign-in")),
    now,
  })
  const alarms = createAlarmWatch({ board, person: () => board.get()?.staff.get(who.staff.id) ?? who.staff, house, now, changed: redraw })

  const app = {
    board,
    link,
    marks,
    queue,
    drafts: new Map(),
    catchUp: live.catchUp,
    get who() {
      return who
    },
    may: (permission) => session.may(who, permission),
    house,
    go: ways.go,
    redraw,
    open: talks.open,
    close: talks.close,
    isOpen: (talk) => talks.current() === talk,
    isStranded: ways.isStranded,
    tell: notices.tell,
    tellUndo: notices.tellUndo,
    attempt: talks.attempt,
    chooseTheme: (code) => person.theme(code),
    chooseLanguage: (code) => person.language(code),
    entryOf: (taskId) => entries().get(taskId),
    isChanged: (kind, id) => marks.get()[kind].has(id),
    /** Hear every event that is applied, as long as the page is shown. Answers how to stop. */
    hear(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }

  const person = personActs(app, { offline, queued, textsVersion, learn })
  const strip = alarmActs(app)
  const approvals = watchApprovals(app)
  const anchor = createAnchor()
  steadyTaps()
  const focus = watchFocus(root)

  function hearAll(events) {
    for (const hear of listeners) hear(events)
  }

  async function takeBack(back) {
    const done = await talks.attempt(back)
    live.catchUp()
    return done
  }

  function learn(told) {
    who = told
  }

  // Name and zone of the hotel stand in the frame and in every time.
  async function learnHotel() {
    learn((await session.current()) ?? who)
    redraw()
  }

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

  let drawing = false
  let fetching = true
  function redraw() {
    if (drawing || fetching) return
    drawing = true
    requestAnimationFrame(() => {
      drawing = false
      anchor.hold(draw)
    })
  }

  function begun() {
    fetching = false
    redraw()
  }

  function draw() {
    if (cover.isDown()) cover.draw()
    else drawPage()
    talks.draw()
    if (!cover.isDown()) focus.mend()
  }

  function drawPage() {
    const shown = house()
    const { title, ...page } = ways.shown()
    const waiting = queued.get()
    const refused = waiting.filter((entry) => entry.state === "refused")
    document.title = `${title} · vipops`
    render(
      frame({
        page,
        title,
        session: who,
        link: link.get(),
        unsent: unsent(waiting),
        hereOnly: offline.hereOnly(),
        refused: refused.length,
        house: shown,
        missed: marks.get(),
        counts: { approvals: approvals.count() },
        sound: alarms.sound(),
        announced: alarms.spoken(),
        alarms: strip.strip(alarms.rows(), shown),
        acts: { person: person.open, search: () => openSearch(app), cover: () => cover.put(true), away: () => openAway(app), seen: () => marks.set(NOTHING_MISSED) },
        tickTold: told(waiting.at(-1)),
        refusals: refused.map((entry) => refusedEntry(entry, { house: shown, title: titleOf(entry), forget: queue.dismiss })),
        notices: notices.shown(),
      }),
      root,
    )
  }

  /** Begin: draw, follow the house, redraw when anything changes and as time goes by. */
  async function start() {
    board.listen(begun)
    for (const store of [link, marks, queued]) store.listen(redraw)
    board.listen(queue.see)
    link.listen(({ mode }) => (mode === "live" || mode === "slow") && queue.run())
    absence.begin()
    const isFree = () => !talks.current() && !cover.isDown()
    listenForKeys(app, isFree)
    listenForSearch(app, isFree)
    setInterval(redraw, TICK)
    setInterval(queue.sweep, 1_000)
    setInterval(alarms.look, 1_000)
    board.listen(alarms.look)
    document.addEventListener("pointerdown", alarms.touched)
    ways.begin()
    offline.start()
    watchReviews(app)
    // Who has no board has nothing to follow.
    if (!app.may("board_read")) return begun()
    // The board is mostly on its way already: that it is being fetched is said only when it takes longer.
    setTimeout(begun, BRIEFLY)
    await live.start()
    // A mark on the way to a page: after the guests.
    approvals.start()
  }

  return { start }
}
