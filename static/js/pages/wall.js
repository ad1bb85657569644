// The wall screen begins here: it follows the house as the board does, turns its pages, and never sleeps.

import { render } from "../../vendor/lit-html/lit-html.js"

import { untaken } from "../board/alarms.js"
import { createStore } from "../board/store.js"
import { wallOf } from "../board/wall.js"
import * as api from "../house/api.js"
import { dateKey, endOfDay, now } from "../house/clock.js"
import { speak, spoken, t } from "../house/i18n.js"
import * as session from "../house/session.js"
import { connect } from "../live/connection.js"
import { wall, wallOver } from "../parts/wall.js"

const SECOND = 1_000
// Late work becomes late without an event: so often it is reckoned anew.
const RECKON = 10 * SECOND
const AGAIN = 15 * SECOND
// Also somebody who may see more is told no more than a wall draws.
const VIEW = { view: "wall" }
const asWall = (path) => `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams(VIEW)}`
const root = document.getElementById("wall")

/** Hidden by `?names=off`, shown by `?names=on`; this device remembers it. */
function chosenNames() {
  const asked = new URLSearchParams(location.search).get("names")
  if (asked) localStorage.setItem("wall-names", asked === "off" ? "off" : "short")
  return localStorage.getItem("wall-names") ?? "short"
}

async function begin() {
  document.documentElement.dataset.theme = "dark"
  const { dataset, lang } = document.documentElement
  const who = await asked()
  await speak(who ? who.staff.language : lang === "zh-CN" ? "zh" : "en", dataset.texts).catch(() => {})
  if (!who) return over()
  stayAwake()
  show(who)
}

// The server may be starting: the wall waits for it, however long.
async function asked() {
  for (;;) {
    try {
      return await session.current()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN))
    }
  }
}

function show(who) {
  const board = createStore(null)
  const link = createStore({ mode: "catching_up", since: now() })
  const names = chosenNames()
  const zone = who.property.zone
  const began = dateKey(now(), { zone })
  let kept = { board: null, at: 0, shown: null, alarms: [] }
  let isOver = false

  const live = connect({ get: (path) => api.get(asWall(path)), query: VIEW, hold: board.set, told() {}, link, signedOut: shut, now })

  function shut() {
    isOver = true
    live.stop()
    over()
  }

  function reckoned() {
    const held = board.get()
    if (held !== kept.board || now() - kept.at > RECKON) {
      const until = endOfDay(now(), { zone })
      kept = { board: held, at: now(), shown: held && wallOf(held, { now: now(), endOfDay: until }), alarms: held ? untaken(held) : [] }
    }
    return kept
  }

  function draw() {
    if (isOver) return
    const held = board.get()
    const house = { zone, language: spoken(), now: now(), departments: held?.departments ?? [], grades: new Map((held?.grades ?? []).map((grade) => [grade.code, grade])) }
    const { shown, alarms } = reckoned()
    document.title = t("The house now")
    root.toggleAttribute("data-stale", link.get().mode === "offline")
    render(wall({ shown, alarms, house, session: who, link: link.get(), names }), root)
  }

  // Each morning the page comes anew: with the newest scripts, and a cookie that lasts again.
  function renew() {
    if (dateKey(now(), { zone }) !== began && link.get().mode === "live") location.reload()
  }

  for (const store of [board, link]) store.listen(draw)
  setInterval(draw, SECOND)
  setInterval(renew, 60 * SECOND)
  draw()
  live.start()
}

function over() {
  document.title = "vipops"
  render(wallOver(t("This screen has been shut"), t("An administrator sets it up again: sign in on this device, People and tablets, Wall screens.")), root)
}

// Where the browser allows it (over HTTPS); the device's own settings must see to it elsewhere.
async function stayAwake() {
  if (document.hidden || !navigator.wakeLock) return
  await navigator.wakeLock.request("screen").catch(() => {})
}
document.addEventListener("visibilitychange", stayAwake)

begin()
