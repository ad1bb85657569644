// The dialogs that change a stay. Nothing is changed before the person has seen what moves.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { entryName, isMissing, postName, postsOf } from "./change_words.js"
import { field, formDialog } from "./dialog.js"
import { givingWords } from "./giving_words.js"
import { icon } from "./icon.js"
import { gradeMark } from "./marks.js"
import { whatMoves } from "./moves.js"
import { moment } from "./when.js"
import { fault, role } from "./words.js"

/** A form whose answer is looked at first: `look(values)`, then `confirm()`. */
function lookFirst({ title, body, more = nothing, confirmText, answer, look, confirm, house, talk }) {
  return formDialog({
    title,
    body: html`<div class="looked-at" @input=${talk.changed}>${body}</div>
      <div aria-live="polite">${answer ? html`${more} ${whatMoves(answer, house)}` : nothing}</div>`,
    action: answer ? confirmText : t("See what moves"),
    talk,
    submit: (values) => (answer ? confirm() : look(values)),
  })
}

/** Another room, and why. */
export function roomDialog({ stay, draft, talk, ...rest }) {
  return lookFirst({
    ...rest,
    talk,
    title: t("Another room for {name}", { name: words(stay.name) }),
    confirmText: t("Confirm the room"),
    body: html`
      ${field({
        label: t("New room"),
        place: "room",
        problem: talk.problem,
        input: html`<input name="room" class="figure" required maxlength="16" autocomplete="off" .value=${draft.room} autofocus />`,
        hint: stay.room ? t("Now in room {room}.", { room: stay.room }) : "",
      })}
      ${reasonField(draft, talk, [t("Something is broken"), t("The guest asks for it"), t("Upgrade")])}
    `,
  })
}

/** Who comes along. */
export function partyDialog({ stay, draft, talk, ...rest }) {
  return lookFirst({
    ...rest,
    talk,
    title: t("Party of {name}", { name: words(stay.name) }),
    confirmText: t("Confirm the party"),
    body: html`${countField("adults", t("Adults"), draft, talk)} ${countField("children", t("Children"), draft, talk)}`,
  })
}

/** Another grade: at once where the guest's record earns it, else asked for. */
export function gradeDialog({ stay, draft, answer, house, talk, ...rest }) {
  return lookFirst({
    ...rest,
    answer,
    house,
    talk,
    title: t("Grade of {name}", { name: words(stay.name) }),
    confirmText: answer?.approvers.length ? t("Ask for the grade") : t("Confirm the grade"),
    more: answer ? wayOf(answer, house) : nothing,
    body: html`${gradeField([...house.grades.values()].filter(({ code }) => code !== stay.grade), draft, talk)}
      ${reasonField(draft, talk, [t("Guest of the owner"), t("Long-standing guest"), t("Service recovery")])}`,
  })
}

function wayOf({ approvers }, house) {
  if (!approvers.length) return html`<p class="way-of">${icon("circle-check")}${t("The guest's record earns it: it holds at once.")}</p>`
  const names = approvers.map((post) => postName(post, house)).join(t(", "))
  return html`<p class="way-of" data-waits>${icon("stamp")}${t("Needs approval by another person: {names}. Until then the plan stays as it is; this would move:", { names })}</p>`
}

/** A VIP without a booking. */
export function walkInDialog({ draft, answer, house, talk, ...rest }) {
  const text = (name, label, more = {}) =>
    field({ label, place: name, problem: talk.problem, input: html`<input name=${name} maxlength="100" autocomplete="off" .value=${draft[name]} />`, ...more })
  return lookFirst({
    ...rest,
    answer,
    house,
    talk,
    title: t("VIP without a booking"),
    confirmText: t("Take in the guest"),
    more: answer?.grant_asked ? html`<p class="way-of" data-waits>${icon("stamp")}${t("The grade {grade} waits for approval; until then the plan is that of {now}.", { grade: answer.grant_asked, now: answer.stay.grade })}</p>` : nothing,
    body: html`
      <div class="two">${text("name_prefix", t("Title"))} ${text("surname", t("Surname"))} ${text("given_name", t("Given name"))} ${text("native_name", t("Name in its own script"))}</div>
      ${gradeField([...house.grades.values()], draft, talk)}
      <div class="two">${text("room", t("Room"))} ${countField("nights", t("Nights"), draft, talk)} ${countField("adults", t("Adults"), draft, talk)} ${countField("children", t("Children"), draft, talk)}</div>
      <fieldset class="field"><legend class="field-label">${t("Language of the letter")}</legend>
        <span class="choices">${[["zh", "中文"], ["en", "English"], ["ja", "日本語"]].map(
          ([code, name]) => html`<label class="choice"><input type="radio" name="language" value=${code} ?checked=${code === draft.language} /><span lang=${code}>${name}</span></label>`,
        )}</span>
      </fieldset>
      ${reasonField(draft, talk, [])}
    `,
  })
}

