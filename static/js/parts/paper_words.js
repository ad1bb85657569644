// The papers by name, and what the screens need to know of each. vipops/domain/papers.py holds the same table.

import { t } from "../house/i18n.js"

const HOUSE = ["zh", "en"]
const GUEST = ["zh", "en", "ja"]

export const PAPERS = {
  briefing: { name: () => t("Morning briefing"), about: "day", languages: HOUSE },
  arrivals_list: { name: () => t("VIP arrivals"), about: "day", languages: HOUSE },
  departures_list: { name: () => t("VIP departures"), about: "day", languages: HOUSE },
  pick_up_sign: { name: () => t("Pick-up sign"), about: "stay", languages: GUEST, forGuest: true },
  registration_card: { name: () => t("Registration card"), about: "stay", languages: GUEST, forGuest: true, needs: "registration_print" },
  amenity_order: { name: () => t("Amenity order"), about: "stay", languages: HOUSE, needs: "guest_read" },
  inspection_sheet: { name: () => t("Inspection sheet"), about: "task", languages: HOUSE },
  farewell_letter: { name: () => t("Farewell letter"), about: "stay", languages: GUEST, forGuest: true, needs: "guest_read" },
  menu: { name: () => t("Menu"), about: "meal", languages: GUEST, forGuest: true },
  care_record: { name: () => t("Proof of care"), about: "stay", languages: HOUSE, needs: "guest_read" },
  continuity: { name: () => t("Continuity pack"), about: "house", languages: HOUSE },
}

/** The paper's name, or its code where this screen does not know it yet. */
export const paperName = (code) => PAPERS[code]?.name() ?? code

/** Whether this person may print the paper; the server asks its own table again. */
export function mayPrint(session, code) {
  const paper = PAPERS[code]
  return Boolean(paper) && session.permissions.includes("paper_print") && (!paper.needs || session.permissions.includes(paper.needs))
}

/** The paper that a task is to print on this screen, or "". Letters have a desk of their own. */
export const paperOf = (task) => (task.paper && task.paper !== "letter" && PAPERS[task.paper] ? task.paper : "")

const MEALS = {
  breakfast: () => t("Breakfast"),
  lunch: () => t("Lunch"),
  tea: () => t("Afternoon tea"),
  dinner: () => t("Dinner"),
  supper: () => t("Supper"),
  banquet: () => t("Banquet"),
}

export const mealKind = (kind) => MEALS[kind]?.() ?? kind
