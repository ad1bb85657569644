// What happened in a stay, newest first.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { dateKey } from "../house/clock.js"
import { n, t, words } from "../house/i18n.js"
import { dayWord } from "./when.js"
import { happened, serverWords } from "./words.js"
import { timeOf } from "../house/clock.js"

/** The timeline; each entry is {seq, at, kind, by, title?, reason?, count?, passed?}. */
export function timeline(entries, house) {
  if (!entries.length) return html`<p class="soft">${t("Nothing has happened yet.")}</p>`
  let day = ""
  return html`<ol class="timeline">
    ${[...entries].reverse().map((entry) => {
      const key = dateKey(entry.at, house)
      const heading = key === day ? nothing : html`<li class="timeline-day">${dayWord(entry.at, house) || t("today")}</li>`
      day = key
      return html`${heading}${line(entry, house)}`
    })}
  </ol>`
}

function line(entry, house) {
  return html`<li>
    <time class="figure" datetime=${entry.at}>${timeOf(entry.at, house)}</time>
    <p>
      <span>${happened(entry.kind)}</span>
      ${entry.title ? html`<strong>${words(entry.title)}</strong>` : nothing}
      ${entry.count ? html`<span class="soft">${n("{n} task", "{n} tasks", entry.count)}</span>` : nothing}
      ${entry.reason ? html`<q>${serverWords(entry.reason)}</q>` : nothing}
      <span class="soft">${entry.by ? words(entry.by.name) : t("the house")}</span>
    </p>
  </li>`
}
