// The rooms of the house: floor by floor, out of order and back in use, added, changed, retired, as a list.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { fromField } from "../house/clock.js"
import { t } from "../house/i18n.js"
import { newKey } from "../house/keys.js"
import { emptyState } from "../parts/frame.js"
import { icon } from "../parts/icon.js"
import { closeDialog, retireDialog, roomDialog, roomSheet } from "../parts/room_dialogs.js"
import { answers, floorsPart, inTheWayPart } from "../parts/room_grid.js"
import { roomField } from "../parts/room_words.js"
import { bringIn } from "./bring_in_acts.js"
import { changeActs } from "./change_acts.js"
import { fetched } from "./fetched.js"

let wanted = ""
let only = ""

const CHOICES = [
  ["", () => t("In use"), (room) => room.state !== "retired"],
  ["closed", () => t("Out of order"), (room) => room.state === "closed" || room.state === "closes"],
  ["retired", () => t("Retired"), (room) => room.state === "retired"],
]

const list = fetched({
  get: () => api.get("/api/rooms"),
  concerns: ({ kind }) => kind.startsWith("room_") || kind === "stay_changed" || kind === "stay_expected",
  waiting: () => t("Fetching the rooms…"),
})

export const rooms = {
  code: "rooms",
  title: () => t("Rooms"),
  enter(app) {
    wanted = only = ""
    list.enter(app)
  },
  leave: list.leave,
  view: (app) => list.instead(app) ?? roomsPart(app, app.house()),
}

function roomsPart(app, house) {
  const { rooms: all, in_the_way: stays } = list.held
  const shown = all.filter((room) => CHOICES.find(([code]) => code === only)[2](room) && answers(room, wanted))
  return html`<div class="rooms">
    ${inTheWayPart({ stays, house, move: app.may("stay_edit") ? (stay) => move(app, stay) : null })}
    ${headPart(app)}
    ${shown.length ? floorsPart({ rooms: shown, house, open: (room) => openSheet(app, room) }) : nonePart(app)}
  </div>`
}

function headPart(app) {
  const search = (event) => {
    wanted = event.target.value
    app.redraw()
  }
  const choose = (code) => () => {
    only = code
    app.redraw()
  }
  return html`<header class="part-head rooms-head">
    <div class="choices" role="group" aria-label=${t("Which rooms?")}>
      ${CHOICES.map(([code, label, fits]) => html`<button class="button choice-button" aria-pressed=${only === code ? "true" : "false"} @click=${choose(code)}>${label()} <span class="figure soft">${list.held.rooms.filter(fits).length}</span></button>`)}
    </div>
    <label class="search">${icon("search")}<span class="unseen">${t("Search by number, type or wing")}</span><input type="search" .value=${wanted} @input=${search} placeholder=${t("Number, type, wing")} /></label>
    <span class="asides">
      ${app.may("room_manage") ? html`<button class="button main" @click=${() => add(app)}>${icon("plus")}${t("Add a room")}</button><button class="button" @click=${() => bringInRooms(app)}>${icon("file-text")}${t("Bring in a list")}</button>` : nothing}
      <a class="button" href="/api/rooms.csv" download>${icon("download")}${t("As CSV")}</a>
    </span>
  </header>`
}

function nonePart(app) {
  if (list.held.rooms.length) return emptyState({ name: "search", title: only === "closed" && !wanted ? t("No room is out of order") : t("No room is like that") })
  return emptyState({
    name: "bed-double",
    title: t("No rooms yet"),
    text: t("With a list of rooms the house notices bookings in rooms that it does not have, and knows which are out of order."),
    action: app.may("room_manage") ? html`<button class="button main" @click=${() => bringInRooms(app)}>${icon("file-text")}${t("Bring in a list")}</button>` : nothing,
  })
}

function move(app, { id }) {
  const stay = app.board.get()?.stays.get(id)
  if (stay) changeActs(app).room(stay)
  else app.go(`/stays/${id}`)
}

function openSheet(app, room) {
  const act = (run) => () => run(app, room)
  const actions = [
    { text: t("Put out of order"), icon: "lock", act: act(close), shown: app.may("room_close") && ["in_use", "closes"].includes(room.state) },
    { text: t("Back in use"), icon: "circle-check", act: act((_app, one) => step(app, one, "open")), shown: app.may("room_close") && ["closed", "closes"].includes(room.state) },
    { text: t("Change"), icon: "pencil", act: act(edit), shown: app.may("room_manage") && room.state !== "retired" },
    { text: t("Take off the list"), icon: "x", act: act(retire), tone: "warn", shown: app.may("room_manage") && room.state !== "retired" },
    { text: t("Restore"), icon: "undo-2", act: act((_app, one) => step(app, one, "restore")), shown: app.may("room_manage") && room.state === "retired" },
  ].filter(({ shown }) => shown)
  app.open((talk) => roomSheet({ room, house: app.house(), actions, talk }))
}

const kinds = () => [...new Set(list.held.rooms.map(({ type }) => type).filter(Boolean))].sort()

const path = (room, verb = "") => `/api/rooms/${encodeURIComponent(room.number)}${verb && `/${verb}`}`

async function done(app, work) {
  const answer = await app.attempt(work)
  if (answer) await list.look(app)
  return answer
}

function add(app) {
  app.open((talk) => roomDialog({ kinds: kinds(), talk, send: (body) => done(app, () => api.send("POST", "/api/rooms", body, newKey())) }))
}

function edit(app, room) {
  app.open((talk) => roomDialog({ room, kinds: kinds(), talk, send: (body) => done(app, () => api.send("PATCH", path(room), { version: room.version, ...body }, newKey())) }))
}

async function step(app, room, verb) {
  const version = room.version
  await done(app, () => api.send("POST", path(room, verb), { version }, newKey()))
}

function close(app, room) {
  const house = app.house()
  let answer = null
  const body = ({ from_at: from, until, reason }) => ({ version: room.version, from_at: fromField(from, house), until: until ? fromField(until, house) : null, reason: reason.trim() })
  const ask = async (values) => {
    answer = (await app.attempt(() => api.send("POST", path(room, "close"), { ...body(values), dry_run: true }), { keepOpen: true })) ?? null
    app.redraw()
  }
  const changed = () => {
    answer = null
    app.redraw()
  }
  const send = (values) => done(app, () => api.send("POST", path(room, "close"), body(values), newKey()))
  app.open((talk) => closeDialog({ room, answer, look: ask, send, house, talk }), { changed })
}

async function retire(app, room) {
  const told = await app.attempt(() => api.send("POST", path(room, "retire"), { version: room.version, dry_run: true }))
  if (!told) return
  const send = () => done(app, () => api.send("POST", path(room, "retire"), { version: room.version }, newKey()))
  app.open((talk) => retireDialog({ room, told, send, house: app.house(), talk }))
}

function bringInRooms(app) {
  bringIn(app, {
    path: "/api/rooms/import",
    title: t("Bring in a list of rooms"),
    columns: t("Columns: number, type, floor, wing, lift, connects. Rooms that the list does not name stay as they are."),
    name: (row) => t("Room {room}", { room: row.number }),
    fieldName: roomField,
    async done() {
      await list.look(app)
      app.tell({ text: t("The list is in.") })
    },
  })
}
