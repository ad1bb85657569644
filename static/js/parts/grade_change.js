// What a changed ladder means before anybody puts it in force: mistakes, sentences, last month's stays.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { elsewhere } from "../board/ladder.js"
import { n, t, words } from "../house/i18n.js"
import { field, formDialog, problem as problemLine } from "./dialog.js"
import { icon } from "./icon.js"
import { triedPart } from "./procedure_change.js"
import { differencesPart } from "./procedure_versions.js"
import { expectedWords, fault } from "./words.js"

/** The bar at the bottom edge while something is changed; `acts` are {check, forget}. */
export function changeBar({ busy, errors, acts }) {
  return html`<div class="change-bar" role="status">
    <span>${errors.length ? html`${icon("triangle-alert")}${n("{n} mistake: nothing was changed", "{n} mistakes: nothing was changed", errors.length)}` : t("Changed on this screen only")}</span>
    <span class="asides"><button class="button quiet" @click=${acts.forget} ?disabled=${busy}>${t("Forget this change")}</button>
      <button class="button main" @click=${acts.check} ?disabled=${busy}>${busy ? t("Sending…") : t("See what changes")}</button></span>
  </div>`
}

/** Mistakes that lie where the form does not reach, and refusals that name no field. */
export function otherMistakes(told, errors) {
  if (!told) return nothing
  const others = elsewhere(errors)
  if (!errors.length) return problemLine(told)
  if (!others.length) return nothing
  return html`<div class="mistakes" role="alert"><h3>${t("Other checklists name what is gone or changed")}</h3>
    <ul class="faults">${others.map((error) => html`<li><b class="figure">${error.where}</b> ${fault(error)} <span class="soft">${expectedWords(error)}</span></li>`)}</ul></div>`
}

/** The change in words, tried over past stays, and put in force or left to the general manager. */
export function changeDialog({ checked, tried, grades, acts, talk }) {
  const same = !checked.differences.length
  return formDialog({
    title: n("{n} change", "{n} changes", checked.differences.length),
    body: html`${checked.warnings.map((one) => html`<p class="problem">${icon("triangle-alert")}<span>${words(one)}</span></p>`)}
      ${differencesPart(checked.differences)}
      ${same ? nothing : html`
        <p><button type="button" class="button" @click=${acts.tryOut} ?disabled=${talk.busy}>${icon("history")}${t("Try it over the last 30 days")}</button></p>
        ${tried ? triedPart(tried, grades) : nothing}
        ${field({ label: t("Why does it change?"), problem: talk.problem, input: html`<input name="note" maxlength="1000" autocomplete="off" />`, hint: t("It stands with the version, for those who come after you.") })}
        <p class="soft">${t("New stays are planned with this version from now on. Running stays keep theirs until you move them over.")} ${t("To undo it, put the earlier version back in force on the page of the procedure.")}</p>`}`,
    more: same ? nothing : html`<button class="button" type="button" @click=${({ target }) => acts.put({ note: target.closest("form").elements.note.value }, true)} ?disabled=${talk.busy}>${t("Leave it to the general manager")}</button>`,
    action: same ? "" : t("Put in force"),
    talk,
    submit: (values) => acts.put(values, false),
  })
}

/** A code for something new. */
export function codeDialog({ title, hint, pattern, send, talk }) {
  return formDialog({
    title,
    body: field({ label: t("Code"), place: "code", problem: talk.problem, hint, input: html`<input name="code" required maxlength="16" pattern=${pattern} autocomplete="off" autocapitalize="off" spellcheck="false" autofocus />` }),
    action: t("Add"),
    talk,
    submit: ({ code }) => send(code.trim()),
  })
}
