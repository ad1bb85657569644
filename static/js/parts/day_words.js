// The words of the days in house: meals and wake-up calls.

import { t } from "../house/i18n.js"

export const MEALS = ["breakfast", "lunch", "tea", "dinner", "supper", "banquet"]

const MEAL_WORDS = {
  breakfast: () => t("Breakfast"),
  lunch: () => t("Lunch"),
  tea: () => t("Afternoon tea"),
  dinner: () => t("Dinner"),
  supper: () => t("Supper"),
  banquet: () => t("Banquet"),
}

/** What a meal is called. */
export const mealKind = (code) => MEAL_WORDS[code]?.() ?? code

/** The hour that a meal usually begins at, "HH:MM" on the hotel's clock. */
export const USUAL_HOUR = { breakfast: "08:00", lunch: "12:00", tea: "15:30", dinner: "19:00", supper: "22:00", banquet: "18:30" }
