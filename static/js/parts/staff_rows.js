// A person and a tablet of the house, a line each.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { dayOf, timeOf } from "../house/clock.js"
import { t, words } from "../house/i18n.js"
import { initials } from "./door.js"
import { icon } from "./icon.js"
import { age, moment } from "./when.js"
import { role } from "./words.js"

/** The certificate for HTTPS ends soon, or has: without it tablets reach nothing. */
export function certificateEnds(at, house) {
  const day = moment(at, house)
  const said = Date.parse(at) > house.now ? t("The certificate for HTTPS ends {day}. Tablets refuse the house from then on.", { day }) : t("The certificate for HTTPS has ended ({day}): tablets refuse the house.", { day })
  return html`<p class="notice" data-tone="warn" role="status">${icon("triangle-alert")}<span>${said} ${t("Have hotel IT renew it with “vipops certificate”; the running server takes it up.")}</span></p>`
}

/** `acts` is {change(), dismiss(), takeBack(), fresh(what)}. */
export function personRow(person, { posts, house, acts }) {
  const post = posts.find(({ code }) => code === person.post)
  return html`<li class="staff-row" data-gone=${person.active ? nothing : ""}>
    <span class="face-mark" aria-hidden="true">${initials(person)}</span>
    <span class="staff-who"><strong>${words(person.name)}</strong><span class="soft">${person.username} · ${post ? words(post.name) : role(person.role)}</span>
      <span class="soft staff-since">${sinceWords(person, house)}</span></span>
    ${person.active ? activeActs(person, acts) : html`<span class="soft">${t("Dismissed")}</span><button class="button small" @click=${acts.takeBack}>${t("Take back")}</button>`}
  </li>`
}

function sinceWords({ came_on_at: came, changed_at: changed, changed_by: by }, house) {
  return [
    came ? t("last signed in {age}", { age: age(came, house) }) : t("has not signed in yet"),
    changed && by ? t("changed by {name} {age}", { name: words(by), age: age(changed, house) }) : "",
  ].filter(Boolean).join(" · ")
}

function activeActs(person, acts) {
  return html`<span class="staff-acts">
    <button class="button small" @click=${() => acts.fresh("pin")}>${icon("key-round")}${t("New PIN")}</button>
    <button class="button small" @click=${() => acts.fresh("password")}>${t("New password")}</button>
    <button class="button small" @click=${acts.change}>${icon("pencil")}${t("Change")}</button>
    <button class="button small quiet" @click=${acts.dismiss}>${t("Dismiss")}</button>
  </span>`
}

/** `revoke()` shuts the tablet; a shut one only says since when. */
export function tabletRow(tablet, { house, departmentName, revoke }) {
  const since = tablet.revoked_at ?? tablet.enrolled_at
  const when = `${dayOf(Date.parse(since), house)} ${timeOf(Date.parse(since), house)}`
  return html`<li class="staff-row" data-gone=${tablet.revoked_at ? "" : nothing}>
    <span class="staff-who"><strong>${tablet.name}</strong>
      <span class="soft">${tablet.department ? `${departmentName(tablet.department)} · ` : nothing}${tablet.revoked_at ? t("shut since {when}", { when }) : t("since {when}", { when })}</span></span>
    ${tablet.here && !tablet.revoked_at ? html`<span class="chip">${t("This tablet")}</span>` : nothing}
    ${tablet.revoked_at ? nothing : html`<button class="button small" @click=${revoke}>${icon("lock")}${t("Shut the tablet")}</button>`}
  </li>`
}
