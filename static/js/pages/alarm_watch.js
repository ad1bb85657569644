// Listens for alarms as long as somebody is signed in: sounds them until they are taken, announces each once.

import { alarmsFor, sounding, unannounced } from "../board/alarms.js"
import { createTone } from "../house/tone.js"
import { announcement } from "../parts/alarms.js"

// One tap a shift: the tablet remembers it until somebody else signs in.
const WANTED = "sound"

/** The watch. `person()` is the signed-in person's row, `changed()` redraws. */
export function createAlarmWatch({ board, person, house, now, changed, tone = createTone(), memory = sessionStorage }) {
  const heard = new Map()
  const said = new Set()
  let kept = { held: null, rows: [] }
  let spoken = ""

  const rows = () => {
    const held = board.get()
    if (held && kept.held !== held) kept = { held, rows: alarmsFor(held, person()) }
    return held ? kept.rows : []
  }

  const wanted = () => memory.getItem(WANTED) === String(person().id)

  /** Once a second, and with every change of the board. */
  function look() {
    sound()
    announce()
  }

  function sound() {
    const found = tone.isOn() ? sounding(rows(), heard, now()) : null
    if (!found || !tone.play(found.level)) return
    for (const id of found.ids) heard.set(id, now())
  }

  function announce() {
    const fresh = unannounced(rows(), said)
    if (!fresh.length) return
    for (const { alarm } of fresh) said.add(alarm.id)
    spoken = announcement(fresh, house())
    changed()
  }

  async function toggle() {
    if (tone.isOn()) {
      memory.removeItem(WANTED)
      tone.disable()
    } else {
      memory.setItem(WANTED, String(person().id))
      await tone.enable()
      look()
    }
    changed()
  }

  // After a reload a browser waits for the next tap, wherever it falls.
  async function touched() {
    if (!wanted() || tone.isOn()) return
    await tone.enable()
    changed()
  }

  return { rows, look, toggle, touched, spoken: () => spoken, sound: () => ({ on: tone.isOn(), wanted: wanted(), toggle }) }
}
