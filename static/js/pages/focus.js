// Keeps the focus where the person works. A tick moves its row, a dialog gives way to the next one, a button turns
// into another: whoever works by keyboard must not be thrown back to the top of the page by it.

const TAKES_FOCUS = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary"
const ROWS_AHEAD = 5

/** Watches the focus within `root`; the answer's `mend()` is called after every redraw. */
export function watchFocus(root) {
  let last = null

  document.addEventListener("focusin", ({ target }) => {
    last = root.contains(target) ? { element: target, rows: rowsFrom(target) } : last
  })
  // Who taps beside everything has let go of it.
  document.addEventListener("pointerdown", ({ target }) => {
    if (!target.closest?.(TAKES_FOCUS)) last = null
  })

  /** Gives the focus back when what had it is gone or was moved: to itself, its row, the rows after it, the page. */
  function mend() {
    if (!last || document.activeElement !== document.body) return
    for (const place of candidates(last)) {
      place?.focus({ preventScroll: true })
      if (document.activeElement !== document.body) return
    }
  }

  return { mend }
}

/** The first thing in a dialog that a key can reach: what asks for the focus, else the first control. */
export const firstIn = (dialog) => dialog.querySelector("[autofocus]") ?? dialog.querySelector(TAKES_FOCUS)

function* candidates({ element, rows }) {
  if (element.isConnected && element.matches(TAKES_FOCUS)) yield element
  for (const id of rows) {
    const row = document.getElementById(id)
    if (row) yield row.querySelector(`.task-acts :is(${TAKES_FOCUS})`) ?? row.querySelector(TAKES_FOCUS)
  }
  yield document.getElementById("main")
}

// The ids of the element's own row and of those after it.
function rowsFrom(element) {
  const own = element.closest("main [id]")
  if (!own || own.id === "main") return []
  const all = [...(own.parentElement?.querySelectorAll(":scope > [id]") ?? [])]
  const place = all.indexOf(own)
  return all.slice(place, place + 1 + ROWS_AHEAD).map(({ id }) => id)
}
