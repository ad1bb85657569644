// A page that is loaded while the network is gone: says so, says what waits, and goes on when it is back.

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js"

import { now, timeOf } from "../house/clock.js"
import { n, speak, spoken, t } from "../house/i18n.js"
import * as session from "../house/session.js"
import { createOutbox } from "../live/outbox.js"
import { unsent } from "../live/queue.js"
import { openStore } from "../live/store.js"
import { icon } from "../parts/icon.js"

const AGAIN = 3_000

/**
 * Who is signed in; null when nobody is, or whoever was has left. While nobody answers, `root` says that the network
 * is gone, and what waits on this tablet.
 */
export async function present(root, texts) {
  const [left, who] = await Promise.all([openStore().fact("leaving").catch(() => 0), session.current().catch(unlessAnswered)])
  if (left && (!who || who.session === left)) return null
  return who === undefined ? untilItIsBack(root, texts) : who
}

function unlessAnswered(error) {
  if (error.status) throw error
  return undefined
}

async function untilItIsBack(root, texts) {
  const outbox = createOutbox({ who: () => null, tell: () => {}, online: () => false, now })
  await outbox.open()
  const [language, since, zone] = await Promise.all(["language", "offlineSince", "zone"].map((code) => outbox.fact(code).catch(() => undefined)))
  if (language && language !== spoken()) await speak(language, texts).catch(() => {})
  render(offlinePage({ since: since ?? now(), zone, waiting: unsent(outbox.queue.entries()) }), root)
  for (;;) {
    await Promise.race([pause(AGAIN), online()])
    try {
      const who = await session.current()
      render(nothing, root)
      return who
    } catch (error) {
      if (error.status) throw error
    }
  }
}

function offlinePage({ since, zone, waiting }) {
  const time = timeOf(since, { zone: zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone })
  return html`<main id="main" class="offline-page">
    <div class="empty">
      ${icon("wifi-off")}
      <h1>${t("Offline since {time}", { time })}</h1>
      ${waiting
        ? html`<p data-waiting=${waiting}><strong>${n("{n} tick waits on this tablet.", "{n} ticks wait on this tablet.", waiting)}</strong></p>
            <p>${t("They are sent in their order when the network is back. You need not do them again.")}</p>`
        : html`<p>${t("Nothing waits on this tablet.")}</p>`}
      <p class="soft">${t("What was on the screen is not kept here, for our guests' sake. This page goes on by itself.")}</p>
    </div>
  </main>`
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const online = () => new Promise((resolve) => addEventListener("online", resolve, { once: true }))
