// What a page shows of the server: fetched when somebody comes, and again when something happened that concerns it.

import { html } from "../../vendor/lit-html/lit-html.js"

import { t } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { refusal } from "../parts/words.js"
import { loading } from "./loading.js"
import { lookAgain } from "./look_again.js"

/**
 * What one page fetches. `get(app, params)` asks the server; `concerns(event, params)` says which events make it ask
 * again, `every` after how many milliseconds it asks anyway; neither happens while `isWrittenOn()`, so that nothing is
 * taken from under somebody's hand. `arrived(app, answer)` hears each answer that is kept. `waiting()` says what is being
 * fetched; a page without words of its own draws on the board and waits for that too. What was fetched last stays
 * when a later look fails.
 */
export function fetched({ get, concerns = null, every = 0, isWrittenOn = () => false, arrived = () => {}, waiting = null }) {
  let held = null
  let problem = null
  let params = []
  let stops = []
  let asked = 0
  let kept = 0

  /** Forget what an earlier visit fetched, fetch, and follow the house. `given` are the parts of the address. */
  function enter(app, given = []) {
    held = problem = null
    params = given
    kept = asked
    const again = () => isWrittenOn() || look(app)
    if (concerns) stops.push(lookAgain(app, (event) => concerns(event, given), again))
    if (every) stops.push(stopper(setInterval(again, every)))
    return look(app)
  }

  function leave() {
    for (const stop of stops) stop()
    stops = []
  }

  /** Fetch again. An answer that a newer one has overtaken, or of an earlier visit, is dropped. */
  async function look(app) {
    const mine = (asked += 1)
    const told = await get(app, params).then((answer) => ({ answer }), (error) => ({ error }))
    if (mine <= kept) return
    kept = mine
    problem = told.error ?? null
    if (!problem) keep(app, told.answer)
    app.redraw()
  }

  function keep(app, answer) {
    held = answer
    arrived(app, answer)
  }

  /** What stands in the page's place while nothing is there to be shown; null when there is. */
  function instead(app) {
    if (held === null && problem) return failed(problem, () => look(app))
    if (held === null || (!waiting && !app.board.get())) return waiting ? emptyState({ name: "loader", title: waiting() }) : loading(app)
    return null
  }

  return {
    enter,
    leave,
    look,
    instead,
    /** The last answer, or null. */
    get held() {
      return held
    },
    /** Why the last look failed, or null. */
    get problem() {
      return problem
    },
    /** Keep what a request of the page's own has answered. */
    put(answer) {
      held = answer
    },
  }
}

const stopper = (timer) => () => clearInterval(timer)

function failed(problem, again) {
  return emptyState({ name: "triangle-alert", title: refusal(problem), action: html`<button class="button" @click=${again}>${icon("refresh-cw")}${t("Try again")}</button>` })
}
