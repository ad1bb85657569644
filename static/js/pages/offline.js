// What the app does so that nothing done on this tablet is lost: the outbox, the installed worker, signing out.

import { planOf } from "../board/apply.js"
import { now } from "../house/clock.js"
import { spoken, t } from "../house/i18n.js"
import * as session from "../house/session.js"
import { install } from "../live/install.js"
import { createOutbox } from "../live/outbox.js"
import { hereOnly, unsent } from "../live/queue.js"

// After the page has its board: the worker's files are not what somebody waits for.
const INSTALL_AFTER = 2_000

/** `who()` is the session; `board`, `link` and `queued` are stores; `tell` shows a notice. */
export function createOffline({ who, board, link, queued, tell }) {
  let said = false
  const outbox = createOutbox({
    who,
    tell: queued.set,
    versionOf: ({ taskId, stayId }) => (board.get() ? (planOf(board.get(), stayId).get(taskId)?.version ?? 0) : 0),
    online: () => link.get().mode !== "offline",
    now,
    failed: sayThatNothingIsKept,
  })
  const { queue } = outbox

  // Once: a tablet whose storage is full says so, and goes on with what it has in memory.
  function sayThatNothingIsKept() {
    if (said) return
    said = true
    tell({ text: t("This tablet's storage is full or shut: what waits here is lost when the page is closed or loaded again."), tone: "warn" })
  }

  async function start() {
    link.listen(noteLink)
    addEventListener("beforeunload", warn)
    await outbox.open()
    remember("language", spoken())
    remember("zone", who().property.zone)
    // Asked once; a browser that says no may clear the tablet's storage when it is short of room.
    navigator.storage?.persist?.().catch(() => {})
    await outbox.arm().catch(() => {})
    setTimeout(() => install({ waits: offer }), INSTALL_AFTER)
  }

  function offer(take) {
    tell({ text: t("A new version is here."), action: { text: t("Load it"), act: take }, stays: true })
  }

  function noteLink({ mode, since }) {
    if (mode === "offline") remember("offlineSince", since)
    if (mode === "live" || mode === "slow") outbox.arm().catch(() => {})
  }

  const remember = (code, value) => outbox.putFact(code, value).catch(sayThatNothingIsKept)

  // The browser's own question: only where something would really be lost.
  function warn(event) {
    if (hereOnly(queued.get())) event.preventDefault()
  }

  /** Send what waits; resolves when nothing does any more, or the network is gone. */
  function sendFirst() {
    queue.run()
    return new Promise((resolve) => {
      const done = () => !unsent(queued.get()) || link.get().mode === "offline"
      if (done()) return resolve()
      const stops = [queued, link].map((store) =>
        store.listen(() => {
          if (!done()) return
          for (const stop of stops) stop()
          resolve()
        }),
      )
    })
  }

  /**
   * Sign out, and leave nothing readable. Without a network the tablet shows the door at once; the session ends,
   * after what waits has been sent, as soon as the network is back.
   */
  async function signOut() {
    removeEventListener("beforeunload", warn)
    const chosen = localStorage.getItem("theme")
    try {
      await session.signOut()
      await outbox.wipe()
    } catch (error) {
      if (error.status && error.status !== 401) throw error
      if (!error.status) await remember("leaving", who().session)
    }
    localStorage.clear()
    // How bright it shines is no secret.
    if (chosen) localStorage.setItem("theme", chosen)
    location.assign("/sign-in")
  }

  return { queue, start, sendFirst, signOut, idle: outbox.idle, hereOnly: () => hereOnly(queued.get()) }
}
