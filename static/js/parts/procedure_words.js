// The words for what the checklists' codes mean.

import { n, t } from "../house/i18n.js"
import { paperName } from "./paper_words.js"

const said = (table) => (code) => table[code]?.() ?? code

/** The people that the guest's grade calls for. */
export const people = said({
  pick_up: () => t("those who meet the guest, by grade"),
  greets: () => t("those who greet, by grade"),
  escort: () => t("those who escort, by grade"),
  farewell: () => t("those who see the guest off, by grade"),
  letter_signers: () => t("those who sign the letter, by grade"),
})

/** The paper that a task asks for. */
export const paper = (code) => (code === "letter" ? t("Welcome letter") : paperName(code))

/** What a changed checklist does to a task; the words of a trial. */
export const difference = said({
  added: () => t("Added"),
  dropped: () => t("Dropped"),
  moved: () => t("At another time"),
  changed: () => t("Asked otherwise"),
  gate_closed: () => t("Holds a gate"),
  gate_opened: () => t("Frees a gate"),
})

/** The rows of the comparing table of grades. */
export const GRADE_ROWS = [
  ["who", () => t("Who holds it")],
  ["approves", () => t("Approved by")],
  ["automatic", () => t("Earned by stays")],
  ["pick_up", () => t("Meets the guest")],
  ["greets", () => t("Greets at the door")],
  ["honours", () => t("Honours on arrival")],
  ["escort", () => t("Escorts to the room")],
  ["inspectors", () => t("Inspects the room")],
  ["amenity", () => t("Amenity in the room")],
  ["letter", () => t("Letter signed by")],
  ["supervisor_takes_part", () => t("Supervisor takes part")],
  ["farewell", () => t("Sees the guest off")],
  ["farewell_honours", () => t("Honours at the farewell")],
]

export function earned(rule) {
  if (!rule) return ""
  return rule.stays_to
    ? t("{from} to {to} stays", { from: rule.stays_from, to: rule.stays_to })
    : n("from {n} stay", "from {n} stays", rule.stays_from)
}
