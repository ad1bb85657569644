// The keys that every page knows; parts/keys.js tells people of them.

import { singleKey, singleKeys } from "../house/single_keys.js"
import { keysDialog } from "../parts/keys.js"

const STEPS = { ArrowDown: 1, ArrowUp: -1 }
const ROWS = ".task, .card, .alarm, .collision, .handover-item, .point, .letter-item, .grant, .staff-row, .result, .booking"
const CONTROLS = "a[href], button:not(:disabled), input:not(:disabled)"
// These use the arrows themselves.
const OWN_ARROWS = "input:not([type=checkbox]), textarea, select, [role=listbox], [role=combobox], [contenteditable]"

/** Listen for the keys. `free()` says whether nothing lies over the page. */
export function listenForKeys(app, free) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return
    if (STEPS[event.key]) return step(event)
    if (!free()) return
    const key = singleKey(event)
    if (key === "?") openKeys(app)
    else if (/^[1-9]$/.test(key)) document.querySelectorAll(".ways > a")[Number(key) - 1]?.click()
  })
}

/** Open the overview. */
export function openKeys(app) {
  app.open((talk) =>
    keysDialog({
      single: singleKeys.on(),
      searches: app.may("board_read"),
      talk,
      turn(on) {
        singleKeys.turn(on)
        app.redraw()
      },
    }),
  )
}

function step(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target.matches(OWN_ARROWS)) return
  const to = beside(event.target, STEPS[event.key])
  if (!to) return
  event.preventDefault()
  to.focus()
}

function beside(element, way) {
  const rail = element.closest(".ways")
  if (rail) return seen(rail.querySelectorAll("a[href], summary"), element, way)
  const row = element.closest(ROWS)
  if (!row) return null
  const next = seen((row.closest("main, dialog") ?? document).querySelectorAll(ROWS), row, way)
  return next && alike(element, row, next)
}

// The next one of these that can be seen; from the last one there is none.
function seen(all, from, way) {
  const list = [...all].filter((one) => one === from || one.checkVisibility())
  return list[list.indexOf(from) + way]
}

// The control in the next row that does the same, else its first.
function alike(element, row, next) {
  if (next.matches(CONTROLS)) return next
  const same = [...next.querySelectorAll(CONTROLS)].find((one) => one.className === element.className && one.tagName === element.tagName)
  return same ?? next.querySelector(`.task-acts :is(${CONTROLS})`) ?? next.querySelector(CONTROLS)
}
