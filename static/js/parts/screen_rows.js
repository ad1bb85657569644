// Wall screens on the people's page: a line each, and setting this device up as one.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { dayOf, timeOf } from "../house/clock.js"
import { spoken, t } from "../house/i18n.js"
import { field, formDialog } from "./dialog.js"
import { icon } from "./icon.js"

/** The part of the page: `screens` as the server lists them; `acts` is {enrol(), revoke(screen)}. */
export function screensPart({ screens, house, acts }) {
  return html`<section class="staff-part" aria-labelledby="screens-head">
    <header class="part-head">
      <h2 id="screens-head">${t("Wall screens")}</h2>
      <button class="button" @click=${acts.enrol}>${icon("monitor")}${t("Make this device a wall screen")}</button>
    </header>
    <p class="soft">${t("A wall screen shows the whole house and can do nothing else. It stays on until it is shut here.")}</p>
    ${screens.length ? html`<ul class="staff-list">${screens.map((screen) => screenRow(screen, house, acts))}</ul>` : html`<p class="soft">${t("No wall screen yet.")}</p>`}
  </section>`
}

function screenRow(screen, house, acts) {
  const since = Date.parse(screen.revoked_at ?? screen.enrolled_at)
  const when = `${dayOf(since, house)} ${timeOf(since, house)}`
  return html`<li class="staff-row" data-gone=${screen.revoked_at ? "" : nothing}>
    <span class="staff-who"><strong>${screen.name}</strong><span class="soft">${screen.revoked_at ? t("shut since {when}", { when }) : t("since {when}", { when })}</span></span>
    ${screen.revoked_at ? nothing : html`<button class="button small" @click=${() => acts.revoke(screen)}>${icon("lock")}${t("Shut the screen")}</button>`}
  </li>`
}

const LANGUAGES = [
  ["zh", "中文"],
  ["en", "English"],
]

/** Where the screen hangs and what it speaks; says what becomes of the session here. */
export function screenDialog({ talk, send }) {
  return formDialog({
    title: t("A wall screen"),
    body: html`
      ${field({ label: t("Where does it hang?"), place: "name", problem: talk.problem, input: html`<input name="name" required maxlength="80" autofocus />`, hint: t("For example: Back office") })}
      ${field({ label: t("Its language"), place: "language", problem: talk.problem, input: html`<select name="language">${LANGUAGES.map(([code, name]) => html`<option value=${code} lang=${code} ?selected=${code === spoken()}>${name}</option>`)}</select>` })}
      <p>${t("You are signed out on this device, and it shows the wall from now on.")}</p>
    `,
    action: t("Show the wall here"),
    talk,
    submit: ({ name, language }) => send({ name: name.trim(), language }),
  })
}
