// The form of the hotel itself: name and zone, hours, letterhead, what the booking system's VIP codes mean.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { field, formDialog } from "./dialog.js"
import { icon } from "./icon.js"
import { timeInput } from "./time_field.js"
import { expectedWords, fault } from "./words.js"

const HOURS = [
  ["default_arrival_at", () => t("Check-in from"), () => t("Where a booking says no time.")],
  ["default_departure_at", () => t("Check-out until"), () => t("Where a booking says no time.")],
  ["briefing_at", () => t("Morning briefing"), () => ""],
  ["occasions_at", () => t("Birthdays and anniversaries are kept at"), () => ""],
  ["day_turns_at", () => t("The hotel day turns at"), () => t("Before it, it is still yesterday.")],
]
const COUNTS = [
  ["transfer_minutes", () => t("Minutes from landing to the door"), 600],
  ["letter_lead_days", () => t("Days before arrival that letters are written"), 14],
]

/** `form` is {hotel, zones, grades}; `send(values, form)` gets the fields by name. */
export function hotelForm({ form, problem, mayChange, busy, changed, send }) {
  const { name, zone, settings } = form.hotel
  const submit = (event) => {
    event.preventDefault()
    send(Object.fromEntries(new FormData(event.target)))
  }
  const line = (place, label, value, more = {}) =>
    field({ label, place, problem, hint: more.hint ?? "", input: more.type === "time" ? timeInput({ place: place, type: "time", value }) : html`<input name=${place} type="text" maxlength=${more.longest ?? 120} lang=${more.lang ?? nothing} list=${more.list ?? nothing} autocomplete="off" .value=${value} />` })
  return html`<form class="narrow hotel-form" @submit=${submit} @input=${changed} novalidate><fieldset class="grade-form" ?disabled=${!mayChange || busy}>
    <h2>${t("The hotel")}</h2>
    <div class="two">${line("name.zh", t("The hotel's name in Chinese"), name.zh, { lang: "zh" })} ${line("name.en", t("The hotel's name in English"), name.en, { lang: "en" })}</div>
    ${line("zone", t("Time zone"), zone, { list: "zones", hint: t("As an IANA name, such as Asia/Shanghai. What a change does is said before it is made.") })}
    <datalist id="zones">${form.zones.map((one) => html`<option value=${one}></option>`)}</datalist>
    <h2>${t("Hours")}</h2>
    <div class="three">${HOURS.map(([key, label, hint]) => line(`settings.${key}`, label(), settings[key], { type: "time", hint: hint() }))}</div>
    ${line("settings.shifts_at", t("Shifts begin at"), settings.shifts_at.join(", "), { hint: t("Times with a comma between, such as 07:00, 15:00, 23:00.") })}
    <div class="two">${COUNTS.map(([key, label, most]) => field({ label: label(), place: `settings.${key}`, problem, input: html`<input name=${`settings.${key}`} type="number" inputmode="numeric" min="0" max=${most} .value=${String(settings[key])} />` }))}</div>
    <label class="choice wide"><input type="checkbox" name="settings.approve_imported_grades" .checked=${settings.approve_imported_grades} /><span>${t("A grade of the booking system that the guest's record does not earn waits for its approval")}</span></label>
    <h2>${t("On letters and papers")}</h2>
    <div class="two">${line("settings.address.zh", t("Address in Chinese"), settings.address.zh ?? "", { lang: "zh", longest: 200 })} ${line("settings.address.en", t("Address in English"), settings.address.en ?? "", { lang: "en", longest: 200 })}</div>
    ${line("settings.contact", t("Telephone of the desk, and mail"), settings.contact, { longest: 200 })}
    <h2>${t("VIP codes of the booking system")}</h2>
    ${field({ label: t("Which grade a code means"), place: "settings.vip_codes", problem, hint: t("A line each, such as V1 = VA. A booking with a code that is not here waits for a person. Grades: {grades}", { grades: form.grades.map(({ code }) => code).join(t(", ")) }), input: html`<textarea class="figure" name="settings.vip_codes" rows="6" spellcheck="false" .value=${codesText(settings.vip_codes)}></textarea>` })}
    ${codeFaults(problem)}
    ${mayChange ? html`<p class="form-foot"><button class="button main" type="submit">${icon("check")}${busy ? t("Sending…") : t("See what changes")}</button></p>` : nothing}
  </fieldset></form>`
}

const codesText = (codes) => Object.entries(codes).map(([code, grade]) => `${code} = ${grade}`).join("\n")

function codeFaults(problem) {
  const errors = (problem?.facts?.errors ?? []).filter(({ where }) => /^settings\.(vip_codes|address|shifts_at)\./.test(where))
  return errors.map((error) => html`<p class="field-error">${icon("triangle-alert")}<span>${error.where.split(".").slice(2).join(".")}: ${fault(error)} <span class="soft">${expectedWords(error)}</span></span></p>`)
}

/** What the form says otherwise than `hotel`: {name?, zone?, settings}; nothing but what differs. */
export function differing(values, { name, zone, settings }) {
  const said = read(values)
  const found = { settings: {} }
  if (said.name.zh !== name.zh || said.name.en !== name.en) found.name = said.name
  if (said.zone !== zone) found.zone = said.zone
  for (const [key, value] of Object.entries(said.settings)) if (JSON.stringify(value) !== JSON.stringify(settings[key])) found.settings[key] = value
  return found
}

function read(values) {
  const of = (key) => (values[`settings.${key}`] ?? "").trim()
  const number = (key) => (/^\d+$/.test(of(key)) ? Number(of(key)) : of(key))
  const address = Object.fromEntries([["zh", of("address.zh")], ["en", of("address.en")]].filter(([, text]) => text))
  return {
    name: { zh: values["name.zh"].trim(), en: values["name.en"].trim() },
    zone: values.zone.trim(),
    settings: {
      ...Object.fromEntries(HOURS.map(([key]) => [key, of(key)])),
      shifts_at: of("shifts_at").split(/[\s,，、;]+/).filter(Boolean),
      ...Object.fromEntries(COUNTS.map(([key]) => [key, number(key)])),
      approve_imported_grades: values["settings.approve_imported_grades"] === "on",
      address,
      contact: of("contact"),
      vip_codes: Object.fromEntries((values["settings.vip_codes"] ?? "").split("\n").filter((line) => line.trim()).map((line) => line.split(/[=＝]/, 2).map((part) => part.trim())).map(([code, grade = ""]) => [code, grade])),
    },
  }
}

/** What the change means, before it is made. */
export function meaningDialog({ answer, send, talk }) {
  return formDialog({
    title: t("Change the hotel?"),
    body: answer.words.length ? html`<ul class="faults">${answer.words.map((one) => html`<li>${words(one)}</li>`)}</ul>` : html`<p>${t("It holds at once, on every screen.")}</p>`,
    action: t("Change"),
    talk,
    submit: send,
  })
}
