// The list of what changed while somebody was away: opened from the strip, each change marked until it was seen.

import { NOTHING_MISSED, readable, seen } from "../board/away.js"
import { words } from "../house/i18n.js"
import { awayList } from "../parts/away_list.js"

// Where a change without a stay is to be seen.
const PLACES = [
  ["handover_", "/handover", "handover_accept"],
  ["reservation_", "/arrivals", "arrivals_import"],
  ["lost_property_", "/lost-property", "lost_property_read"],
  ["procedure_", "/procedure", "procedure_read"],
  ["room_", "/rooms", "room_read"],
  ["staff_", "/staff", "staff_manage"],
  ["tablet_", "/staff", "tablet_manage"],
]

/** Open the list. */
export function openAway(app) {
  const acts = { go, seen: mark, all }
  const nameOf = ({ stayId, name }) => words(app.board.get()?.stays.get(stayId)?.name ?? name ?? "")

  function pathOf(change) {
    if (change.stayId !== null) return app.board.get()?.stays.has(change.stayId) ? `/stays/${change.stayId}` : ""
    return PLACES.find(([kind, , needs]) => change.kind.startsWith(kind) && app.may(needs))?.[1] ?? ""
  }

  function mark(change) {
    app.marks.update((marks) => seen(marks, change.keys))
    if (!app.marks.get().count) app.close()
  }

  function go(event, change, path) {
    event.preventDefault()
    app.close()
    mark(change)
    app.go(path)
  }

  function all() {
    app.marks.set(NOTHING_MISSED)
    app.close()
  }

  app.open((talk) => awayList({ changes: readable(app.marks.get()), earlier: app.marks.get().earlier, house: app.house(), nameOf, pathOf, acts, talk }), { wide: true })
}
