// What surrounds every page: the honest header, the way to the other pages, notices, the dialog.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { dayOf, timeOf } from "../house/clock.js"
import { n, spoken, t, words } from "../house/i18n.js"
import { soundControl } from "./alarms.js"
import { icon } from "./icon.js"
import { role } from "./words.js"

// Where alarms are worked on. On the other pages they say that they are there, in one line.
const FLOOR = new Set(["board", "department", "stay", "wishes", "handover"])

/** The whole screen. `page` is {code, content}; `acts` is {person(), seen()}. */
export function frame({ page, title, session, link, unsent, hereOnly, refused, house, missed, acts, refusals, notices, alarms, announced, tickTold, sound, counts }) {
  const rail = ways(session, counts)
  return html`
    <a class="skip" href="#main">${t("To the content")}</a>
    <header class="top">
      <div class="top-title">
        <p class="hotel">${words(session.property.name)}</p>
        <h1>${title}</h1>
      </div>
      <div class="top-state">${session.permissions.includes("board_read") ? linkState(link, house) : nothing} ${waiting({ unsent, hereOnly, refused })}</div>
      <p class="top-clock"><time class="figure">${timeOf(house.now, house)}</time><span>${dayOf(house.now, house)}</span></p>
      ${session.permissions.includes("board_read") ? searchButton(acts) : nothing}
      ${session.permissions.includes("board_read") ? soundControl(sound) : nothing}
      <button class="button square quiet" @click=${acts.cover} aria-label=${t("Cover the screen")} title=${t("Cover the screen")}>${icon("eye-off")}</button>
      <button class="button person-button" @click=${acts.person} aria-haspopup="dialog" aria-label=${`${words(session.staff.name)} ${role(session.staff.role)}`}>
        ${icon("user")}<span><strong>${words(session.staff.name)}</strong> <span class="soft">${role(session.staff.role)}</span></span>
      </button>
    </header>
    <nav class="ways" aria-label=${t("Pages")}>
      ${rail.map((way) => wayTo(way, page))} ${more(waysOnDemand(session), rail.slice(ON_A_PHONE), page)}
    </nav>
    <main id="main" tabindex="-1" ?data-desk=${!FLOOR.has(page.code)}>
      ${away(missed, acts)} ${alarms}
      <p class="unseen" aria-live="assertive">${announced}</p>
      <p class="unseen" aria-live="polite">${tickTold}</p>
      <div class="notices">${refusals}<div aria-live="polite">${notices}</div></div>
      ${page.content}
    </main>
  `
}

/** A tablet that lies on the desk: the hour, and no name. A tap or a key takes it away. */
export function cover({ session, house, lift }) {
  return html`<button class="cover" @click=${lift}>
    <time class="cover-clock figure">${timeOf(house.now, house)}</time>
    <span class="cover-day">${dayOf(house.now, house)}</span>
    <span class="hotel">${words(session.property.name)}</span>
    <span class="soft">${t("Tap to go on")}</span>
  </button>`
}

const searchButton = (acts) =>
  html`<button class="button quiet search-button" @click=${acts.search} aria-label=${t("Search")} aria-keyshortcuts="/ Control+K" aria-haspopup="dialog">${icon("search")}<span>${t("Search")}</span><kbd aria-hidden="true">/</kbd></button>`

const LINK_WORDS = {
  live: () => ({ name: "wifi", text: t("Live") }),
  catching_up: () => ({ name: "refresh-cw", text: t("Catching up") }),
  slow: () => ({ name: "refresh-cw", text: t("Looks every 5 seconds") }),
  offline: (since) => ({ name: "wifi-off", text: t("Offline since {time}", { time: since }) }),
}

/** Whether the screen is live, catching up, or offline since when. */
export function linkState({ mode, since }, house) {
  const { name, text } = LINK_WORDS[mode](timeOf(since, house))
  return html`<p class="link" data-mode=${mode} role="status">${icon(name)}<span>${text}</span></p>`
}

function waiting({ unsent, hereOnly, refused }) {
  return html`
    ${unsent ? html`<p class="link" data-mode="waiting" role="status">${icon("circle-dashed")}<span>${n("{n} tick waits", "{n} ticks wait", unsent)}</span></p>` : nothing}
    ${hereOnly ? html`<p class="link" data-mode="here-only">${icon("triangle-alert")}<span>${t("Do not close this page: {n} with words wait in memory only", { n: hereOnly })}</span></p>` : nothing}
    ${refused ? html`<p class="link" data-mode="refused">${icon("triangle-alert")}<span>${n("{n} not taken", "{n} not taken", refused)}</span></p>` : nothing}
  `
}

