// A tap means what lay under the finger when it came down. When the page moves before the finger is lifted (a row comes
// in above, a card takes its height), a browser gives the tap to what has come there since: another guest's task.

const CONTROL = "button, a[href], summary, label, input, select, textarea"
// CSS pixels: who has moved farther has thought better of it.
const SLIP = 10

/** Gives every tap and click of the page to the control that it was begun on; nothing when that one is gone. */
export function steadyTaps() {
  const begun = new Map()

  function begin({ pointerId, target, clientX, clientY }) {
    begun.set(pointerId, { control: controlOf(target), x: clientX, y: clientY })
  }

  function end(event) {
    const from = begun.get(event.pointerId)
    // A label's own click on its field comes after the finger's.
    begun.clear()
    if (!from || from.control === controlOf(event.target) || isFar(from, event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (from.control?.isConnected) from.control.click()
  }

  addEventListener("pointerdown", begin, { capture: true, passive: true })
  addEventListener("click", end, { capture: true })
}

const controlOf = (target) => target.closest(CONTROL)

const isFar = (from, { clientX, clientY }) => Math.hypot(clientX - from.x, clientY - from.y) > SLIP
