// A letter: its line in the list, its picture at true size, the names side by side, the next step.

import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { field, problem } from "./dialog.js"
import { icon } from "./icon.js"
import { letterNames } from "./letter_names.js"
import { gradeMark } from "./marks.js"
import { readToEnd } from "./read_to_end.js"
import { signatureField } from "./signature.js"
import { due, moment } from "./when.js"
import { letterState, letterVerb, serverWords } from "./words.js"

/** The heading of a day's letters; `by` is the hour by which all of them must be signed, or null. */
export function letterDay({ title, date, by }, house) {
  return html`<h2 class="letter-day"><span>${title} <span class="soft">${date}</span></span>${by ? html`<span class="letter-by">${signBy(by, house)}</span>` : nothing}</h2>`
}

/**
 * A letter in the list. `take` is {may, taken, act} for who can sign it together with others; `bySelf` has it say
 * itself by when it must be signed, where the list's heading does not say it for all.
 */
export function letterLine(letter, { house, chosen, choose, take = null, bySelf = true }) {
  const waits = letter.state === "drafted" || letter.state === "checked"
  return html`<li class="letter-row">
    ${take ? takeBox(letter, take) : nothing}
    <button class="letter-item" aria-current=${chosen ? "true" : nothing} @click=${() => choose(letter)}>
      ${gradeMark(house.grades.get(letter.stay.grade))}
      <span class="letter-name"><span class="serif">${words(letter.stay.name)}</span>
        <span class="soft figure">${letter.stay.room || "–"} · ${letterState(letter.state)}</span>
        ${waits && bySelf ? html`<span class="letter-by">${signBy(letter.sign_by, house)}</span>` : nothing}</span>
    </button>
  </li>`
}

const signBy = (at, house) => html`${t("sign by")} ${due(at, house)}`

// A box that cannot be ticked yet says why: the letter was not read to its end.
function takeBox(letter, { may, taken, act }) {
  const name = words(letter.stay.name)
  return html`<label class="letter-take" title=${may ? nothing : t("Read it to its end first")}>
    <input type="checkbox" .checked=${taken} ?disabled=${!may} @change=${() => act(letter)}
      aria-label=${may ? t("Sign with others: {name}", { name }) : t("Sign with others: {name} (read it to its end first)", { name })} />
  </label>`
}

/**
 * The letter itself. `ask` is the state of the page's form: {busy, problem, confirming}. `together` stands before
 * it, in place of the letter's own next step, while several are signed.
 */
export function letterSheet(letter, { house, session, ask, acts, together = null }) {
  return html`<div class="letter-paper">${picture(letter, ask, acts)} ${trueSize(letter, ask, acts)}</div>
    <div class="letter-desk">
      ${together ?? nothing} ${warnings(letter)} ${letterNames(letter)} ${record(letter, house)}
      ${together ? nothing : html`${NEXT[letter.state]?.(letter, { house, session, ask, acts }) ?? nothing} ${problem(ask.problem)}`}
      ${asides(letter, { session, ask, acts })}
    </div>`
}

/** The letter alone, as large as its paper. */
export function letterAtTrueSize(letter, { address, read, talk }) {
  return html`<div class="dialog">
    <header class="dialog-head"><h2>${words(letter.stay.name)}</h2>
      <button class="button square quiet" type="button" @click=${talk.close} aria-label=${t("Close")}>${icon("x")}</button></header>
    <div class="dialog-body letter-true" tabindex="0"><img src=${address} alt=${textOf(letter)} @load=${talk.loaded} />
      ${talk.there ? html`<span class="letter-end" ${readToEnd(read)}></span>` : nothing}</div>
  </div>`
}

/** Where the picture of the letter is, as it stands. */
export const pictureOf = (letter, tries = 0) => `/api/letters/${letter.id}/preview.png?page=1&version=${letter.version}&try=${tries}`

function picture(letter, ask, acts) {
  if (!letter.words) return html`<div class="letter-waiting">${icon("loader")}<p>${t("The letter is being written.")}</p></div>`
  if (ask.noPicture) {
    return html`<div class="letter-waiting">${icon("loader")}<p>${t("The picture of the letter is being made.")}</p></div>`
  }
  // A letter that changed is another one to read: its picture and its end are made anew.
  return keyed(
    letter.version,
    html`<img src=${pictureOf(letter, ask.tries)} alt=${textOf(letter)} @error=${acts.noPicture} @load=${acts.pictured} />
      ${ask.pictured === letter.version ? html`<span class="letter-end" ${readToEnd(acts.read)}></span>` : nothing}`,
  )
}

