// The versions of the procedure, what lies between two of them, and the running stays that keep an older one.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { moment } from "./when.js"
import { stayState } from "./words.js"

/** The list: which, since when, by whom and why, for how many running stays. */
export function versionsPart({ versions, house, mayChange, acts }) {
  return html`<section class="section">
    <h2>${t("Versions")} <span class="figure soft">${versions.length}</span></h2>
    <ul class="versions">${versions.map((one) => versionRow(one, { house, mayChange, acts }))}</ul>
  </section>`
}

function versionRow(one, { house, mayChange, acts }) {
  return html`<li class="version" ?data-in-force=${one.in_force}>
    <div>
      <p><strong class="figure">${one.version}</strong> ${one.in_force ? html`<span class="tag in-force">${t("In force")}</span>` : nothing} ${one.proposed ? html`<span class="tag">${t("Proposed")}</span>` : nothing}</p>
      <p>${one.note}</p>
      <p class="soft">${sinceWhen(one, { time: moment(one.at, house), name: one.by ? words(one.by) : t("the house") })} · ${n("{n} running stay", "{n} running stays", one.stays)}</p>
    </div>
    <p class="version-acts">
      <a class="button small" href=${`/api/procedure/versions/${one.version}.zip`} download>${icon("file-text")}${t("Files")}</a>
      ${mayChange && !one.in_force ? html`<button class="button small" @click=${() => acts.putBack(one)}>${one.proposed ? html`${icon("check")}${t("Put in force")}` : html`${icon("history")}${t("Put back in force")}`}</button>` : nothing}
    </p>
  </li>`
}

const sinceWhen = ({ proposed }, who) => (proposed ? t("Proposed {time} by {name}, never in force: look at what changes, then put it in force.", who) : t("Put in force {time} by {name}", who))

/** Two versions chosen, and what changes between them in words. */
export function comparePart({ versions, compared, acts }) {
  if (versions.length < 2) return nothing
  const pick = (event) => {
    event.preventDefault()
    const { older, newer } = Object.fromEntries(new FormData(event.target))
    acts.compare(older, newer)
  }
  const choice = (name, label, chosen) => html`<label class="field"><span class="field-label">${label}</span>
    <select name=${name}>${versions.map((one) => html`<option value=${one.version} ?selected=${one.version === chosen}>${one.version}${one.in_force ? ` – ${t("In force")}` : ""}</option>`)}</select></label>`
  const inForce = versions.find(({ in_force: is }) => is)
  const other = versions.find(({ in_force: is }) => !is)
  return html`<section class="section">
    <h2>${t("What changed between two versions")}</h2>
    <form class="compare" @submit=${pick}>
      ${choice("older", t("From"), other?.version)} ${choice("newer", t("To"), inForce?.version)}
      <button class="button" type="submit">${t("Compare")}</button>
    </form>
    ${compared ? differencesPart(compared) : nothing}
  </section>`
}

/** Sentences on what differs. */
export function differencesPart(differences) {
  if (!differences.length) return html`<p class="soft" role="status">${t("Nothing changes.")}</p>`
  return html`<div role="status"><ul class="faults differences">${differences.map((one) => html`<li>${words(one)}</li>`)}</ul></div>`
}

/** The running stays that are planned with another version than the one in force. */
export function runningPart({ running, house, mayChange, acts }) {
  if (!running.length) {
    return html`<section class="section"><h2>${t("Running stays")}</h2><p class="soft procedure-empty">${t("Every running stay is planned with the version in force.")}</p></section>`
  }
  const byVersion = new Map()
  for (const stay of running) byVersion.set(stay.procedure_version, [...(byVersion.get(stay.procedure_version) ?? []), stay])
  return html`<section class="section">
    <h2>${t("Running stays with another version")} <span class="figure soft">${running.length}</span></h2>
    <p class="soft procedure-empty">${t("They keep the version they were planned with until somebody moves them over. What is done stays done.")}</p>
    ${mayChange && running.length > 1 ? html`<button class="button" @click=${acts.moveAll}>${icon("arrow-right-left")}${t("Move all over")}</button>` : nothing}
    ${[...byVersion].map(([version, stays]) => html`<h3 class="procedure-department figure">${version}</h3><ul class="versions">${stays.map((stay) => runningRow(stay, { house, mayChange, acts }))}</ul>`)}
  </section>`
}

function runningRow(stay, { house, mayChange, acts }) {
  return html`<li class="version">
    <p><span class="grade" data-colour=${house.grades.get(stay.grade)?.colour ?? nothing}>${stay.grade}</span>
      <span class="serif">${stay.name ? words(stay.name) : t("Stay {id}", { id: stay.id })}</span>
      <span class="figure">${stay.room ?? ""}</span> <span class="soft">${stayState(stay.state)}, ${moment(stay.arrival_at, house)}</span></p>
    <p class="version-acts">${mayChange ? html`<button class="button small" @click=${() => acts.moveOver(stay)}>${icon("arrow-right-left")}${t("Move over")}</button>` : nothing}</p>
  </li>`
}