/** The roll-call: one big tap each. `missing` entries need a word before the line-up is complete. */
export function lineUpDialog({ task, house, tap, send, talk }) {
  const missing = task.people.filter((entry) => isMissing(entry, task.roll))
  return formDialog({
    title: words(task.title),
    lead: html`<p class="soft">${t("To stand there at {time}.", { time: moment(task.due_at, house) })}
      <strong class="figure" aria-live="polite">${t("{here} of {count} in position", { here: task.people.length - missing.length, count: task.people.length })}</strong></p>`,
    body: html`<ul class="roll">${task.people.map((entry) => rollEntry(entry, task, house, tap))}</ul>
      ${missing.length
        ? field({
            label: t("Go on without {names}, because…", { names: missing.map((entry) => entryName(entry, house)).join(t(", ")) }),
            place: "proof.roll",
            problem: talk.problem,
            input: html`<input name="roll" maxlength="255" autocomplete="off" />`,
          })
        : nothing}`,
    action: t("The line-up stands"),
    tone: missing.length ? "warn" : "main",
    talk,
    submit: ({ roll = "" }) => send({ proof: roll.trim() ? { roll: roll.trim() } : {} }),
  })
}

function rollEntry(entry, task, house, tap) {
  const posts = postsOf(entry)
  return html`<li><div class="roll-entry" role="group" aria-label=${entryName(entry, house)}>
    ${posts.map((post, place) => html`${place ? html`<span class="soft">${t("or")}</span>` : nothing}${rollButton(post, task, house, tap)}`)}
  </div></li>`
}

function rollButton(post, task, house, tap) {
  const here = task.roll.find((one) => one.post === post)
  return html`<button type="button" class="button roll-button" aria-pressed=${here ? "true" : "false"} @click=${() => tap(post, Boolean(here))}>
    ${icon(here ? "user-check" : "user")}<span><strong>${postName(post, house)}</strong>
      <span class="soft">${here ? t("in position since {time}", { time: moment(here.at, house) }) : t("not there yet")}</span></span>
  </button>`
}

/** A department's open work of one stay, given to one person. `stays` are [{stay, tasks}], the open tasks. */
export function giveAllDialog({ department, stays, send, house, talk }) {
  if (!stays.length) return formDialog({ title: t("Give all to…"), body: html`<p>${t("Nothing to do")}</p>`, talk })
  const people = [...house.staff.values()].filter((person) => person.department === department)
  const read = (form) => {
    const { stay, assignee, all } = Object.fromEntries(new FormData(form))
    return { stay: Number(stay), assignee: Number(assignee) || 0, all: all === "on" }
  }
  const choose = (event) => {
    talk.chosen = read(event.target.form)
    talk.changed()
  }
  return formDialog({
    title: t("Give all to…"),
    lead: html`<p class="soft">${t("What of a stay's work nobody has yet is given to one person.")}</p>`,
    body: html`<div class="giving" @change=${choose}>
      <fieldset class="people"><legend class="field-label">${t("Of which stay?")}</legend>
        ${stays.map(
          ({ stay, tasks }, place) => html`<label class="person"><input type="radio" name="stay" value=${stay.id} ?checked=${!place} />
            <span><strong>${stay.room || "–"} · ${words(stay.name)}</strong><span class="soft">${t("{count} of {open} without anybody", { count: tasks.filter(isNobodys).length, open: tasks.length })}</span></span></label>`,
        )}
      </fieldset>
      <fieldset class="people"><legend class="field-label">${t("To whom?")}</legend>
        ${people.map(
          (person) => html`<label class="person"><input type="radio" name="assignee" value=${person.id} />
            <span><strong>${words(person.name)}</strong><span class="soft">${role(person.role)}</span></span></label>`,
        )}
      </fieldset>
      <label class="choice wide"><input type="checkbox" name="all" /><span>${t("Also what somebody has already")}</span></label>
      <p class="moves-said" role="status">${talk.chosen?.assignee ? givingWords(meant(talk.chosen, stays), talk.chosen.assignee, house.staff) : nothing}</p>
    </div>`,
    action: t("Give the tasks"),
    talk,
    submit: (_values, form) => send(read(form)),
  })
}

const meant = ({ stay, all }, stays) => stays.find((one) => one.stay.id === stay).tasks.filter((task) => all || isNobodys(task))

const isNobodys = ({ assignee }) => !assignee

function gradeField(grades, draft, talk) {
  const error = talk.problem?.facts?.errors?.find(({ where }) => where === "grade")
  const holders = talk.problem?.facts?.held_by ?? []
  return html`<fieldset class="field people" data-wrong=${error ? "" : nothing}><legend class="field-label">${t("Grade")}</legend>
    ${grades.map(
      (grade) => html`<label class="person"><input type="radio" name="grade" value=${grade.code} ?checked=${grade.code === draft.grade} />
        <span class="grade-choice">${gradeMark(grade)}<strong>${words(grade.name)}</strong></span></label>`,
    )}
    ${error ? html`<span class="field-error">${icon("triangle-alert")}${fault(error)}</span>` : nothing}
    ${holders.length ? html`<span class="soft">${n("It is held by:", "It is held by:", holders.length)} ${holders.map((one) => `${words(one.name)} ${one.room}`).join(t(", "))}</span>` : nothing}
  </fieldset>`
}

function countField(name, label, draft, talk) {
  return field({ label, place: name, problem: talk.problem, input: html`<input name=${name} type="number" inputmode="numeric" min="0" max="99" required .value=${String(draft[name])} />` })
}

function reasonField(draft, talk, suggestions) {
  const fill = (event) => {
    const input = event.target.closest("form").elements.reason
    input.value = event.target.textContent.trim()
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }
  return html`${field({ label: t("Why?"), place: "reason", problem: talk.problem, input: html`<input name="reason" maxlength="255" autocomplete="off" .value=${draft.reason} />` })}
    ${suggestions.length ? html`<p class="suggestions">${suggestions.map((text) => html`<button type="button" class="button small" @click=${fill}>${text}</button>`)}</p>` : nothing}`
}
