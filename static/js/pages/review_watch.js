// A tick that waits for somebody's word is said aloud: nobody looks at a page that is seldom needed.

import { t } from "../house/i18n.js"

/** Say so as long as somebody is signed in who may decide it. */
export function watchReviews(app) {
  if (!app.may("tick_review")) return
  app.hear((events) => {
    if (!events.some(({ kind }) => kind === "tick_held")) return
    const act = () => {
      forget()
      app.go("/reviews")
    }
    const forget = app.tell({ text: t("Something done without a network is to be looked at."), stays: true, action: { text: t("To be looked at"), act } })
  })
}
