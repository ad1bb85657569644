// The rooms floor by floor, as a key rack: a tile each, its state said by word, shape and colour.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { gradeMark } from "./marks.js"
import { closedWords, roomState, whyInTheWay } from "./room_words.js"
import { moment } from "./when.js"

/** Floors from the top down: [[floor, rooms]]. */
export function byFloor(rooms) {
  const floors = new Map()
  for (const room of rooms) floors.set(room.floor, [...(floors.get(room.floor) ?? []), room])
  return [...floors].sort(([one], [other]) => other - one)
}

/** Whether a room answers a search by number, type, wing or lift. */
export function answers(room, wanted) {
  const asked = wanted.trim().toLowerCase()
  return !asked || [room.number, room.type, room.wing, room.lift].some((text) => text.toLowerCase().includes(asked))
}

/** The floors with their tiles; `open(room)` shows one. */
export function floorsPart({ rooms, house, open }) {
  return byFloor(rooms).map(
    ([floor, tiles]) => html`<section class="floor" aria-labelledby=${`floor-${floor}`}>
      <h3 id=${`floor-${floor}`}><span class="figure">${t("Floor {floor}", { floor })}</span> <span class="soft">${n("{n} room", "{n} rooms", tiles.length)}</span></h3>
      <ul class="tiles">${tiles.map((room) => tile(room, house, open))}</ul>
    </section>`,
  )
}

function tile(room, house, open) {
  const closed = closedWords(room, house)
  return html`<li><button class="tile" data-state=${room.state} @click=${() => open(room)}>
    <span class="tile-number figure">${room.number}</span>
    <span class="tile-type">${room.type || "–"}</span>
    ${room.state === "in_use" ? nothing : html`<span class="tile-state">${icon(room.state === "retired" ? "x" : "lock")}${closed || roomState(room.state)}</span>`}
    ${room.connects.length ? html`<span class="tile-more soft">${icon("arrow-right-left")}<span class="unseen">${t("connects with")} </span>${room.connects.join(" ")}</span>` : nothing}
    ${room.stays ? html`<span class="tile-stays" title=${n("{n} stay", "{n} stays", room.stays)}><span class="unseen">${n("{n} stay", "{n} stays", room.stays)}</span></span>` : nothing}
  </button></li>`
}

/** Stays whose room is out of order, retired or unknown; `move(stay)` gives another room, where one may. */
export function inTheWayPart({ stays, house, move }) {
  if (!stays.length) return nothing
  return html`<section class="strip" aria-labelledby="in-the-way">
    <header class="strip-head"><h2 id="in-the-way">${icon("triangle-alert")}${n("{n} stay needs another room", "{n} stays need another room", stays.length)}</h2></header>
    <ul class="in-the-way">${stays.map((stay) => inTheWay(stay, house, move))}</ul>
  </section>`
}

function inTheWay(stay, house, move) {
  const grade = house.grades.get(stay.grade)
  return html`<li class="in-the-way-row">
    <span class="figure">${stay.room}</span>
    <span class="in-the-way-who">${stay.name ? html`${grade ? gradeMark(grade) : nothing} <a class="guest" href=${`/stays/${stay.id}`}>${words(stay.name)}</a>` : t("Stay {id}", { id: stay.id })}
      <span class="soft">${moment(stay.arrival_at, house)} – ${moment(stay.departure_at, house)}${stay.why ? ` · ${whyInTheWay(stay.why)}` : ""}</span></span>
    ${move ? html`<button class="button" @click=${() => move(stay)}>${icon("arrow-right-left")}${t("Another room")}</button>` : nothing}
  </li>`
}
