// How the reports say figures and codes.

import { n, t } from "../house/i18n.js"

const said = (table) => (code) => table[code]?.() ?? code

export const alarmTo = said({
  assignee: () => t("Whoever has the task"),
  supervisor: () => t("Supervisor"),
  manager: () => t("Manager"),
  lobby_manager: () => t("Lobby manager"),
  general_manager: () => t("General manager"),
})

export const alarmLevel = said({
  soon: () => t("before it is due"),
  due: () => t("as it falls due"),
  overdue: () => t("when it is late"),
  escalated: () => t("passed up"),
})

export const percent = (share) => `${share}%`

/** "2.1 points more than in the period before." */
export function points(difference) {
  const rounded = Math.round(Math.abs(difference) * 10) / 10
  if (!rounded) return t("As in the period before.")
  return difference > 0 ? n("{n} point more than in the period before.", "{n} points more than in the period before.", rounded) : n("{n} point less than in the period before.", "{n} points less than in the period before.", rounded)
}

/** "45 min", "2 h", "2 h 10 min" */
export function minutes(count) {
  if (count < 90) return t("{n} min", { n: count })
  const hours = Math.floor(count / 60)
  return count % 60 ? t("{h} h {n} min", { h: hours, n: count % 60 }) : t("{h} h", { h: hours })
}

/** "1 h to 2 h before": at least `low` minutes, and less than `high`. */
export function band(low, high) {
  if (high === undefined) return t("{time} or more before", { time: minutes(low) })
  return low ? t("{low} to {high} before", { low: minutes(low), high: minutes(high) }) : t("Less than {time} before", { time: minutes(high) })
}