const textOf = ({ words: said }) => [...said.name_lines, said.salutation, ...said.paragraphs, said.closing].join("\n")

function trueSize(letter, ask, acts) {
  if (!letter.words || ask.noPicture) return nothing
  return html`<button class="button small letter-zoom" @click=${acts.enlarge}>${icon("search")}${t("True size")}</button>`
}

function warnings(letter) {
  return html`
    ${letter.missing_glyphs ? html`<p class="problem">${icon("triangle-alert")}<span>${t("No font has these characters: {text}. The letter cannot be signed like this.", { text: letter.missing_glyphs })}</span></p>` : nothing}
    ${letter.fault ? html`<p class="problem">${icon("printer")}<span>${t("Printing failed: {why}", { why: serverWords(letter.fault) })}</span></p>` : nothing}
    ${letter.note ? html`<p class="task-reason">${icon("message-square")}${letter.note}</p>` : nothing}
  `
}

function record(letter, house) {
  const who = (id) => words(house.staff.get(id)?.name)
  const lines = [
    letter.checked_at && [t("Name checked"), who(letter.checked_by), letter.checked_at],
    letter.signed_at && [t("Signed"), who(letter.signed_by), letter.signed_at],
    letter.placed_at && [t("In the room"), "", letter.placed_at],
  ].filter(Boolean)
  if (!lines.length) return nothing
  return html`<ul class="record">${lines.map(([what, name, at]) => html`<li>${icon("circle-check")}<span>${what}${name ? html` · ${name}` : nothing} · <span class="figure">${moment(at, house)}</span></span></li>`)}</ul>`
}

const NEXT = { drafted: check, checked: sign, signed: place, placed: paper }

function check(letter, { session, ask, acts }) {
  if (!session.permissions.includes("letter_check")) return html`<p class="soft">${t("Waits until a second person has checked the name.")}</p>`
  if (letter.drafted_by === session.staff.id) return html`<p class="soft">${t("You drafted it, so somebody else must check the name.")}</p>`
  return html`<form class="step" @submit=${acts.check} novalidate>
    ${field({
      label: t("The guest's name, keyed in again letter by letter"),
      place: "name",
      problem: ask.problem,
      input: html`<input name="name" class="serif" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200" />`,
      hint: t("From the booking or the passport, not from the letter."),
    })}
    <button class="button main wide" ?disabled=${ask.busy || !letter.words}>${icon("check")}${letterVerb("check")}</button>
  </form>`
}

function sign(letter, { session, ask, acts }) {
  if (!letter.signers.includes(session.staff.post)) return html`<p class="soft">${t("The name is checked. The letter waits for its signature.")}</p>`
  return html`<form class="step" @submit=${acts.sign} novalidate>
    ${signatureField({ hold: acts.holdPad, clear: acts.clearPad, name: words(session.staff.name) })}
    <div class="pin-and-sign">
      ${field({ label: t("Your PIN"), place: "pin", problem: ask.problem, input: html`<input name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="16" />` })}
      <button class="button main" ?disabled=${ask.busy || Boolean(letter.missing_glyphs)}>${icon("pen-line")}${letterVerb("sign")}</button>
    </div>
  </form>`
}

function place(letter, { session, ask, acts }) {
  return html`${paper(letter)}
    ${session.permissions.includes("letter_place")
      ? html`<button class="button main wide" ?disabled=${ask.busy || !letter.printed} @click=${acts.place}>${icon("map-pin")}${letterVerb("place")}</button>`
      : nothing}`
}

function paper(letter) {
  if (!letter.printed) return html`<p class="soft">${icon("loader")} ${t("The letter is being printed.")}</p>`
  return html`<a class="button wide" href=${`/api/letters/${letter.id}.pdf`} target="_blank" rel="noopener">${icon("printer")}${t("The signed letter (PDF)")}</a>`
}

function asides(letter, { session, ask, acts }) {
  const mayReturn = letter.state === "checked" && (letter.signers.includes(session.staff.post) || session.staff.role === "lobby_manager")
  const mayVoid = session.permissions.includes("letter_void")
  return html`<p class="asides">
    ${mayReturn ? html`<button class="button small" ?disabled=${ask.busy} @click=${() => acts.because("send_back")}>${icon("undo-2")}${letterVerb("send_back")}</button>` : nothing}
    ${mayVoid ? html`<button class="button small" ?disabled=${ask.busy} @click=${() => acts.because("void")}>${icon("x")}${letterVerb("void")}</button>` : nothing}
  </p>`
}
