// The words and signs of what guests wish, ask for and complain of.

import { t } from "../house/i18n.js"

const said = (table) => (code) => table[code]?.() ?? code

export const KINDS = ["wish", "fault", "itinerary", "suggestion", "complaint"]
export const KIND_ICONS = {
  wish: "hand-heart",
  fault: "wrench",
  itinerary: "map-pin",
  suggestion: "message-square",
  complaint: "message-square-warning",
}

export const recordKind = said({
  wish: () => t("Wish"),
  fault: () => t("Fault"),
  itinerary: () => t("Itinerary"),
  suggestion: () => t("Suggestion"),
  complaint: () => t("Complaint"),
})

export const requestState = said({
  recorded: () => t("Not acknowledged yet"),
  acknowledged: () => t("Acknowledged"),
  done: () => t("Done"),
  called_back: () => t("Called back"),
  withdrawn: () => t("Withdrawn"),
})

export const requestVerb = said({
  acknowledge: () => t("Acknowledge"),
  take_back: () => t("Not acknowledged after all"),
  do: () => t("Done"),
  call_back: () => t("Called back"),
  reopen: () => t("Open again"),
  withdraw: () => t("Withdraw"),
})

export const complaintState = said({
  recorded: () => t("Not calmed yet"),
  calmed: () => t("Calmed"),
  owned: () => t("Owned"),
  resolved: () => t("Resolved"),
  followed_up: () => t("Followed up"),
  withdrawn: () => t("Withdrawn"),
})

export const complaintVerb = said({
  calm: () => t("Guest is calmed"),
  own: () => t("I own it"),
  hand_on: () => t("Hand on to…"),
  resolve: () => t("Resolved…"),
  follow_up: () => t("Follow-up call…"),
  reopen: () => t("One step back"),
  withdraw: () => t("Withdraw"),
})

/** What happened to a complaint, for its own timeline. */
export const complaintStep = said({
  calm: () => t("Guest calmed"),
  own: () => t("Owned"),
  hand_on: () => t("Handed on"),
  resolve: () => t("Resolved"),
  follow_up: () => t("Followed up"),
  reopen: () => t("One step back"),
  withdraw: () => t("Withdrawn"),
})
