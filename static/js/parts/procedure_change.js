// A changed procedure on its way into force: the files, their mistakes, what changes, a trial over past stays.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { problem as problemLine } from "./dialog.js"
import { icon } from "./icon.js"
import { difference } from "./procedure_words.js"
import { differencesPart } from "./procedure_versions.js"
import { expectedWords, fault } from "./words.js"

/** `draft` is {files, busy, checked, tried, problem}; `acts` is {take, tryOut, putInForce, forget}. */
export function changePart({ draft, grades, acts }) {
  const take = (event) => {
    event.preventDefault()
    const files = [...(event.dataTransfer?.files ?? event.target.files ?? [])]
    if (files.length) acts.take(files)
    // The same file again is a new choice too.
    if (!event.dataTransfer) event.target.value = ""
  }
  return html`<section class="section">
    <h2>${t("Change the procedure")}</h2>
    <ol class="way-to-change soft">
      <li>${t("Download the files of the version in force, change them, and bring back those that you changed.")}</li>
      <li>${t("Read what changes, and try it over last month's stays.")}</li>
      <li>${t("Put it in force: new stays are planned with it, running stays keep theirs.")}</li>
    </ol>
    <label class="drop" @dragover=${(event) => event.preventDefault()} @drop=${take}>
      ${icon("file-text")}<strong>${draft.busy ? t("Reading the files…") : t("Choose the changed files, or drop them here")}</strong>
      <span class="soft">${t("YAML files, or a zip of them. Files that are not among them stay as they are.")}</span>
      <input class="unseen" type="file" accept=".yaml,.yml,.zip" multiple @change=${take} ?disabled=${draft.busy} />
    </label>
    ${draft.problem ? mistakes(draft.problem) : nothing} ${draft.checked ? checkedPart(draft, { grades, acts }) : nothing}
  </section>`
}

function mistakes(told) {
  const errors = told.facts?.errors ?? []
  if (!errors.length) return problemLine(told)
  return html`<div class="mistakes" role="alert">
    <h3>${n("{n} mistake: nothing was changed", "{n} mistakes: nothing was changed", errors.length)}</h3>
    <ul class="faults">${errors.map((error) => html`<li><b class="figure">${error.where}</b> ${fault(error)} <span class="soft">${expectedWords(error)}</span></li>`)}</ul>
  </div>`
}

function checkedPart(draft, { grades, acts }) {
  const { checked } = draft
  const same = !checked.differences.length
  return html`<div class="checked">
    <h3>${icon("circle-check")}${t("No mistakes. {count} tasks, version {version}", { count: checked.tasks, version: checked.version })}</h3>
    ${checked.warnings.map((one) => html`<p class="problem">${icon("triangle-alert")}<span>${words(one)}</span></p>`)}
    <h4>${n("{n} change", "{n} changes", checked.differences.length)}</h4>
    ${differencesPart(checked.differences)}
    ${same ? nothing : html`<p class="procedure-acts">
      <button class="button" @click=${acts.tryOut} ?disabled=${draft.busy}>${icon("history")}${t("Try it over the last 30 days")}</button>
      <button class="button main" @click=${acts.putInForce} ?disabled=${draft.busy}>${icon("stamp")}${t("Put in force…")}</button>
      <button class="button quiet" @click=${acts.forget}>${t("Forget this change")}</button>
    </p>`}
    ${draft.tried ? triedPart(draft.tried, grades) : nothing}
  </div>`
}

/** What a trial over past stays found. */
export function triedPart(tried, grades) {
  return html`<div class="tried" role="status">
    <h4>${t("{stays} stays of the last {days} days: {differing} would have been different", tried)}</h4>
    ${tried.refused.map((one) => html`<p class="problem">${icon("triangle-alert")}<span>${words(one)}</span></p>`)}
    ${tried.counts.length ? countsTable(tried.counts) : html`<p class="soft">${t("No stay would have got another plan.")}</p>`}
    ${tried.each.map((stay) => html`<details class="tried-stay">
      <summary><span class="figure">${stay.room}</span> <span class="grade" data-colour=${grades.get(stay.grade)?.colour ?? nothing}>${stay.grade}</span> <span class="serif">${words(stay.name)}</span> <span class="soft">${n("{n} difference", "{n} differences", stay.differences.length)}</span></summary>
      <ul class="faults">${stay.differences.map((one) => html`<li>${words(one.words)}</li>`)}</ul>
    </details>`)}
  </div>`
}

function countsTable(counts) {
  return html`<div class="table-wide" tabindex="0" role="region" aria-label=${t("Differences by task")}><table class="step-table">
    <thead><tr><th scope="col">${t("Task")}</th><th scope="col">${t("What changes")}</th><th scope="col">${t("How many tasks")}</th><th scope="col">${t("How many stays")}</th></tr></thead>
    <tbody>${counts.map((one) => html`<tr><th scope="row">${words(one.title)}</th><td>${difference(one.kind)}</td><td class="figure">${one.tasks}</td><td class="figure">${one.stays}</td></tr>`)}</tbody>
  </table></div>`
}
