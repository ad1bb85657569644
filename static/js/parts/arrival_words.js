// The words of an arrivals import: the fields of a booking, its values, what an import sets going beside them.

import { t, words } from "../house/i18n.js"
import { moment } from "./when.js"
import { wish } from "./words.js"

const said = (table) => (code) => table[code]?.() ?? code

export const bookingField = said({
  reservation_id: () => t("Reservation number"),
  party_code: () => t("Party"),
  grade: () => t("Grade"),
  name: () => t("Name"),
  incognito: () => t("Stays incognito"),
  room: () => t("Room"),
  room_type: () => t("Room type"),
  adults: () => t("Adults"),
  children: () => t("Children"),
  language: () => t("Language"),
  wishes: () => t("Wishes"),
  alerts: () => t("Told to all departments"),
  notes: () => t("Notes"),
  arrival_at: () => t("Arrives"),
  departure_at: () => t("Leaves"),
  landing_at: () => t("Lands"),
  flight: () => t("Flight"),
  departure_flight: () => t("Departure flight"),
  transfer: () => t("Transfer from the airport"),
  transfer_out: () => t("Transfer to the airport"),
})

export const importEffect = said({
  letter_voided: () => t("The signed letter becomes void; a new one is drafted."),
  letter_sent_back: () => t("The checked letter goes back to be checked again."),
  letter_fetched: () => t("The letter is fetched from the old room and gets a new envelope."),
  grade_asked: () => t("The grade waits for an approval."),
  collision_found: () => t("Something is wanted twice at the same time."),
  collision_over: () => t("A collision is over."),
  guest_noted: () => t("The guest's record changes."),
})

const MOMENT = /^\d{4}-\d\d-\d\dT/

/** A booking's value for a person. */
export function bookingValue(field, value, house) {
  if (value === null || value === undefined || value === "" || value.length === 0) return "–"
  if (value === true) return t("yes")
  if (value === false) return t("no")
  if (Array.isArray(value)) return value.map((one) => (field === "notes" ? one : wish(one))).join(t(", "))
  if (typeof value === "string" && MOMENT.test(value)) return moment(value, house)
  return typeof value === "object" ? words(value) : String(value)
}
