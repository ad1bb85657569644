// What a tap on a meal or a wake-up call does.

import * as api from "../house/api.js"
import { dateKey, fromField, timeOf } from "../house/clock.js"
import { t, words } from "../house/i18n.js"
import { newKey } from "../house/keys.js"
import { cancelDialog, mealDialog, menuDialog, wakeUpDialog } from "../parts/day_dialogs.js"
import { mealKind, USUAL_HOUR } from "../parts/day_words.js"
import { moment } from "../parts/when.js"

const DAY = 86_400_000

/** The acts of the days in house: {bookMeal, changeMeal, writeMenu, bookCall, changeCall}. */
export function dayActs(app) {
  function bookMeal(stay) {
    const { adults, children } = stay.party
    const draft = { kind: "dinner", at: usual(stay, "dinner", app.house()), party: adults + children || 1, place: "", standard: "", notes: "", key: newKey() }
    openMeal(draft, {
      send: (values) => keep(draft, () => api.send("POST", `/api/stays/${stay.id}/meals`, meal(draft, values), draft.key), t("{meal} is booked", { meal: mealKind(draft.kind) })),
      // The usual hour follows the kind until the meal is kept.
      chosen: () => ({ at: usual(stay, draft.kind, app.house()) }),
    })
  }

  function changeMeal(row) {
    const draft = { ...row, key: newKey() }
    openMeal(draft, {
      send: (values) => keep(draft, () => api.send("PATCH", `/api/meals/${row.id}`, { version: row.version, ...meal(draft, values) }, draft.key), t("The meal is changed")),
      chosen: () => ({}),
      cancel: () =>
        sure({
          title: t("Cancel the meal"),
          text: t("{meal}, {time}: its open tasks are taken back. What is done stays on record.", { meal: mealKind(row.kind), time: moment(row.at, app.house()) }),
          work: () => api.send("POST", `/api/meals/${row.id}/cancel`, { version: row.version }, draft.key),
          told: t("The meal is cancelled"),
        }),
    })
  }

  function openMeal(draft, { send, chosen, cancel = null }) {
    const choose = (kind) => {
      draft.kind = kind
      Object.assign(draft, chosen())
      app.redraw()
    }
    app.open((talk) => mealDialog({ draft, house: app.house(), choose, send, cancel, talk }), { wide: true })
  }

  function writeMenu(row) {
    const draft = { dishes: row.menu.length ? row.menu.map((dish) => ({ ...dish })) : [blank()], key: newKey() }
    const changed = (dishes) => {
      draft.dishes = dishes
      app.redraw()
    }
    const acts = {
      edit: (place, part, text) => changed(draft.dishes.map((dish, at) => (at === place ? { ...dish, [part]: text } : dish))),
      add: () => changed([...draft.dishes, blank()]),
      drop: (place) => changed(draft.dishes.filter((_, at) => at !== place)),
      up: (place) => changed(draft.dishes.map((dish, at) => (at === place - 1 ? draft.dishes[place] : at === place ? draft.dishes[place - 1] : dish))),
      send: () => keep(draft, () => api.send("PUT", `/api/meals/${row.id}/menu`, { version: row.version, dishes: draft.dishes }, draft.key), t("The menu is kept")),
    }
    const title = t("Menu: {meal}, {time}", { meal: mealKind(row.kind), time: moment(row.at, app.house()) })
    app.open((talk) => menuDialog({ draft, title, acts, talk }), { wide: true })
  }

  function bookCall(stay) {
    const draft = { at: morning(stay, app.house()), note: "", key: newKey() }
    const send = (values) =>
      keep(draft, () => api.send("POST", `/api/stays/${stay.id}/wake-ups`, call(values, draft), draft.key), t("Wake-up call for {name} is booked", { name: words(stay.name) }))
    app.open((talk) => wakeUpDialog({ draft, house: app.house(), send, talk }))
  }

  function changeCall(row) {
    const draft = { ...row, key: newKey() }
    const send = (values) => keep(draft, () => api.send("PATCH", `/api/wake-ups/${row.id}`, { version: row.version, ...call(values, draft) }, draft.key), t("The wake-up call is changed"))
    const cancel = () =>
      sure({
        title: t("Cancel the call"),
        text: t("Nobody calls the guest at {time}.", { time: moment(row.at, app.house()) }),
        work: () => api.send("POST", `/api/wake-ups/${row.id}/cancel`, { version: row.version }, draft.key),
        told: t("The wake-up call is cancelled"),
      })
    app.open((talk) => wakeUpDialog({ draft, house: app.house(), send, cancel, talk }))
  }

  function sure({ title, text, work, told }) {
    app.open((talk) => cancelDialog({ title, text, action: title, send: () => keep({}, work, told), talk }))
  }

  async function keep(draft, work, told) {
    const done = await app.attempt(work)
    // A refused try was no effect: what is changed after it is another intention.
    draft.key = newKey()
    if (!done) return
    app.tell({ text: told })
    app.catchUp()
  }

  const meal = (draft, values) => {
    const at = app.house().fromField(values.at) ?? draft.at
    return { kind: draft.kind, at, party: Number.parseInt(values.party, 10) || 0, place: values.place, standard: values.standard, notes: values.notes }
  }

  const call = (values, draft) => ({ at: app.house().fromField(values.at) ?? draft.at, note: values.note })

  return { bookMeal, changeMeal, writeMenu, bookCall, changeCall }
}

const blank = () => ({ zh: "", en: "", story: "" })

/** The usual hour of the meal on the first day of the stay that still has it ahead. */
function usual(stay, kind, house) {
  return next(stay, USUAL_HOUR[kind], house)
}

function morning(stay, house) {
  return next(stay, "06:30", house)
}

function next(stay, clock, house) {
  const from = Math.max(house.now, Date.parse(stay.arrived_at ?? stay.arrival_at))
  const today = `${dateKey(from, house)}T${clock}`
  const tomorrow = `${dateKey(from + DAY, house)}T${clock}`
  return fromField(timeOf(from, house) < clock ? today : tomorrow, house)
}
