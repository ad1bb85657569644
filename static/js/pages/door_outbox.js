// The door sends what earlier people left on this tablet, and ends the session of whoever left without a network.

import { now } from "../house/clock.js"
import { n, t } from "../house/i18n.js"
import * as session from "../house/session.js"
import { createOutbox } from "../live/outbox.js"
import { unsent } from "../live/queue.js"

const AGAIN = 5_000

/** Send what waits, and say so in `line`. Resolves when nobody's session is left open. */
export async function sendFromTheDoor(line) {
  const outbox = createOutbox({ who: () => null, tell: say, now })
  const { queue } = outbox
  await outbox.open()
  addEventListener("online", queue.run)
  await endWhatWasLeft()

  function say(entries) {
    const waiting = unsent(entries)
    const sent = !waiting && entries.some(({ state }) => state === "received")
    line.hidden = !waiting && !sent
    line.dataset.waiting = waiting
    line.textContent = waiting
      ? n("{n} tick of earlier waits on this tablet and is being sent.", "{n} ticks of earlier wait on this tablet and are being sent.", waiting)
      : t("What was done on this tablet has been sent.")
  }

  // First what was done in it, then the session itself.
  async function endWhatWasLeft() {
    const left = await outbox.fact("leaving").catch(() => undefined)
    if (!left) return
    while (unsent(queue.entries())) await pause(AGAIN / 10)
    for (;;) {
      try {
        const who = await session.current()
        if (who?.session === left) await session.leave()
        return await outbox.putFact("leaving", 0)
      } catch {
        await pause(AGAIN)
      }
    }
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
