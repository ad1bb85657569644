// The dialogs of a guest's record: a note, the days that come back every year, two records made one.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t } from "../house/i18n.js"
import { field, formDialog } from "./dialog.js"
import { day, KIND_ICONS, KINDS, noteKind, noteSubject, SUBJECTS, writtenName } from "./guest_words.js"
import { icon } from "./icon.js"

/** Write a note: `choose(values)` sets kind or subject of the draft, `send(values)` keeps it. */
export function noteDialog({ draft, choose, send, talk }) {
  return formDialog({
    title: t("Note for the next stay"),
    body: html`
      <fieldset class="field"><legend class="field-label">${t("The guest")}</legend>
        <span class="choices">${KINDS.map((kind) => html`<button type="button" class="button choice-button" aria-pressed=${draft.kind === kind ? "true" : "false"} @click=${() => choose({ kind })}>${icon(KIND_ICONS[kind])}${noteKind(kind)}</button>`)}</span>
      </fieldset>
      <fieldset class="field"><legend class="field-label">${t("About")}</legend>
        <span class="choices">${SUBJECTS.map((subject) => html`<button type="button" class="button choice-button" aria-pressed=${draft.subject === subject ? "true" : "false"} @click=${() => choose({ subject })}>${noteSubject(subject)}</button>`)}</span>
      </fieldset>
      ${field({ label: t("In words"), place: "text", problem: talk.problem, input: html`<textarea name="text" rows="3" maxlength="2000" required></textarea>`, hint: draft.kind === "liked" ? t("What is liked stands in the tasks of the departments it concerns.") : "" })}
    `,
    action: t("Keep the note"),
    submit: send,
    talk,
  })
}

/** Birthday and anniversary by month and day; the year is nobody's business. */
export function occasionsDialog({ guest, send, talk }) {
  return formDialog({
    title: t("Birthday and anniversary"),
    lead: html`<p class="soft">${t("Where the day falls in a stay, cake, card and flowers become tasks.")}</p>`,
    body: html`${dayFields("birthday", t("Birthday"), guest.birthday, talk)} ${dayFields("anniversary", t("Anniversary"), guest.anniversary, talk)}`,
    action: t("Keep the days"),
    submit: (values) => send({ birthday: joined(values, "birthday"), anniversary: joined(values, "anniversary") }),
    talk,
  })
}

function dayFields(name, label, held, talk) {
  const [month = "", date = ""] = held ? held.split("-") : []
  const choice = (part, chosen, count, title, write) => html`<select name=${`${name}_${part}`} aria-label=${`${label}: ${title}`}>
    <option value="">–</option>
    ${Array.from({ length: count }, (_, at) => String(at + 1).padStart(2, "0")).map((value) => html`<option value=${value} ?selected=${value === chosen}>${write(value)}</option>`)}
  </select>`
  const input = html`<span class="day-choice">
    ${choice("month", month, 12, t("Month"), (value) => monthName(value))} ${choice("day", date, 31, t("Day"), (value) => String(Number(value)))}
  </span>`
  const error = talk.problem?.facts?.errors?.find(({ where }) => where === name)
  return html`<fieldset class="field" data-wrong=${error ? "" : nothing}><legend class="field-label">${label}</legend>${input}
    ${error ? html`<span class="field-error">${icon("triangle-alert")}${t("No year has this day.")}</span>` : nothing}</fieldset>`
}

const monthName = (value) => day(`${value}-01`).replace(/^1 |1日$/g, "")

function joined(values, name) {
  const [month, date] = [values[`${name}_month`], values[`${name}_day`]]
  return month || date ? `${month || "00"}-${date || "00"}` : ""
}

/** Which other record is the same guest: those of the same name, or found by a name. */
export function chooseOtherDialog({ found, alike, search, choose, talk }) {
  const rows = found ?? alike
  return formDialog({
    title: t("Which record is the same guest?"),
    body: html`
      <p class="search-line">
        ${field({ label: t("Name"), place: "query", problem: talk.problem, input: html`<input name="query" type="search" maxlength="80" autocomplete="off" />` })}
        <button class="button" type="submit">${icon("search")}${t("Search")}</button>
      </p>
      ${rows.length
        ? html`<ul class="menu">${rows.map((row) => html`<li><button class="menu-item" type="button" @click=${() => choose(row)}>${icon("user")}<span><span class="serif">${writtenName(row)}</span> <span class="soft figure">${t("Record {n}", { n: row.id })}</span></span></button></li>`)}</ul>`
        : html`<p class="soft">${found ? t("Nobody else has this name.") : t("No other record has the same name.")}</p>`}
    `,
    submit: search,
    talk,
  })
}

const PARTS = {
  stays: (count) => n("{n} stay", "{n} stays", count),
  history: (count) => n("{n} past stay", "{n} past stays", count),
  notes: (count) => n("{n} note", "{n} notes", count),
  complaints: (count) => n("{n} complaint", "{n} complaints", count),
  rooms_shared: (count) => n("{n} shared room", "{n} shared rooms", count),
}

const FIELDS = {
  surname: () => t("Surname"),
  given_name: () => t("Given name"),
  middle_name: () => t("Middle name"),
  name_prefix: () => t("Title"),
  native_name: () => t("Name in own script"),
  language: () => t("Language"),
  birthday: () => t("Birthday"),
  anniversary: () => t("Anniversary"),
}

/** What merging will do, said before it is done. `swap()` lets the other record survive. */
export function mergeDialog({ preview, swap, send, talk }) {
  const { guest, into, moves, learns, differs } = preview
  const moved = Object.entries(moves).filter(([, count]) => count)
  const learnt = Object.entries(learns)
  return formDialog({
    title: t("Make one record of two"),
    body: html`
      <div class="merge-two">
        <p><span class="field-label">${t("This record goes")}</span><span class="serif">${writtenName(guest)}</span> <span class="soft figure">${t("Record {n}", { n: guest.id })}</span></p>
        <button class="button square" type="button" @click=${swap} aria-label=${t("Keep the other record instead")}>${icon("arrow-right-left")}</button>
        <p><span class="field-label">${t("This one stays")}</span><span class="serif">${writtenName(into)}</span> <span class="soft figure">${t("Record {n}", { n: into.id })}</span></p>
      </div>
      <h3>${t("What it brings along")}</h3>
      <p>${moved.length ? moved.map(([part, count]) => PARTS[part](count)).join(t(", ")) : t("Nothing hangs on it.")}</p>
      ${learnt.length ? html`<h3>${t("What is filled in")}</h3><ul class="plain">${learnt.map(([name, value]) => html`<li>${FIELDS[name]()}: <strong>${value}</strong></li>`)}</ul>` : nothing}
      ${differs.length
        ? html`<h3>${t("What differs: the staying record's word counts")}</h3>
            <ul class="plain">${differs.map((one) => html`<li>${FIELDS[one.field]()}: <s class="soft">${one.guest}</s> <strong>${one.into}</strong></li>`)}</ul>`
        : nothing}
      <p class="problem">${icon("triangle-alert")}<span>${t("This cannot be undone. Plans of running stays are laid again, and later bookings of either profile find this one record.")}</span></p>
    `,
    action: t("Merge"),
    tone: "warn",
    submit: send,
    talk,
  })
}

/** Taking a note back says what that does. */
export function withdrawDialog({ note, send, talk }) {
  return formDialog({
    title: t("Withdraw the note"),
    lead: html`<p class="serif">${note.text}</p><p>${t("It shapes no stay any more. That it was written stays on record.")}</p>`,
    body: nothing,
    action: t("Withdraw"),
    tone: "warn",
    submit: send,
    talk,
  })
}
