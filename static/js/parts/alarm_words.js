// The words of alarms.

import { t } from "../house/i18n.js"

const said = (table) => (code) => table[code]?.() ?? code

export const level = said({
  soon: () => t("Soon due"),
  due: () => t("Due now"),
  overdue: () => t("Overdue"),
  escalated: () => t("Escalated"),
})

export const toldTo = said({
  assignee: () => t("told to whose work it is"),
  supervisor: () => t("told to the supervisor"),
  manager: () => t("told to the department's manager"),
  lobby_manager: () => t("told to the lobby manager"),
  general_manager: () => t("told to the general manager"),
})
