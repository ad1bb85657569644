// Who was away: the glass was dark or the network gone for a while. What changed meanwhile is marked.

import { differing, missed } from "../board/away.js"

// Longer out of sight than this, and what changed meanwhile is marked.
const ABSENCE = 20_000

/** Watches the glass and the `link`; keeps in `marks` what was missed: {begin, told, replaced}. */
export function createAbsence({ link, marks, now }) {
  let since = 0

  function look() {
    const { mode } = link.get()
    if (document.hidden || mode === "offline") since ||= now()
    else if (mode === "live" || mode === "slow") since = 0
  }

  function begin() {
    link.listen(look)
    document.addEventListener("visibilitychange", look)
  }

  const wasAway = () => Boolean(since) && now() - since > ABSENCE

  return {
    begin,
    /** These events came late. */
    told: (events) => wasAway() && marks.update((held) => missed(held, events)),
    /** A whole board took the place of the one before. */
    replaced: (before, after) => wasAway() && marks.update((held) => differing(held, before, after)),
  }
}
