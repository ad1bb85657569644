// What the administrator does with wall screens on the people's page.

import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { screenDialog, screensPart } from "../parts/screen_rows.js"
import { secretDialog } from "../parts/staff_dialogs.js"

let screens = []

/** Fetch the screens for whoever looks after them. Throws a Problem. */
export async function lookAtScreens(app) {
  screens = app.may("screen_manage") ? (await api.get("/api/screens")).screens : []
}

/** The part of the page. */
export const screensOf = (app) => screensPart({ screens, house: app.house(), acts: { enrol: () => enrol(app), revoke: (screen) => revoke(app, screen) } })

function enrol(app) {
  app.open((talk) =>
    screenDialog({
      talk,
      send: (body) =>
        app.attempt(async () => {
          await api.send("POST", "/api/screens", body)
          location.assign("/wall")
        }),
    }),
  )
}

function revoke(app, screen) {
  app.open((talk) =>
    secretDialog({
      title: t("Shut {name}?", { name: screen.name }),
      lead: t("It goes dark at once. Setting it up again needs somebody at the screen."),
      action: t("Shut the screen"),
      talk,
      send: () =>
        app.attempt(async () => {
          screens = (await api.send("DELETE", `/api/screens/${screen.id}`)).screens
        }),
    }),
  )
}
