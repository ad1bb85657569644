// Before the first board is here: waiting, or why there is none.

import { t } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"

/** What stands where the board will be. */
export function loading(app) {
  if (app.link.get().mode === "offline") {
    return emptyState({ name: "wifi-off", title: t("The server cannot be reached"), text: t("This screen tries again every few seconds.") })
  }
  return emptyState({ name: "loader", title: t("Fetching the board…") })
}