function away(missed, acts) {
  if (!missed.count) return nothing
  return html`<div class="away" role="status">
    ${icon("bell")}<span>${n("{n} change while you were away", "{n} changes while you were away", missed.count)}</span>
    <button class="button small" @click=${acts.away} aria-haspopup="dialog">${t("Show")}</button>
    <button class="button small" @click=${acts.seen}>${t("Seen")}</button>
  </div>`
}

function ways(session, counts = {}) {
  const may = (permission) => session.permissions.includes(permission)
  return [
    { code: "board", path: "/", icon: "layout-dashboard", text: t("Board"), shown: may("board_read") },
    { code: "department", path: `/department/${session.staff.department}`, icon: "list-checks", text: t("Department"), shown: may("board_read") },
    { code: "wishes", path: "/wishes", icon: "hand-heart", text: t("Requests"), shown: may("request_record") },
    { code: "letters", path: "/letters", icon: "file-text", text: t("Letters"), shown: may("letter_read") },
    { code: "approvals", path: "/approvals", icon: "stamp", text: t("Approvals"), shown: may("grade_decide"), count: counts.approvals },
    { code: "papers", path: "/papers", icon: "printer", text: t("Papers"), shown: may("paper_print") },
    { code: "staff", path: "/staff", icon: "users", text: t("People and tablets"), shown: may("staff_manage") },
    { code: "rooms", path: "/rooms", icon: "bed-double", text: t("Rooms"), shown: may("room_manage") },
    { code: "grades", path: "/grades", icon: "award", text: t("Grades"), shown: may("procedure_change") && !may("board_read") },
    { code: "hotel", path: "/hotel", icon: "landmark", text: t("Hotel"), shown: may("hotel_manage") },
  ].filter(({ shown }) => shown)
}

// So many ways have room at the foot of a phone; there the others stand under "More".
const ON_A_PHONE = 4

// The pages that are not needed every hour.
function waysOnDemand(session) {
  const may = (permission) => session.permissions.includes(permission)
  return [
    { code: "approvals", path: "/approvals", icon: "stamp", text: t("Approvals"), shown: may("grade_read") && !may("grade_decide") },
    { code: "lost-property", path: "/lost-property", icon: "package-search", text: t("Lost property"), shown: may("lost_property_read") },
    { code: "reviews", path: "/reviews", icon: "user-check", text: t("To be looked at"), shown: may("tick_review") },
    { code: "handover", path: "/handover", icon: "arrow-right-left", text: t("Handover"), shown: may("handover_accept") },
    { code: "arrivals", path: "/arrivals", icon: "luggage", text: t("Arrivals"), shown: may("arrivals_import") },
    { code: "staff", path: "/staff", icon: "users", text: t("People and tablets"), shown: may("tablet_manage") && !may("staff_manage") },
    { code: "rooms", path: "/rooms", icon: "bed-double", text: t("Rooms"), shown: may("room_read") && !may("room_manage") },
    { code: "grades", path: "/grades", icon: "award", text: t("Grades"), shown: may("procedure_read") && may("board_read") },
    { code: "hotel", path: "/hotel", icon: "landmark", text: t("Hotel"), shown: may("hotel_read") && !may("hotel_manage") },
    { code: "guests", path: "/guests", icon: "search", text: t("Guests"), shown: may("guest_read") },
    { code: "opinions", path: "/opinions", icon: "message-square", text: t("Guests' opinions"), shown: may("opinions_read") },
    { code: "reports", path: "/reports", icon: "chart-column", text: t("Reports"), shown: may("reports_read") },
    { code: "trust", path: "/trust", icon: "shield", text: t("HTTPS on tablets"), shown: may("staff_manage"), target: "_blank" },
    { code: "procedure", path: "/procedure", icon: "workflow", text: t("Procedure"), shown: may("procedure_read") },
    { code: "design", path: "/design", icon: "gem", text: t("Design"), shown: session.staff.role === "administrator" },
  ].filter(({ shown }) => shown)
}

