// The search of the whole house: a field, what the board knows at once, then what the server knows beside it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, otherWords, t, words } from "../house/i18n.js"
import { day, writtenName } from "./guest_words.js"
import { icon } from "./icon.js"
import { gradeMark } from "./marks.js"
import { moment } from "./when.js"
import { refusal, stayState } from "./words.js"

const LIST = "search-found"
const optionId = (place) => `${LIST}-${place}`

/**
 * The panel. `state` is {text, here, beside, guests, more, at, busy, problem, enough}: stays of the board and
 * beside it as {stay, reason}, and which option is chosen; `acts` is {type, key, point, pick}.
 */
export function searchPanel({ state, house, acts, talk, mayReadGuests }) {
  const count = state.here.length + state.beside.length + state.guests.length
  return html`<div class="dialog search-panel">
    <header class="search-head">
      ${icon("search")}
      <input
        type="search" role="combobox" autofocus autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go" maxlength="80"
        aria-label=${t("Search")} aria-autocomplete="list" aria-controls=${LIST} aria-expanded=${count ? "true" : "false"}
        aria-activedescendant=${count ? optionId(state.at) : nothing} placeholder=${t("Name, room, flight, plate, booking number")}
        .value=${state.text} @input=${acts.type} @keydown=${acts.key}
      />
      <button class="button square quiet" type="button" @click=${talk.close} aria-label=${t("Close")}>${icon("x")}</button>
    </header>
    <div class="search-body" tabindex="0">
      <div id=${LIST} role="listbox" aria-label=${t("Search results")}>
        ${group(t("Guests on the board"), state.here, 0, { state, house, acts })}
        ${group(t("Elsewhere"), state.beside, state.here.length, { state, house, acts })}
        ${guestGroup(state, acts)}
      </div>
      <p class="search-told" role="status">${told(state, count, mayReadGuests)}</p>
      ${state.problem ? html`<p class="problem">${icon("wifi-off")}<span>${refusal(state.problem)} ${t("Only the board was searched.")}</span></p>` : nothing}
    </div>
  </div>`
}

function told(state, count, mayReadGuests) {
  if (!state.enough) return mayReadGuests ? t("Each guest whose record is shown is put on record with your name. What you look for is not kept.") : t("What you look for is not kept.")
  if (state.busy && !count) return t("Searching…")
  if (!count) return t("Nobody is found. A name can also be typed as pinyin, or by its initials.")
  const found = n("{n} found", "{n} found", count)
  return state.more ? `${found}. ${t("There are more: say more of the name.")}` : found
}

function group(title, rows, first, context) {
  if (!rows.length) return nothing
  return html`<div role="group" aria-label=${title}><p class="search-title" aria-hidden="true">${title}</p>
    ${rows.map((row, place) => stayOption(row, first + place, context))}</div>`
}

function stayOption({ stay, reason }, place, { state, house, acts }) {
  const other = otherWords(stay.name)
  const arriving = stay.state !== "in_house" && stay.state !== "departing" && stay.state !== "departed"
  return option(place, state, acts, `/stays/${stay.id}`, html`
    <span class="room figure">${stay.room || "–"}</span>
    ${gradeMark(house.grades.get(stay.grade))}
    <span class="search-who"><span class="serif">${words(stay.name)}</span>${other ? html` <span class="soft">${other}</span>` : nothing}
      <span class="soft search-facts">${stayState(stay.state)} · ${arriving ? t("Arrives") : t("Leaves")} ${moment(arriving ? stay.arrival_at : stay.departure_at, house)}</span></span>
    ${because(reason)}`)
}

function guestGroup({ guests, here, beside, ...state }, acts) {
  if (!guests.length) return nothing
  const first = here.length + beside.length
  return html`<div role="group" aria-label=${t("Guests")}><p class="search-title" aria-hidden="true">${t("Guests")}</p>
    ${guests.map((one, place) => option(first + place, state, acts, `/guests/${one.id}`, html`
      <span class="room">${icon("user")}</span>
      <span class="search-who"><span class="serif">${writtenName(one)}</span>
        <span class="soft search-facts">${one.stays ? n("{n} stay, the last on {day}", "{n} stays, the last on {day}", one.stays, { day: day(one.last_on) }) : t("No stays yet")}</span></span>`))}</div>`
}

function option(place, state, acts, path, content) {
  return html`<a class="search-option" role="option" id=${optionId(place)} href=${path} tabindex="-1"
    aria-selected=${place === state.at ? "true" : "false"} @pointermove=${(event) => acts.point(event, place)} @click=${(event) => acts.pick(event, place)}>${content}</a>`
}

const REASONS = {
  room: (text) => t("Room {room}", { room: text }),
  number: (text) => t("Booking {number}", { number: text }),
  plate: (text) => t("Plate {plate}", { plate: text }),
  flight: (text) => t("Flight {flight}", { flight: text }),
  party: (text) => t("Party {code}", { code: text }),
}

// A name that was found by its name needs no reason.
function because({ kind, text }) {
  const said = REASONS[kind]?.(text)
  return said ? html`<span class="tag search-reason">${said}</span>` : nothing
}
