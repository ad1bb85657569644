// Beside the letters: whom to greet today and when, and the proof of care of who left yesterday.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { gradeMark } from "./marks.js"
import { due, moment } from "./when.js"

/** `desk` is {greet, left_yesterday}; `print(row)` opens the proof-of-care sheet of somebody who left. */
export function letterBeside({ greet, left_yesterday: left }, { house, mayPrint, print }) {
  return html`<div class="beside">${greeting(greet, house)} ${mayPrint ? gone(left, house, print) : nothing}</div>`
}

function greeting(rows, house) {
  const [next] = rows
  return html`<details class="beside-part">
    <summary>${icon("hand-heart")}<span><strong>${t("To greet today")}</strong>
      <span class="soft">${next ? html`<span class="figure">${moment(next.due_at, house)}</span> ${words(next.called)}` : t("No line-up calls for you any more today.")}</span></span>
      <span class="figure beside-count">${rows.length}</span></summary>
    ${rows.length
      ? html`<ul>${rows.map((row) => html`<li>
          ${due(row.due_at, house)}
          <a href=${`/stays/${row.stay.id}`}><span class="room figure">${row.stay.room || "–"}</span>${gradeMark(house.grades.get(row.stay.grade))}
            <span><span class="serif beside-called">${words(row.called)}</span><span class="soft">${words(row.stay.name)}</span></span></a>
          <span class="soft">${row.stage === "departure" ? t("Farewell in the lobby") : t("Welcome at the door")}${row.stay.plate ? html` · <span class="figure">${row.stay.plate}</span>` : nothing}</span>
        </li>`)}</ul>`
      : nothing}
  </details>`
}

function gone(rows, house, print) {
  const waiting = rows.filter(({ printed }) => !printed).length
  return html`<details class="beside-part">
    <summary>${icon("clipboard-check")}<span><strong>${t("Proof of care: left yesterday")}</strong>
      <span class="soft">${rows.length ? (waiting ? t("{n} not printed yet", { n: waiting }) : t("All printed")) : t("Nobody left yesterday.")}</span></span>
      <span class="figure beside-count">${rows.length}</span></summary>
    ${rows.length
      ? html`<ul>${rows.map((row) => html`<li>
          <a href=${`/stays/${row.stay.id}`}><span class="room figure">${row.stay.room || "–"}</span>${gradeMark(house.grades.get(row.stay.grade))}
            <span><span class="serif">${words(row.stay.name)}</span><span class="soft figure">${moment(row.left_at, house)}</span></span></a>
          <button class="button small" @click=${() => print(row)}>${icon(row.printed ? "circle-check" : "printer")}${row.printed ? t("Print again") : t("Print")}</button>
        </li>`)}</ul>`
      : nothing}
  </details>`
}
