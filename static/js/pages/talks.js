// The one dialog, and the talk that goes on in it.

import { nothing, render } from "../../vendor/lit-html/lit-html.js"

import { refusal } from "../parts/words.js"
import { firstIn } from "./focus.js"

/** Talks in the dialog `element`: {open, close, attempt, current, draw}. `tell` says what goes wrong without a dialog. */
export function createTalks({ element, redraw, tell }) {
  let talk = null
  let drawn = null

  element.addEventListener("cancel", (event) => {
    event.preventDefault()
    close()
  })
  element.addEventListener("click", (event) => event.target === element && close())

  /** Open a dialog: `view(talk)` draws it; talk is {close, busy, problem, changed} and what `facts` add. */
  function open(view, facts = {}) {
    talk = { view, close, busy: false, problem: null, changed: redraw, ...facts }
    redraw()
    return talk
  }

  function close() {
    talk = null
    redraw()
  }

  /** Do something for the open dialog: it is busy meanwhile, closes when it worked, shows the problem otherwise. */
  async function attempt(work, { keepOpen = false } = {}) {
    const mine = talk
    if (mine) Object.assign(mine, { busy: true, problem: null })
    redraw()
    try {
      const answer = await work()
      if (mine && talk === mine && !keepOpen) close()
      return answer
    } catch (error) {
      if (error.status === 401) location.assign("/sign-in")
      if (mine && talk === mine) mine.problem = error
      else tell({ text: refusal(error), tone: "warn" })
      return undefined
    } finally {
      if (mine) mine.busy = false
      redraw()
    }
  }

  function draw() {
    const next = talk !== drawn
    drawn = talk
    render(talk ? talk.view(talk) : nothing, element)
    element.setAttribute("aria-label", element.querySelector("h2")?.textContent.trim() ?? "")
    if (talk && !element.open) element.showModal()
    // One dialog gives way to the next: what had the focus is gone with it.
    else if (talk && next) firstIn(element)?.focus()
    if (!talk && element.open) element.close()
    element.classList.toggle("wide", Boolean(talk?.wide))
  }

  return { open, close, attempt, current: () => talk, draw }
}
