// The dialogs of the people's page: somebody new or changed, a fresh secret, a tablet's name.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, spoken, t, words } from "../house/i18n.js"
import { field, formDialog } from "./dialog.js"
import { icon } from "./icon.js"
import { moment } from "./when.js"
import { role } from "./words.js"

const ROLES = ["attendant", "supervisor", "manager", "lobby_manager", "general_manager", "administrator"]

/** Somebody new (no `person`), or somebody's role, department and post. `send(body)`. */
export function personDialog({ person = null, posts, departments, send, talk }) {
  return formDialog({
    title: person ? words(person.name) : t("Take somebody on"),
    body: html`
      ${person ? nothing : newPart(talk)}
      <div class="field-pair">${field({ label: t("Department"), place: "department", problem: talk.problem, input: select("department", departments.map(({ code }) => code), named(departments), person?.department ?? "housekeeping") })}
      ${field({ label: t("Role"), place: "role", problem: talk.problem, input: select("role", ROLES, role, person?.role ?? "attendant") })}</div>
      ${field({
        label: t("Post"),
        place: "post",
        problem: talk.problem,
        input: select("post", ["", ...posts.map(({ code }) => code)], named(posts, t("None")), person?.post ?? ""),
        hint: t("The post decides who signs and who stands in a line-up."),
      })}
      ${person ? html`<p class="soft">${t("A new role or department ends open sessions.")}</p>` : nothing}
    `,
    action: person ? t("Change") : t("Take on"),
    talk,
    submit: (values) => send(person ? { department: values.department, role: values.role, post: values.post } : newBody(values)),
  })
}

function newPart(talk) {
  const line = (name, label, more = {}) =>
    field({ label, place: name, problem: talk.problem, hint: more.hint, input: html`<input name=${name} type=${more.type ?? "text"} autocomplete="off" autocapitalize="off" spellcheck="false" required maxlength=${more.longest ?? 60} />` })
  return html`
    <div class="field-pair">${line("name.zh", t("Name in Chinese"))} ${line("name.en", t("Name in English"))}</div>
    <div class="field-pair">${line("username", t("User name"))} ${line("pin", t("PIN"), { longest: 8, hint: t("4 to 8 digits.") })}</div>
    ${line("password", t("First password"), { longest: 200, hint: t("At least 10 characters. The person changes it after the first sign-in.") })}
  `
}

function newBody({ "name.zh": zh, "name.en": en, ...rest }) {
  return { ...rest, username: rest.username.trim(), name: { zh: zh.trim(), en: en.trim() }, language: spoken() }
}

const named = (rows, nothing) => (code) => (code ? words(rows.find((one) => one.code === code).name) : nothing)

function select(name, codes, said, chosen) {
  return html`<select name=${name}>${codes.map((code) => html`<option value=${code} ?selected=${code === chosen}>${said(code)}</option>`)}</select>`
}

/** Something that ends what stood: said before it is done. */
export function secretDialog({ title, lead, action, send, talk }) {
  return formDialog({ title, body: html`<p>${lead}</p>`, action, tone: "warn", talk, submit: send })
}

/** Somebody leaves: what is unfinished, and whose it is from now on. `left` is {tasks, next_due_at, complaints, handovers}. */
export function dismissDialog({ person, left, colleagues, house, send, talk }) {
  const other = [
    left.complaints && n("{n} complaint in hand", "{n} complaints in hand", left.complaints),
    left.handovers && n("{n} handover that nobody has accepted yet", "{n} handovers that nobody has accepted yet", left.handovers),
  ].filter(Boolean)
  return formDialog({
    title: t("Dismiss {name}?", { name: words(person.name) }),
    body: html`<p>${t("Every session ends at once. What was done stays on record.")}</p>
      ${left.tasks
        ? html`<p class="problem">${icon("list-checks")}<span>${n("{n} open task is theirs, the next due {time}.", "{n} open tasks are theirs, the next due {time}.", left.tasks, { time: moment(left.next_due_at, house) })}</span></p>
            ${field({ label: t("Who takes it over?"), place: "assignee", problem: talk.problem, input: select("hand_to", ["", ...colleagues.map(({ id }) => String(id))], (id) => (id ? words(colleagues.find((one) => String(one.id) === id).name) : t("Nobody yet: the supervisor gives it out")), "") })}`
        : html`<p class="soft">${t("Nothing is unfinished.")}</p>`}
      ${other.length ? html`<p class="problem">${icon("triangle-alert")}<span>${t("Also open: {list}. The lobby manager takes care of it.", { list: other.join(t(", ")) })}</span></p>` : nothing}`,
    action: t("Dismiss"),
    tone: "warn",
    talk,
    submit: ({ hand_to: to = "" }) => send(to ? Number(to) : null),
  })
}

/** The first secrets of those who came in by a list: shown this once, to be printed and handed over. */
export function secretsDialog({ rows, talk }) {
  return formDialog({
    title: n("{n} person is taken on", "{n} people are taken on", rows.length),
    lead: html`<p>${t("These are shown once. Print them, or write them down, before you close.")}</p>`,
    body: html`<div class="table-wide" tabindex="0" role="region" aria-label=${t("First passwords and PINs")}><table class="step-table">
      <thead><tr><th scope="col">${t("Name")}</th><th scope="col">${t("User name")}</th><th scope="col">${t("Password")}</th><th scope="col">${t("PIN")}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr><th scope="row">${words(row.name)}</th><td>${row.username}</td><td class="figure">${row.password}</td><td class="figure">${row.pin}</td></tr>`)}</tbody>
    </table></div>`,
    more: html`<button class="button" type="button" @click=${() => print()}>${icon("printer")}${t("Print")}</button>`,
    action: "",
    talk,
    submit: talk.close,
  })
}

/** A fresh secret, shown this once and large enough to be read out. */
export function shownOnce({ name, secret, talk }) {
  return formDialog({
    title: t("For {name}", { name }),
    body: html`<p class="secret figure" lang="en">${secret}</p><p class="soft">${t("It is not shown again. Tell it to nobody else.")}</p>`,
    action: "",
    talk,
    submit: talk.close,
  })
}

/** Where the tablet lies, and whose people its door shows first. */
export function tabletDialog({ tablet, departments, send, talk }) {
  return formDialog({
    title: t("A tablet of the house"),
    body: html`
      ${field({ label: t("Where does it lie?"), place: "name", problem: talk.problem, input: html`<input name="name" required maxlength="80" .value=${tablet?.name ?? ""} autofocus />`, hint: t("For example: Lobby desk 1") })}
      ${field({ label: t("Whose people first?"), place: "department", problem: talk.problem, input: select("department", ["", ...departments.map(({ code }) => code)], named(departments, t("Everybody")), tablet?.department ?? "") })}
    `,
    action: t("Keep"),
    talk,
    submit: ({ name, department: code }) => send({ name: name.trim(), department: code || null }),
  })
}

/** What a column of a list of people is called. */
export const personField = (code) => PERSON_FIELDS[code]?.() ?? code

const PERSON_FIELDS = {
  username: () => t("User name"),
  name_zh: () => t("Name in Chinese"),
  name_en: () => t("Name in English"),
  role: () => t("Role"),
  department: () => t("Department"),
  post: () => t("Post"),
  language: () => t("Language"),
}
