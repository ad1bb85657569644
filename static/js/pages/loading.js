// Before the first board is here, or the page's own script: waiting, or why there is none.

import { html } from "../../vendor/lit-html/lit-html.js"

import { t } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"

/** What stands where the board will be. */
export function loading(app) {
  if (app.link.get().mode === "offline") {
    return emptyState({ name: "wifi-off", title: t("The server cannot be reached"), text: t("This screen tries again every few seconds.") })
  }
  return emptyState({ name: "loader", title: t("Fetching the board…") })
}

/** The page while its script is being fetched, and when it could not be. */
export const onTheWay = {
  code: "",
  title: () => t("One moment…"),
  view(app) {
    if (!app.isStranded()) return loading(app)
    const again = html`<button class="button main" @click=${() => location.reload()}>${t("Load again")}</button>`
    return emptyState({ name: "triangle-alert", title: t("This page could not be fetched"), text: t("The network is away, or the house has a new version."), action: again })
  },
}
