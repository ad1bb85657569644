// An address that leads nowhere, and people whose role has no screens yet.

import { t } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"

export const nowhere = {
  code: "nowhere",
  title: () => t("Nothing here"),
  view: (app) =>
    app.may("board_read")
      ? emptyState({ name: "map-pin", title: t("Nothing here"), text: t("Choose a page beside or below.") })
      : emptyState({ name: "lock", title: t("No guests are shown to your role"), text: t("Choose a page beside or below.") }),
}
