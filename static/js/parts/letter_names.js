// The guest's name as the letter has it, beside the booking, the guest's record and the last stay.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { compared } from "../board/spelling.js"
import { t } from "../house/i18n.js"
import { day } from "./guest_words.js"
import { icon } from "./icon.js"

/** The names of a letter, with what differs marked. */
export function letterNames(letter) {
  const onPaper = letter.words?.name_lines.join(" ") ?? ""
  const { profile, last_stay: last } = letter
  const rows = [
    { label: t("In the booking"), name: letter.booked_name, against: letter.booked_name },
    { label: t("On the letter"), name: onPaper, against: letter.booked_name },
    profile && { label: t("In the guest's record"), name: profile.name, beside: profile.latin, against: onPaper || letter.booked_name },
    last && {
      label: t("At the last stay, {day}", { day: day(last.arrived_on) }),
      name: last.name,
      against: onPaper || letter.booked_name,
      missing: t("No letter is kept of that stay."),
    },
  ].filter(Boolean)
  return html`<dl class="names">${together(rows).map(nameRow)}</dl>`
}

// Places that have the very same name share a line: what is left to see is what differs.
function together(rows) {
  const [first, ...others] = rows
  const same = others.filter(({ name, beside }) => name === first.name && (!beside || beside === name))
  return [{ ...first, label: [first, ...same].map(({ label }) => label).join(" · ") }, ...others.filter((row) => !same.includes(row))]
}

function nameRow({ label, name, beside = "", against, missing = "" }) {
  const pieces = compared(name, against)
  const differs = name && (pieces.some(({ same }) => !same) || [...name].length < [...against].length)
  return html`<div><dt>${label}</dt>
    <dd class="serif" data-differs=${differs ? "" : nothing}>
      ${name ? pieces.map(({ text, same }) => (same ? text : html`<mark>${text}</mark>`)) : html`<span class="soft small">${missing || "–"}</span>`}
      ${beside && beside !== name ? html`<span class="soft small">${beside}</span>` : nothing}
      ${differs ? html`<span class="differs">${icon("triangle-alert")}${t("differs")}</span>` : nothing}
    </dd></div>`
}
