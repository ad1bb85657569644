// Guests by name. Every guest shown is a look on record, so the search runs when it is asked for and not before.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { n, t } from "../house/i18n.js"
import { problem as problemLine } from "../parts/dialog.js"
import { emptyState } from "../parts/frame.js"
import { day, writtenName } from "../parts/guest_words.js"
import { icon } from "../parts/icon.js"

let asked = ""
let found = null
let problem = null

export const guests = {
  code: "guests",
  title: () => t("Guests"),
  enter() {
    found = null
    problem = null
  },
  view(app) {
    const send = (event) => {
      event.preventDefault()
      search(app, String(new FormData(event.target).get("query")))
    }
    return html`<div class="narrow">
      <form class="search" role="search" @submit=${send}>
        <label class="field"><span class="field-label">${t("Name of the guest, or a part of it")}</span>
          <input name="query" type="search" maxlength="80" autocomplete="off" .value=${asked} /></label>
        <button class="button main" type="submit">${icon("search")}${t("Search")}</button>
      </form>
      ${problemLine(problem)}
      <div aria-live="polite">${found ? results() : emptyState({ name: "search", title: t("Who is looked for?"), text: t("Each guest whose record is shown is put on record with your name.") })}</div>
    </div>`
  },
}

async function search(app, query) {
  asked = query
  try {
    found = await api.get(`/api/guests?query=${encodeURIComponent(query)}`)
    problem = null
  } catch (error) {
    problem = error
  }
  app.redraw()
}

function results() {
  if (!found.guests.length) return emptyState({ name: "user", title: t("Nobody of this name is known") })
  return html`<ul class="found">
      ${found.guests.map(
        (one) => html`<li><a href=${`/guests/${one.id}`}>${icon("user")}<span class="serif">${writtenName(one)}</span>
          <span class="soft">${one.stays ? n("{n} stay, the last on {day}", "{n} stays, the last on {day}", one.stays, { day: day(one.last_on) }) : t("No stays yet")}</span>${icon("chevron-right")}</a></li>`,
      )}
    </ul>
    ${found.more ? html`<p class="soft">${t("There are more: say more of the name.")}</p>` : nothing}`
}
