// The second signature: by the signed-in person where that is another than the doer, or by a colleague's PIN.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { mustBeAnother, signersFor } from "../board/may.js"
import { t, words } from "../house/i18n.js"
import { formDialog } from "./dialog.js"
import { icon } from "./icon.js"
import { pinPad } from "./pin_pad.js"
import { role, signer } from "./words.js"

/** Who signs beside the doer, chosen from those who may. `send(body)`. */
export function signDialog({ task, house, session, send, talk }) {
  const doer = house.staff.get(task.done_by)
  const mine = !mustBeAnother(session, task)
  const others = signersFor(task, house.staff.values()).filter(({ id }) => id !== session.staff.id)
  return formDialog({
    title: t("Second signature: {title}", { title: words(task.title) }),
    lead: html`<p class="soft">${t("Done by {name}. It needs {who} to sign.", { name: words(doer?.name) || "–", who: signer(task.second_signature) })}</p>
      ${mine
        ? html`<button type="button" class="button main wide" @click=${() => send({})} ?disabled=${talk.busy}>${icon("pen-line")}${t("Sign as {name}", { name: words(session.staff.name) })}</button>
            <p class="or">${t("or somebody else, on this tablet:")}</p>`
        : html`<p>${t("You did it, so somebody else must sign on this tablet.")}</p>`}`,
    body: html`<div class="sign-beside">${people(others)} ${pinPad()}</div>`,
    action: t("Sign with PIN"),
    tone: mine ? "" : "main",
    talk,
    submit: ({ second, pin }) => send({ second: { id: Number(second) || null, pin } }),
  })
}

function people(others) {
  return html`<fieldset class="people">
    <legend class="field-label">${t("Who signs?")}</legend>
    ${others.length ? nothing : html`<p class="soft">${t("Nobody of the house may sign this but you.")}</p>`}
    ${others.map(
      (person, number) => html`<label class="person"><input type="radio" name="second" value=${person.id} ?checked=${number === 0} />
        <span><strong>${words(person.name)}</strong><span class="soft">${role(person.role)}</span></span></label>`,
    )}
  </fieldset>`
}
