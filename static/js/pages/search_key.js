// Opens the search: by "/", by Ctrl-K, or by the magnifier. Its own script comes when it is wanted first.

import { singleKey } from "../house/single_keys.js"
import { refusal } from "../parts/words.js"

/** Have the keys open the search. `free()` says whether nothing else is open. */
export function listenForSearch(app, free) {
  document.addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k"
    if (!(command || singleKey(event) === "/") || !free() || !app.may("board_read")) return
    event.preventDefault()
    openSearch(app)
  })
}

/** Open the panel. */
export const openSearch = (app) => opened(app, async () => (await import("./search_acts.js")).openSearch(app))

/** Open the list of what changed while somebody was away. */
export const openAway = (app) => opened(app, async () => (await import("./away_acts.js")).openAway(app))

// Without a network what was never opened here cannot come.
async function opened(app, open) {
  try {
    await open()
  } catch {
    app.tell({ text: refusal({}), tone: "warn" })
  }
}