function more(found, narrow, page) {
  if (!found.length && !narrow.length) return nothing
  const here = found.find(({ code }) => code === page.code)
  return html`<details class=${found.length ? "more" : "more phone-only"} ?data-here=${Boolean(here)} @click=${closeAfterChoice} @keydown=${closeOnEscape}>
    <summary>${icon("ellipsis")}<span>${here ? here.text : t("More")}</span>${countMark(sum(narrow), "phone-only")}</summary>
    <div class="more-list">${narrow.map((way) => wayTo({ ...way, narrow: true }, page))}${found.map((way) => wayTo(way, page))}</div>
  </details>`
}

function closeAfterChoice(event) {
  if (event.target.closest("a")) event.currentTarget.open = false
}

function closeOnEscape(event) {
  if (event.key !== "Escape" || !event.currentTarget.open) return
  event.currentTarget.open = false
  event.currentTarget.querySelector("summary").focus()
}

function wayTo({ code, path, icon: name, text, count, target, narrow }, page) {
  return html`<a class=${narrow ? "phone-only" : nothing} href=${path} target=${target ?? nothing} aria-current=${code === page.code ? "page" : nothing}>${icon(name)}<span>${text}</span>${countMark(count)}</a>`
}

const sum = (ways) => ways.reduce((total, { count = 0 }) => total + count, 0)

const countMark = (count, where = "") =>
  count ? html`<span class="count-mark figure ${where}" role="img" aria-label=${n("{n} waits", "{n} wait", count)}>${count}</span>` : nothing

/** The person's own dialog: language, light or dark, sign out. */
export function personMenu({ session, unsent, hereOnly, offline, theme, acts, talk }) {
  const themes = [
    ["", t("As the tablet")],
    ["light", t("Light")],
    ["dark", t("Dark")],
  ]
  const languages = [
    ["zh", "中文"],
    ["en", "English"],
  ]
  return html`<div class="dialog">
    <header class="dialog-head">
      <h2>${words(session.staff.name)}</h2>
      <button class="button square quiet" type="button" @click=${talk.close} aria-label=${t("Close")}>${icon("x")}</button>
    </header>
    <div class="dialog-body">
      <fieldset class="field"><legend class="field-label">${icon("languages")} ${t("Language")}</legend>
        <span class="choices">${languages.map(([code, name]) => html`<button class="button choice-button" lang=${code} aria-pressed=${spoken() === code ? "true" : "false"} @click=${() => acts.language(code)}>${name}</button>`)}</span>
      </fieldset>
      <fieldset class="field"><legend class="field-label">${icon("moon")} ${t("Appearance")}</legend>
        <span class="choices">${themes.map(([code, name]) => html`<button class="button choice-button" aria-pressed=${theme === code ? "true" : "false"} @click=${() => acts.theme(code)}>${name}</button>`)}</span>
      </fieldset>
      ${unsent ? waits({ unsent, hereOnly, offline }) : nothing}
      <button class="button wide" @click=${acts.keys}>${icon("keyboard")}${t("Keys")}</button>
      <button class="button wide" @click=${acts.secret}>${icon("key-round")}${t("My password and PIN")}</button>
      ${unsent && !offline
        ? html`<button class="button main wide" ?disabled=${talk.busy} @click=${acts.sendFirst}>${icon("send")}${talk.busy ? t("Sending…") : t("Send first, then sign out")}</button>
            <button class="button wide" data-tone="warn" @click=${acts.signOut}>${icon("log-out")}${t("Sign out and lose them")}</button>`
        : html`<button class="button main wide" @click=${acts.signOut}>${icon("log-out")}${t("Sign out, or somebody else")}</button>`}
    </div>
  </div>`
}

// Without a network signing out loses nothing but what could not be kept: the rest is sent before the session ends.
function waits({ unsent, hereOnly, offline }) {
  const lost = offline ? hereOnly : unsent
  const text = lost
    ? n("{n} tick is on this tablet only. Signing out loses it.", "{n} ticks are on this tablet only. Signing out loses them.", lost)
    : n("{n} tick waits here and is sent when the network is back, also after you have signed out.", "{n} ticks wait here and are sent when the network is back, also after you have signed out.", unsent)
  return html`<p class="problem" data-tone=${lost ? nothing : "quiet"}>${icon("triangle-alert")}<span>${text}</span></p>`
}

/** A page that has nothing to show yet, or nothing at all, or could not be fetched. */
export function emptyState({ name = "sparkles", title, text = "", action = nothing }) {
  return html`<div class="empty">${icon(name)}<h2>${title}</h2>${text ? html`<p>${text}</p>` : nothing}${action}</div>`
}
