// Lines that say what was done, what was refused, what can be taken back for a moment.

import { t } from "../house/i18n.js"
import { notice } from "../parts/notices.js"

const READ = 6_000

/** The notices: {tell, tellUndo, shown}. `takeBack(back)` does what an undo asks and answers whether it worked. */
export function createNotices({ redraw, takeBack }) {
  let held = []

  /** Show one: {text, tone, action, stays}. A warning, and what `stays`, waits to be seen. Answers how to take it away. */
  function tell(one) {
    held = [...held, one]
    if (one.tone !== "warn" && !one.stays) setTimeout(() => forget(one), READ)
    redraw()
    return () => forget(one)
  }

  /** Say what was done, and for a moment offer to take it back: `back()` asks the server. */
  function tellUndo(text, back) {
    const act = async () => {
      forgetIt()
      if (await takeBack(back)) tell({ text: t("Undone") })
    }
    const forgetIt = tell({ text, action: { text: t("Undo"), act } })
  }

  function forget(one) {
    held = held.filter((other) => other !== one)
    redraw()
  }

  const shown = () => held.map((one) => notice(one, () => forget(one)))

  return { tell, tellUndo, shown }
}
