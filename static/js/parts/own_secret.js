// One's own password and PIN, against the present password.

import { html } from "../../vendor/lit-html/lit-html.js"

import { t } from "../house/i18n.js"
import { field, formDialog } from "./dialog.js"

/** `send(body)`; what is left empty stays as it is. */
export function ownSecretDialog({ send, talk }) {
  const line = (name, label, hint = "", complete = "new-password") =>
    field({ label, hint, place: name, problem: talk.problem, input: html`<input name=${name} type="password" autocomplete=${complete} maxlength="200" />` })
  return formDialog({
    title: t("My password and PIN"),
    body: html`
      ${line("password", t("Present password"), "", "current-password")}
      ${line("new_password", t("New password"), t("At least 10 characters; empty: it stays."))}
      ${line("new_pin", t("New PIN"), t("4 to 8 digits; empty: it stays."))}
    `,
    action: t("Change"),
    talk,
    submit: send,
  })
}
