// The ladder at the side of the form, the lists that grades choose from, and what else is counted by rank.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { at, mistakesIn } from "../board/ladder.js"
import { n, t, words } from "../house/i18n.js"
import { codesField, mistake, numberField, pairField, spanField } from "./grade_form.js"
import { icon } from "./icon.js"
import { level } from "./alarm_words.js"
import { role } from "./words.js"

/** The grades in their order; `acts` are {choose(place), move(place, by), add(), drop(place)}. */
export function ladderList({ grades, chosen, errors, mayChange, acts }) {
  return html`<nav class="ladder-list" aria-label=${t("Grades, the highest first")}>
    <ol>${grades.map((grade, place) => {
      const mistakes = mistakesIn(errors, `grades.${place}`)
      return html`<li class="rung" ?data-chosen=${place === chosen}>
        <button type="button" class="rung-name" aria-current=${place === chosen ? "true" : nothing} @click=${() => acts.choose(place)}>
          <span class="grade" data-colour=${grade.colour}>${grade.code}</span><span>${words(grade.name) || t("No name yet")}</span>
          ${mistakes ? html`<span class="count-mark figure" aria-label=${n("{n} mistake", "{n} mistakes", mistakes)}>${mistakes}</span>` : nothing}
        </button>
        ${mayChange ? html`<button type="button" class="button square quiet" ?disabled=${!place} aria-label=${t("{code} higher", { code: grade.code })} @click=${() => acts.move(place, -1)}>${icon("chevron-up")}</button>
          <button type="button" class="button square quiet" ?disabled=${place === grades.length - 1} aria-label=${t("{code} lower", { code: grade.code })} @click=${() => acts.move(place, 1)}>${icon("chevron-down")}</button>` : nothing}
      </li>`
    })}</ol>
    ${mayChange ? html`<div class="asides"><button type="button" class="button small" @click=${acts.add}>${icon("plus")}${t("Add a grade")}</button>
      ${grades.length > 1 ? html`<button type="button" class="button small quiet" @click=${() => acts.drop(chosen)}>${icon("x")}${t("Take {code} away", { code: grades[chosen].code })}</button>` : nothing}</div>` : nothing}
  </nav>`
}

/** Amenities and honours: what they are called. `add(part)` begins another. */
export function namesPart(talk, add) {
  const list = (part, title, one) => html`<section class="section"><h2>${title}</h2>
    ${talk.said[part].map((entry, place) => html`<div class="named-row"><code class="soft">${entry.code}</code><div>${pairField(one, `${part}.${place}.name`, talk)}</div></div>`)}
    ${talk.mayChange ? html`<button type="button" class="button" @click=${() => add(part)}>${icon("plus")}${t("Add…")}</button>` : nothing}
  </section>`
  return html`<fieldset class="grade-form" ?disabled=${!talk.mayChange}>${list("amenities", t("Amenities"), t("Amenity"))} ${list("honours", t("Honours"), t("Honour"))}</fieldset>`
}

/** The ladders of escalation: who is told of late work, and after how long. */
export function escalationPart(talk) {
  return html`<fieldset class="grade-form" ?disabled=${!talk.mayChange}>
    <p class="soft">${t("The first ladder that fits a task's department and its guest's rank counts. Times are before (-30m) and after (15m) the due time.")}</p>
    ${talk.said.ladders.map((ladder, place) => escalation(ladder, `ladders.${place}`, talk))}
  </fieldset>`
}

function escalation(ladder, base, talk) {
  return html`<section class="section"><h2>${whose(ladder, talk)}</h2>
    ${spanField(t("Grace"), `${base}.grace`, talk, { hint: t("How long after the due time work counts as late.") })}
    <div class="table-wide" tabindex="0" role="region" aria-label=${whose(ladder, talk)}><table class="step-table">
      <thead><tr><th scope="col">${t("Alarm")}</th><th scope="col">${t("When")}</th><th scope="col">${t("Whom")}</th></tr></thead>
      <tbody>${ladder.rungs.map((rung, place) => html`<tr>
        <th scope="row">${choiceOf(`${base}.rungs.${place}.level`, talk.choices.levels, level, t("Alarm"), talk)}</th>
        <td>${spanField(t("When"), `${base}.rungs.${place}.after`, talk, { quiet: true })}</td>
        <td>${choiceOf(`${base}.rungs.${place}.to`, talk.choices.to, whom, t("Whom"), talk)}</td>
      </tr>`)}</tbody>
    </table></div>
  </section>`
}

const whom = (code) => (code === "assignee" ? t("Whoever has the task") : role(code))

function whose(ladder, talk) {
  const department = talk.choices.departments.find(({ code }) => code === ladder.department)
  const parts = [department ? words(department.name) : "", ladder.ranks?.length ? t("ranks {ranks}", { ranks: ladder.ranks.join(t(", ")) }) : ""].filter(Boolean)
  return parts.join(" · ") || t("Everybody else")
}

function choiceOf(path, codes, said, label, talk) {
  const chosen = at(talk.said, path)
  return html`<select aria-label=${label} @change=${(event) => talk.set(path, event.target.value)}>${codes.map((code) => html`<option value=${code} ?selected=${code === chosen}>${said(code)}</option>`)}</select>${mistake(path, talk)}`
}

/** What one guest at a time can have: how many there are, what lies between two, who may stand in. */
export function resourcesPart(talk) {
  const posts = talk.choices.posts
  const list = (part, title, name, known) => html`<section class="section"><h2>${title}</h2>
    ${talk.said[part].map((one, place) => html`<div class="stock-row"><strong>${name(one)}</strong>
      <div class="three">${numberField(t("How many"), `${part}.${place}.count`, talk)} ${spanField(t("Between two guests"), `${part}.${place}.turnaround`, talk)}
      ${codesField(t("Instead"), `${part}.${place}.instead`, known, talk)}</div></div>`)}
  </section>`
  const things = talk.said.things
  return html`<fieldset class="grade-form" ?disabled=${!talk.mayChange}>
    ${list("things", t("Things"), (one) => words(one.name), things)}
    ${list("people", t("People"), (one) => words(posts.find(({ code }) => code === one.code)?.name) || one.code, posts)}
  </fieldset>`
}
