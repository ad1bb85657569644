// The words of a guest's record: kinds of notes, their subjects, where they came from.

import { spoken, t } from "../house/i18n.js"

export const KINDS = ["liked", "disliked", "asked", "complained", "said"]
export const SUBJECTS = ["fruit", "flowers", "food", "drink", "room", "bed", "newspaper", "service", ""]
export const KIND_ICONS = { liked: "thumbs-up", disliked: "thumbs-down", asked: "hand", complained: "message-square-warning", said: "message-square", suggested: "sparkles" }

const said = (table) => (code) => table[code]?.() ?? code

export const noteKind = said({
  liked: () => t("Liked"),
  disliked: () => t("Disliked"),
  asked: () => t("Asked for"),
  complained: () => t("Complained of"),
  said: () => t("Said"),
  suggested: () => t("Suggested"),
})

export const noteSubject = said({
  fruit: () => t("Fruit"),
  flowers: () => t("Flowers"),
  food: () => t("Food"),
  drink: () => t("Drinks"),
  room: () => t("The room"),
  bed: () => t("Bed"),
  newspaper: () => t("Newspaper"),
  service: () => t("Service"),
  "": () => t("Anything"),
})

export const noteSource = said({
  task: () => t("from a task"),
  person: () => t("from a colleague"),
  complaint: () => t("from a complaint"),
  pms: () => t("from the reservation"),
  request: () => t("from a request"),
})

export const pastOutcome = said({
  checked_out: () => t("Stayed"),
  no_show: () => t("Did not come"),
  cancelled: () => t("Cancelled"),
})

/** The name as the record has it, written by the server: in its own script, the Latin one beside it. */
export const writtenName = ({ written_name: written }) => written

/** "2026-11-22" as a person reads it; a day of the year (MM-DD) without its year. */
export function day(on, { year = true } = {}) {
  if (!on) return ""
  const [first, second, third] = on.split("-").map(Number)
  const date = third ? new Date(Date.UTC(first, second - 1, third)) : new Date(Date.UTC(2000, first - 1, second))
  const parts = { day: "numeric", month: spoken() === "zh" ? "numeric" : "short", timeZone: "UTC", ...(third && year && { year: "numeric" }) }
  return new Intl.DateTimeFormat(spoken() === "zh" ? "zh-CN" : "en-GB", spoken() === "zh" ? { ...parts, month: "long" } : parts).format(date)
}

/** From one day to another, the year once where it is one: Chinese says it first, English last. */
export function fromTo(first, last) {
  const twice = first.slice(0, 4) !== last.slice(0, 4)
  return spoken() === "zh" ? `${day(first)} – ${day(last, { year: twice })}` : `${day(first, { year: twice })} – ${day(last)}`
}
