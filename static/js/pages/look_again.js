// A page that shows what it fetched looks again when something has happened that concerns it.

// Several events of one change come together: one look is enough for them. A steady stream of events is looked at
// as often, and never waits for its end.
const GATHER = 300

/** What stands for all events that a tablet has missed, when the board had to be fetched anew. */
export const ANYTHING = "anything"

/** Have `look()` called soon after an event for which `concerns(event)` holds. Answers how to stop. */
export function lookAgain(app, concerns, look) {
  let timer = 0
  const unhear = app.hear((events) => {
    if (timer || !events.some((event) => event.kind === ANYTHING || concerns(event))) return
    timer = setTimeout(() => {
      timer = 0
      look()
    }, GATHER)
  })
  return () => {
    clearTimeout(timer)
    unhear()
  }
}
