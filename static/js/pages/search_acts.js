// Search everywhere. What is sought is forgotten with the panel.

import { isEnough, search } from "../board/search.js"
import * as api from "../house/api.js"
import { searchPanel } from "../parts/search_panel.js"

// Each guest that the server shows is a look on record: it is asked when the fingers rest.
const REST = 400
const MOVES = { ArrowDown: 1, ArrowUp: -1 }

/** Open the panel. */
export function openSearch(app) {
  const state = { text: "", at: 0, answer: null, busy: false, problem: null }
  let timer = 0
  let turn = 0

  const talk = app.open((held) => searchPanel({ state: shown(), house: app.house(), acts, talk: held, mayReadGuests: app.may("guest_read") }), { wide: true })
  const isOpen = () => app.isOpen(talk)

  function shown() {
    const held = app.board.get()
    const here = held ? search(held, state.text) : []
    const known = new Set(here.map(({ stay }) => stay.id))
    const { stays = [], guests = [], more = false } = state.answer ?? {}
    const beside = stays.filter(({ id }) => !known.has(id)).map(({ reason, ...stay }) => ({ stay, reason }))
    const count = here.length + beside.length + guests.length
    return { ...state, here, beside, guests, more, at: Math.min(state.at, Math.max(0, count - 1)), count, enough: isEnough(state.text) }
  }

  function type(event) {
    Object.assign(state, { text: event.target.value, at: 0, problem: null })
    turn += 1
    clearTimeout(timer)
    // What was found for other words says nothing of these.
    state.answer = null
    state.busy = isEnough(state.text)
    if (state.busy) timer = setTimeout(ask, REST)
    app.redraw()
  }

  async function ask() {
    const mine = turn
    if (!isOpen()) return
    try {
      const answer = await api.get(`/api/search?query=${encodeURIComponent(state.text.trim())}`)
      if (mine === turn) state.answer = answer
    } catch (error) {
      if (error.status === 401) return location.assign("/sign-in")
      if (mine === turn) state.problem = error
    }
    if (mine === turn) state.busy = false
    return app.redraw()
  }

  function key(event) {
    // Keys belong to whoever types Chinese until the word is chosen.
    if (event.isComposing || event.keyCode === 229) return
    const { count, at } = shown()
    if (event.key === "Enter") return pickOption(event, at)
    if (event.key === "Escape") return leave(event)
    if (!MOVES[event.key] || !count) return
    event.preventDefault()
    state.at = (at + MOVES[event.key] + count) % count
    app.redraw()
    requestAnimationFrame(() => requestAnimationFrame(() => optionAt(state.at)?.scrollIntoView({ block: "nearest" })))
  }

  // By itself a search field only empties itself.
  function leave(event) {
    event.preventDefault()
    app.close()
  }

  function pickOption(event, place) {
    event.preventDefault()
    const path = optionAt(place)?.getAttribute("href")
    if (!path) return
    app.close()
    app.go(path)
  }

  // A list that scrolls or grows under a resting mouse points at nothing.
  function point(event, place) {
    if (place === state.at || !(event.movementX || event.movementY)) return
    state.at = place
    app.redraw()
  }

  // With a key that opens another tab a link stays a link.
  const pick = (event, place) => event.button || event.metaKey || event.ctrlKey || event.shiftKey || pickOption(event, place)

  const acts = { type, key, point, pick }
}

const optionAt = (place) => document.getElementById(`search-found-${place}`)
