// A short tone for each level of alarm, made by the browser itself: no file, nothing to fetch.

// The notes of a level in hertz, one after the other; the more pressing, the more and the higher.
const NOTES = {
  soon: [587],
  due: [587, 784],
  overdue: [659, 880, 659],
  escalated: [784, 988, 784, 988],
}
const NOTE_SECONDS = 0.22
const LOUDNESS = 0.16

/** A tone that is silent until `enable()`, which a browser allows in answer to a person's tap only. */
export function createTone(Context = globalThis.AudioContext) {
  let context = null

  async function enable() {
    if (!Context) return false
    context ??= new Context()
    await context.resume()
    return isOn()
  }

  const isOn = () => context?.state === "running"

  function disable() {
    context?.suspend()
  }

  function play(level) {
    if (!isOn()) return false
    NOTES[level].forEach((hertz, place) => note(context, hertz, context.currentTime + place * NOTE_SECONDS))
    return true
  }

  return { enable, disable, isOn, play }
}

// Swells and fades, so that it is heard and does not startle a guest.
function note(context, hertz, begins) {
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.frequency.value = hertz
  oscillator.connect(gain).connect(context.destination)
  gain.gain.setValueAtTime(0, begins)
  gain.gain.linearRampToValueAtTime(LOUDNESS, begins + 0.04)
  gain.gain.exponentialRampToValueAtTime(0.001, begins + NOTE_SECONDS * 1.4)
  oscillator.start(begins)
  oscillator.stop(begins + NOTE_SECONDS * 1.5)
}
