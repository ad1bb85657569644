// The dialogs of a room: what it is like, out of order, taken off the list.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { toField } from "../house/clock.js"
import { n, t, words } from "../house/i18n.js"
import { field, formDialog, menuDialog } from "./dialog.js"
import { inTheWayPart } from "./room_grid.js"
import { closedWords, roomField, roomState } from "./room_words.js"
import { timeInput } from "./time_field.js"
import { age } from "./when.js"

/** One room and what may be done with it: `actions` as in a menu. */
export function roomSheet({ room, house, actions, talk }) {
  const facts = [
    ["type", room.type],
    ["floor", String(room.floor)],
    ["wing", room.wing],
    ["lift", room.lift],
    ["connects", room.connects.join(" ")],
  ].filter(([, said]) => said)
  return menuDialog({
    title: t("Room {room}", { room: room.number }),
    lead: html`<p><strong>${closedWords(room, house) || roomState(room.state)}</strong>${room.closed_reason && room.state !== "in_use" ? html` · ${room.closed_reason}` : nothing}</p>
      <dl class="room-facts">${facts.map(([name, said]) => html`<div><dt>${roomField(name)}</dt><dd class="figure">${said}</dd></div>`)}</dl>
      <p class="soft">${room.stays ? n("{n} stay is booked in it.", "{n} stays are booked in it.", room.stays) : t("No stay is booked in it.")}
        ${room.changed_by ? t("Last changed by {name}, {age}.", { name: words(room.changed_by), age: age(room.changed_at, house) }) : nothing}</p>`,
    actions,
    talk,
  })
}

/** A new room (no `room`), or what one is like. `send(values)`. */
export function roomDialog({ room = null, kinds, send, talk }) {
  const line = (name, { hint = "", list = nothing, ...more } = {}) =>
    field({
      label: roomField(name),
      place: name,
      problem: talk.problem,
      hint,
      input: html`<input name=${name} class="figure" autocomplete="off" maxlength="64" list=${list} inputmode=${more.mode ?? nothing} .value=${more.value ?? room?.[name] ?? ""} />`,
    })
  return formDialog({
    title: room ? t("Room {room}", { room: room.number }) : t("A new room"),
    body: html`
      ${room ? nothing : line("number", { hint: t("As it stands on the door and in the booking system, such as 1204.") })}
      <div class="two">
        ${line("type", { list: "room-kinds" })} ${line("floor", { mode: "numeric", value: room ? String(room.floor) : "" })}
        ${line("wing", { hint: t("Only where the house has several.") })} ${line("lift", { hint: t("The lift that leads to it.") })}
      </div>
      <datalist id="room-kinds">${kinds.map((kind) => html`<option value=${kind}></option>`)}</datalist>
      ${line("connects", { hint: t("Numbers of the rooms behind a connecting door, with a space between."), value: room?.connects.join(" ") ?? "" })}
    `,
    action: room ? t("Change") : t("Add the room"),
    talk,
    submit: (values) => send(roomBody(values)),
  })
}

/** What the form says, as the service takes it; a floor that is none stays as it was written. */
export function roomBody({ number, floor, connects, ...texts }) {
  const level = floor.trim() === "" ? {} : { floor: Number.isInteger(Number(floor)) ? Number(floor) : floor }
  const doors = connects.split(/[\s,;，、]+/).filter(Boolean)
  return { ...texts, ...level, connects: doors, ...(number === undefined ? {} : { number: number.trim() }) }
}

/** Out of order: first who stands in the way, then it is done. `answer` is null until it was looked at. */
export function closeDialog({ room, answer, look, send, house, talk }) {
  return formDialog({
    title: t("Room {room} out of order", { room: room.number }),
    body: html`<div @input=${talk.changed}>
        <div class="two">
          ${field({ label: t("From"), place: "from_at", problem: talk.problem, input: timeInput({ place: "from_at", required: true, start: toField(house.now, house), house }) })}
          ${field({ label: t("Until"), place: "until", problem: talk.problem, input: timeInput({ place: "until", house }), hint: t("Empty: until somebody opens it again.") })}
        </div>
        ${field({ label: t("Why?"), place: "reason", problem: talk.problem, input: html`<input name="reason" maxlength="255" autocomplete="off" required />` })}
      </div>
      <div aria-live="polite">${answer ? standing(answer.stays, house) : nothing}</div>`,
    action: answer ? t("Put out of order") : t("See who is in the way"),
    tone: answer?.stays.length ? "warn" : "main",
    talk,
    submit: (values) => (answer ? send(values) : look(values)),
  })
}

function standing(stays, house) {
  if (!stays.length) return html`<p>${t("No stay is booked in it at that time.")}</p>`
  return html`${inTheWayPart({ stays, house })}<p class="soft">${t("They keep the room until somebody gives them another one. They stay listed on this page until then.")}</p>`
}

/** Off the list: `told` is {outcome, past, stays}; with stays in the way it cannot be done. */
export function retireDialog({ room, told, send, house, talk }) {
  const blocked = told.stays.length > 0
  return formDialog({
    title: t("Take room {room} off the list?", { room: room.number }),
    body: blocked
      ? html`${inTheWayPart({ stays: told.stays, house })}<p>${t("These stays are booked in it. Give them another room first.")}</p>`
      : html`<p>${told.outcome === "deleted" ? t("It has never had a stay: it is deleted.") : n("It has had {n} stay, which keeps its number. The room is retired and can be restored.", "It has had {n} stays, which keep its number. The room is retired and can be restored.", told.past)}</p>`,
    action: blocked ? "" : t("Take it off the list"),
    tone: "warn",
    talk,
    submit: send,
  })
}

