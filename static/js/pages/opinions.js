// Opinions for management: what guests said, asked for and complained of in a period, summed up (rule P9).

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { dateKey } from "../house/clock.js"
import { n, t } from "../house/i18n.js"
import { field, problem as problemLine } from "../parts/dialog.js"
import { emptyState } from "../parts/frame.js"
import { day, KIND_ICONS, KINDS, noteKind, noteSource, noteSubject, writtenName } from "../parts/guest_words.js"
import { icon } from "../parts/icon.js"
import { gradeMark } from "../parts/marks.js"
import { timeInput } from "../parts/time_field.js"
import { fetched } from "./fetched.js"
import { loading } from "./loading.js"

const DAY = 86_400_000
const PERIODS = [7, 30, 90]
const ALL = [...KINDS, "suggested"]

let period = { first: "", last: "" }
let chosen = ""
const sums = fetched({ get: () => api.get(`/api/opinions?first=${period.first}&last=${period.last}`) })

export const opinions = {
  code: "opinions",
  title: () => t("Guests' opinions"),
  enter(app) {
    chosen = ""
    period = lastDays(app.house(), 30)
    sums.enter(app)
  },
  leave: sums.leave,
  view(app) {
    const { held, problem } = sums
    if (!held && !problem) return loading(app)
    const house = app.house()
    return html`
      <div class="list-head opinions-head">
        <nav class="chips" aria-label=${t("Period")}>${PERIODS.map((days) => periodChip(app, days, house))}</nav>
        <form class="period" @submit=${(event) => ask(app, event)}>
          ${field({ label: t("From"), place: "first", problem, input: timeInput({ place: "first", type: "date", required: true, value: period.first }) })}
          ${field({ label: t("To"), place: "last", problem, input: timeInput({ place: "last", type: "date", required: true, value: period.last }) })}
          <button class="button" type="submit">${t("Show")}</button>
        </form>
      </div>
      ${problemLine(problem)} ${held ? shown(app, held, house) : nothing}
    `
  },
}

function shown(app, held, house) {
  const rows = held.opinions.filter((one) => !chosen || one.kind === chosen)
  return html`
    <ul class="sums">${ALL.map((kind) => sum(app, kind, held.counts[kind] ?? 0))}</ul>
    ${rows.length
      ? html`<ul class="opinions">${rows.map((one) => opinion(one, house))}</ul>`
      : emptyState({ name: "message-square", title: t("Nothing was said in this period"), text: t("Impressions at check-out, courtesy calls, wishes and complaints are summed up here.") })}
  `
}

function sum(app, kind, count) {
  const choose = () => {
    chosen = chosen === kind ? "" : kind
    app.redraw()
  }
  return html`<li><button class="sum" data-kind=${kind} aria-pressed=${chosen === kind ? "true" : "false"} ?disabled=${!count} @click=${choose}>
    ${icon(KIND_ICONS[kind])}<b class="figure">${count}</b><span>${noteKind(kind)}</span></button></li>`
}

function opinion(one, house) {
  const who = one.name ? html`<a href=${`/guests/${one.guest_id}`}>${writtenName(one.name)}</a>` : nothing
  return html`<li class="opinion" data-kind=${one.kind}>
    <span class="opinion-kind">${icon(KIND_ICONS[one.kind])}<span>${noteKind(one.kind)}</span></span>
    <div>
      <p class="note-text">${one.subject ? html`<span class="tag">${noteSubject(one.subject)}</span> ` : nothing}<span class="serif">${one.text || t("Only who may read complaints reads its words.")}</span></p>
      <p class="soft opinion-facts"><span><time class="figure" datetime=${one.on}>${day(one.on)}</time> · ${noteSource(one.source)}</span>${gradeMark(house.grades.get(one.grade))}${who}</p>
    </div>
  </li>`
}

function periodChip(app, days, house) {
  const wanted = lastDays(house, days)
  const pressed = wanted.first === period.first && wanted.last === period.last
  return html`<button class="chip" aria-pressed=${pressed ? "true" : "false"} @click=${() => look(app, wanted)}>${n("{n} day", "{n} days", days)}</button>`
}

function ask(app, event) {
  event.preventDefault()
  const form = new FormData(event.target)
  look(app, { first: String(form.get("first")), last: String(form.get("last")) })
}

const lastDays = (house, days) => ({ first: dateKey(house.now - (days - 1) * DAY, house), last: dateKey(house.now, house) })

function look(app, wanted) {
  period = wanted
  return sums.look(app)
}
