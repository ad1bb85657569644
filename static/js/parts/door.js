// The door of a shared tablet: the people on shift as initials, and the PIN of the one who was tapped.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { pinPad } from "./pin_pad.js"
import { role } from "./words.js"

/**
 * `door` is {tablet, people}; `state` is {person, everybody, busy, problem}; `acts` are
 * {choose(person), back(), everybody(), enter(pin)}.
 */
export function doorOf({ door, state, acts }) {
  if (state.person) return pinOf(state, acts)
  const own = nearest(door)
  const shown = state.everybody || !own.length ? door.people : own
  return html`<section class="door-people" aria-label=${`${door.tablet.name}: ${t("Who is it?")}`}>
    <p class="soft">${door.tablet.name}</p>
    <ul class="faces">
      ${shown.map(
        (one) => html`<li><button type="button" class="face" @click=${() => acts.choose(one)}>
          <span class="face-mark" aria-hidden="true">${initials(one)}</span>
          <span class="face-name">${words(one.name)}</span><span class="soft">${role(one.role)}</span>
        </button></li>`,
      )}
    </ul>
    ${shown.length < door.people.length ? html`<button type="button" class="button wide" @click=${acts.everybody}>${icon("users")}${t("Everybody else")}</button>` : nothing}
  </section>`
}

// Who came on this shift, and the tablet's own department; on a tablet for everybody the shift alone.
function nearest(door) {
  const onShift = door.people.filter((one) => one.on_shift)
  if (!door.tablet.department && onShift.length) return onShift
  return door.people.filter((one) => one.on_shift || isOwn(door, one))
}

const isOwn = ({ tablet }, person) => !tablet.department || person.department === tablet.department || person.role === "lobby_manager"

function pinOf({ person, busy, problem }, acts) {
  const send = (event) => {
    event.preventDefault()
    acts.enter(new FormData(event.target).get("pin"))
  }
  return html`<form class="door-pin" @submit=${send}>
    <p class="door-person"><span class="face-mark" aria-hidden="true">${initials(person)}</span><strong>${words(person.name)}</strong></p>
    ${pinPad()}
    ${problem ? html`<p class="problem" role="alert">${icon("triangle-alert")}<span>${problem}</span></p>` : nothing}
    <button class="button main wide" type="submit" ?disabled=${busy}>${busy ? t("Sending…") : t("Sign in")}</button>
    <button class="button wide quiet" type="button" @click=${acts.back}>${t("Somebody else")}</button>
  </form>`
}

/** One or two letters that stand for a person: the family name's character, or the initials. */
export function initials({ name }) {
  const text = words(name).trim()
  const han = /^\p{Script=Han}/u.test(text)
  return han ? [...text][0] : text.split(/\s+/).map((part) => [...part][0]).slice(0, 2).join("").toUpperCase()
}
