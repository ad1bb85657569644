// The cover over the screen, for a tablet that is laid down in sight of guests.

import { render } from "../../vendor/lit-html/lit-html.js"

import { cover } from "../parts/frame.js"

/** The cover: {isDown, put, draw}. `covered()` is told when it comes down. */
export function createCover({ root, facts, covered, redraw }) {
  let down = false

  function put(wanted) {
    down = wanted
    if (down) covered()
    redraw()
    if (down) requestAnimationFrame(() => requestAnimationFrame(() => root.querySelector(".cover")?.focus()))
  }

  // What lies under it is taken away, not only painted over: no name is left to be read.
  function draw() {
    document.title = "vipops"
    render(cover({ ...facts(), lift: () => put(false) }), root)
  }

  return { isDown: () => down, put, draw }
}
