// The words of rooms: their state, and why a stay stands in the wrong one.

import { t } from "../house/i18n.js"
import { moment } from "./when.js"

const said = (table) => (code) => table[code]?.() ?? code

export const roomState = said({
  in_use: () => t("In use"),
  closed: () => t("Out of order"),
  closes: () => t("Out of order soon"),
  retired: () => t("Retired"),
})

export const whyInTheWay = said({
  closed: () => t("The room is out of order"),
  retired: () => t("The room is retired"),
  unknown: () => t("The hotel has no such room"),
})

export const roomField = said({
  number: () => t("Number"),
  type: () => t("Type"),
  floor: () => t("Floor"),
  wing: () => t("Wing"),
  lift: () => t("Lift"),
  connects: () => t("Connecting rooms"),
})

export const listOutcome = said({
  added: () => t("new"),
  changed: () => t("changed"),
  unchanged: () => t("unchanged"),
  refused: () => t("refused"),
})

/** "out of order until 24 Nov 12:00: a pipe has burst", or nothing. */
export function closedWords(room, house) {
  if (!room.closed_from || room.state === "in_use") return ""
  const from = moment(room.closed_from, house)
  const until = room.closed_until ? moment(room.closed_until, house) : ""
  if (room.state === "closes") return until ? t("Out of order from {from} until {until}", { from, until }) : t("Out of order from {from}", { from })
  return until ? t("Out of order until {until}", { until }) : t("Out of order until further notice")
}
