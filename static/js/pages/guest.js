// The guest page: what the house knows of one guest, with its source, its date, and when it last shaped a stay.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { dateKey } from "../house/clock.js"
import { n, t } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"
import { day, fromTo, KIND_ICONS, KINDS, noteKind, noteSource, noteSubject, pastOutcome, writtenName } from "../parts/guest_words.js"
import { icon } from "../parts/icon.js"
import { gradeMark } from "../parts/marks.js"
import { letterLanguage, stayState } from "../parts/words.js"
import { fetched } from "./fetched.js"
import { guestActs } from "./guest_acts.js"

const record = fetched({
  get: recordOf,
  concerns: (event, [id]) => event.guest_id === Number(id) || event.into_id === Number(id),
})

export const guest = {
  code: "guests",
  title: () => t("Guest page"),
  enter: record.enter,
  leave: record.leave,
  view: (app) => record.instead(app) ?? guestPart(app, guestActs(app, () => record.look(app))),
}

// A record that became part of another leads there.
async function recordOf(app, [id]) {
  const answer = await api.get(`/api/guests/${id}`)
  if (answer.merged_into) app.go(`/guests/${answer.merged_into}`, { replace: true })
  return answer.merged_into ? null : answer
}

function guestPart(app, acts) {
  return html`<div class="guest-page">
    ${head(app, acts)}
    <div class="guest-main">${notesPart(app, acts)}</div>
    <aside class="guest-side">${occasionsPart(app, acts)} ${staysPart(app.house())} ${alsoPart()}</aside>
  </div>`
}

function head(app, acts) {
  const { guest: person, alike } = record.held
  return html`<section class="guest-head">
    <div>
      <p class="guest">${writtenName(person)}</p>
      <p class="soft">${letterLanguage(person.language)} · <span class="figure">${t("Record {n}", { n: person.id })}</span></p>
    </div>
    <div class="card-acts">
      ${app.may("guest_note") ? html`<button class="button main" @click=${() => acts.note(person)}>${icon("pen-line")}${t("Note something")}</button>` : nothing}
      ${app.may("guest_merge") ? html`<button class="button" @click=${() => acts.merge(person, alike)}>${icon("git-merge")}${t("Same guest twice?")}</button>` : nothing}
    </div>
    ${alike.length
      ? html`<p class="alike">${icon("users")}<span>${n("Another record has the same name:", "{n} other records have the same name:", alike.length)}
          ${alike.map((other) => html`<a href=${`/guests/${other.id}`}>${writtenName(other)}</a> `)}</span></p>`
      : nothing}
  </section>`
}

function notesPart(app, acts) {
  const standing = record.held.notes.filter(({ withdrawn }) => !withdrawn)
  if (!standing.length) {
    return emptyState({ name: "book-open", title: t("Nothing is noted yet"), text: t("What the guest likes, asks for and says is kept here, from tasks and from colleagues, and shapes the next stay.") })
  }
  // A past complaint shows first.
  const order = ["complained", ...KINDS.filter((kind) => kind !== "complained")]
  return order.map((kind) => {
    const rows = standing.filter((row) => row.kind === kind)
    if (!rows.length) return nothing
    return html`<section class="section" data-kind=${kind}>
      <h2>${icon(KIND_ICONS[kind])}${noteKind(kind)} <span class="figure soft">${rows.length}</span></h2>
      <ul class="notes">${rows.map((row) => noteRow(app, row, acts))}</ul>
    </section>`
  })
}

function noteRow(app, row, acts) {
  const where = row.stay_id ? html` · <a href=${`/stays/${row.stay_id}`}>${t("Stay sheet")}</a>` : nothing
  return html`<li class="note">
    <div>
      <p class="note-text">${row.subject ? html`<span class="tag">${noteSubject(row.subject)}</span> ` : nothing}<span class="serif">${row.text}</span></p>
      <p class="soft"><time class="figure" datetime=${row.said_on}>${day(row.said_on)}</time> · ${noteSource(row.source)}${where}
        ${row.honoured_on ? html`<span class="honoured">${icon("check")}${t("Last shaped a stay on {day}", { day: day(row.honoured_on) })}</span>` : nothing}</p>
    </div>
    ${app.may("guest_note") ? html`<button class="button square quiet" @click=${() => acts.withdraw(row)} aria-label=${t("Withdraw: {text}", { text: row.text })}>${icon("x")}</button>` : nothing}
  </li>`
}

function occasionsPart(app, acts) {
  const { guest: person } = record.held
  return html`<section class="side-part">
    <h2>${t("Occasions")}</h2>
    <dl class="facts">
      <dt>${icon("cake")} ${t("Birthday")}</dt><dd>${day(person.birthday) || t("not known")}</dd>
      <dt>${icon("heart")} ${t("Anniversary")}</dt><dd>${day(person.anniversary) || t("not known")}</dd>
    </dl>
    ${app.may("guest_note") ? html`<button class="button wide" @click=${() => acts.occasions(person)}>${icon("pencil")}${t("Change the days")}</button>` : nothing}
  </section>`
}

function staysPart(house) {
  const { stays, history } = record.held
  return html`<section class="side-part">
    <h2>${t("Stays")} <span class="figure soft">${stays.length + history.length}</span></h2>
    ${stays.length || history.length
      ? html`<ul class="stays-of-guest">${stays.map((stay) => stayLine(stay, house))} ${history.map((past) => pastLine(past, house))}</ul>`
      : html`<p class="soft">${t("No stays are known.")}</p>`}
  </section>`
}

function stayLine(stay, house) {
  const days = fromTo(dateKey(stay.arrived_at ?? stay.arrival_at, house), dateKey(stay.departure_at, house))
  return html`<li>${gradeMark(house.grades.get(stay.grade))}
    <a href=${`/stays/${stay.id}`}><span class="figure">${days}</span><span class="soft">${stayState(stay.state)}${stay.room ? html` · <span class="figure">${stay.room}</span>` : nothing}</span></a></li>`
}

function pastLine(past, house) {
  return html`<li>${gradeMark(house.grades.get(past.grade))}
    <p><span class="figure">${fromTo(past.arrival_on, past.departure_on)}</span><span class="soft">${pastOutcome(past.outcome)}${past.room ? html` · <span class="figure">${past.room}</span>` : nothing}</span></p></li>`
}

function alsoPart() {
  if (!record.held.also.length) return nothing
  return html`<section class="side-part">
    <h2>${t("Records that became part of this one")}</h2>
    <ul class="plain">${record.held.also.map((one) => html`<li class="serif">${writtenName(one)} <span class="soft figure">${t("Record {n}", { n: one.id })}</span></li>`)}</ul>
  </section>`
}
