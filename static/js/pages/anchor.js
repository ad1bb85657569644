// Keeps what is read where it is read: when rows above the screen come, go or grow, the page scrolls with them. Browsers
// do this for one row, and tablets' often not at all; here the rows around the finger decide together.

import { commonShift } from "../board/shift.js"

// What has a guessed height out of sight (content-visibility in parts.css).
const GUESSED = ["card", "task"]
const ROWS = "main [id^='stay-'], main [id^='task-'], main li[id], main article[id]"
const COLUMNS = 3
// As far below the upper edge as the page's own head reaches.
const STEP = 56
const UNMEASURED = -1

/** `hold(draw)` draws without letting the page jump, then or when the cards that were drawn take their height. */
export function createAnchor() {
  let finger = null
  // Asked of the browser it would have to lay out the page first; it says so itself before every frame.
  let scrolled = scrollY > 0
  const heights = new WeakMap()
  const heard = new ResizeObserver(settle)
  const touched = ({ clientX, clientY }) => {
    finger = { column: columnAt(clientX), y: clientY }
  }
  document.addEventListener("scroll", () => (scrolled = scrollY > 0), { passive: true })
  for (const kind of ["pointerdown", "pointermove"]) document.addEventListener(kind, touched, { passive: true })

  function hold(draw) {
    const before = scrolled ? visibleRows() : new Map()
    draw()
    move(commonShift(before, topsOf(before), finger))
    watch()
  }

  // What comes near takes its own height, which is after drawing or while the page scrolls.
  function watch() {
    for (const card of guessed()) {
      if (!heights.has(card)) heard.observe(card)
      // At the top nothing is held, and measuring would have the browser lay out the page twice.
      heights.set(card, scrolled ? card.getBoundingClientRect().height : UNMEASURED)
    }
  }

  // Heard before the frame is painted.
  function settle(entries) {
    const grown = new Map()
    for (const { target } of entries) {
      const by = growth(target)
      const { top, left, right } = target.getBoundingClientRect()
      const column = columnAt((left + right) / 2)
      if (by && top < STEP) grown.set(column, (grown.get(column) ?? 0) + by)
    }
    if (!grown.size || !(scrollY > 0)) return
    const seen = new Map(columnsOnScreen().map((column) => [column, { top: 0, column }]))
    move(commonShift(seen, new Map([...seen.keys()].map((column) => [column, grown.get(column) ?? 0])), finger))
  }

  function growth(card) {
    const before = heights.get(card)
    if (!card.isConnected) {
      heard.unobserve(card)
      heights.delete(card)
      return 0
    }
    const { height } = card.getBoundingClientRect()
    heights.set(card, height)
    return before === UNMEASURED ? 0 : height - before
  }

  return { hold }
}

// Browsers keep these lists; a selector would be looked for in the whole page with every frame.
const guessed = () => GUESSED.flatMap((name) => [...document.getElementsByClassName(name)])

// A scroll that the person has begun goes on from where the rows are now.
const move = (by) => by && scrollBy({ top: by, behavior: "instant" })

const columnAt = (x) => Math.min(COLUMNS - 1, Math.floor((x / innerWidth) * COLUMNS))

function columnsOnScreen() {
  const columns = new Set()
  for (const card of guessed()) {
    const { top, bottom, left, right } = card.getBoundingClientRect()
    if (bottom > STEP && top < innerHeight) columns.add(columnAt((left + right) / 2))
  }
  return [...columns]
}

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
