// How many grades wait for this person's approval: a mark on the way to the page.

import * as api from "../house/api.js"
import { lookAgain } from "./look_again.js"

/** Follows the grades that wait: {start(), count()}. Only who decides asks at all. */
export function watchApprovals(app) {
  let waiting = 0

  async function look() {
    try {
      const { asked } = await api.get("/api/grants")
      waiting = asked.filter((grant) => grant.may_decide).length
      app.redraw()
    } catch {
      // The mark is a courtesy; the page itself says what went wrong.
    }
  }

  function start() {
    if (!app.may("grade_decide")) return
    lookAgain(app, ({ kind }) => kind.startsWith("grade_"), look)
    look()
  }

  return { start, count: () => waiting }
}
