// A page that shows what it fetched looks again when something has happened that concerns it.

// Several events of one change come together: one look is enough for them.
const GATHER = 300

/** Have `look()` called soon after an event for which `concerns(event)` holds. Answers how to stop. */
export function lookAgain(app, concerns, look) {
  let timer = 0
  const unhear = app.hear((events) => {
    if (!events.some(concerns)) return
    clearTimeout(timer)
    timer = setTimeout(look, GATHER)
  })
  return () => {
    clearTimeout(timer)
    unhear()
  }
}
