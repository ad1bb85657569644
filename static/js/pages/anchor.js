// Keeps what is read where it is read: when rows above the screen come or go, the page scrolls with them. Browsers do
// this for one row, and tablets' often not at all; here the rows that a person sees decide together.

import { commonShift } from "../board/shift.js"

const ROWS = "main [id^='stay-'], main [id^='task-'], main li[id], main article[id]"
const COLUMNS = 3
const STEP = 56

/** `hold(draw)` draws without letting the page jump. */
export function createAnchor() {
  let finger = null
  const touched = ({ clientX }) => {
    finger = columnAt(clientX)
  }
  for (const kind of ["pointerdown", "pointermove"]) document.addEventListener(kind, touched, { passive: true })

  function hold(draw) {
    if (!(scrollY > 0)) return draw()
    const before = visibleRows()
    draw()
    const by = commonShift(before, topsOf(before), finger)
    // A scroll that the person has begun goes on from where the rows are now.
    if (by) scrollBy({ top: by, behavior: "instant" })
    return undefined
  }

  return { hold }
}

const columnAt = (x) => Math.min(COLUMNS - 1, Math.floor((x / innerWidth) * COLUMNS))

// A look at some points of the screen costs the same however many rows there are.
function visibleRows() {
  const rows = new Map()
  for (let column = 0; column < COLUMNS; column += 1) {
    const x = ((column + 0.5) / COLUMNS) * innerWidth
    for (let y = STEP; y < innerHeight; y += STEP) {
      const row = document.elementFromPoint(x, y)?.closest(ROWS)
      if (row && !rows.has(row.id)) rows.set(row.id, { top: row.getBoundingClientRect().top, column })
    }
  }
  return rows
}

function topsOf(rows) {
  const tops = new Map()
  for (const id of rows.keys()) {
    const row = document.getElementById(id)
    // What lies in a folded section has no place.
    if (row?.getClientRects().length) tops.set(id, row.getBoundingClientRect().top)
  }
  return tops
}
