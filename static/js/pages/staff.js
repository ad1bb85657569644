// The people of the house and its tablets: taken on, changed, let in again, a lost tablet shut.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { t, words } from "../house/i18n.js"
import { icon } from "../parts/icon.js"
import { dismissDialog, personDialog, personField, secretDialog, secretsDialog, shownOnce, tabletDialog } from "../parts/staff_dialogs.js"
import { certificateEnds, personRow, tabletRow } from "../parts/staff_rows.js"
import { bringIn } from "./bring_in_acts.js"
import { fetched } from "./fetched.js"
import { lookAtScreens, screensOf } from "./screen_acts.js"

let wanted = ""
const rolls = fetched({
  get: rollsOf,
  concerns: ({ kind }) => kind.startsWith("staff_") || kind.startsWith("tablet_") || kind.startsWith("screen_"),
  waiting: () => t("Loading…"),
})

export const staff = {
  code: "staff",
  title: () => t("People and tablets"),
  enter(app) {
    wanted = ""
    rolls.enter(app)
  },
  leave: rolls.leave,
  view: (app) => rolls.instead(app) ?? rollsPart(app),
}

async function rollsOf(app) {
  const { staff: people, posts, certificate_ends_at: ends } = app.may("staff_manage") ? await api.get("/api/staff") : { staff: [], posts: [] }
  const { tablets, departments } = await api.get("/api/tablets")
  await lookAtScreens(app)
  return { people, posts, tablets, departments, ends }
}

function rollsPart(app) {
  return html`<div class="narrow">${rolls.held.ends ? certificateEnds(rolls.held.ends, app.house()) : nothing} ${app.may("staff_manage") ? peoplePart(app) : nothing} ${tabletsPart(app)} ${app.may("screen_manage") ? screensOf(app) : nothing}</div>`
}

function peoplePart(app) {
  const found = rolls.held.people.filter(matches)
  const groups = grouped(found)
  const search = (event) => {
    wanted = event.target.value
    app.redraw()
  }
  return html`<section class="staff-part" aria-labelledby="people-head">
    <header class="part-head">
      <h2 id="people-head">${t("People")}</h2>
      <label class="search">${icon("search")}<span class="unseen">${t("Search by name")}</span><input type="search" .value=${wanted} @input=${search} placeholder=${t("Search by name")} /></label>
      <button class="button main" @click=${() => takeOn(app)}>${icon("user-plus")}${t("Take somebody on")}</button>
      <button class="button" @click=${() => bringInPeople(app)}>${icon("file-text")}${t("Bring in a list")}</button>
    </header>
    ${found.length ? nothing : html`<p class="soft">${t("Nobody is called so.")}</p>`}
    ${[...groups].map(
      ([code, members]) => html`<h3>${departmentName(code)}</h3>
        <ul class="staff-list">${members.map((person) => personRow(person, { posts: rolls.held.posts, house: app.house(), acts: actsOn(app, person) }))}</ul>`,
    )}
  </section>`
}

function tabletsPart(app) {
  const { tablets } = rolls.held
  const here = tablets.some((one) => one.here && !one.revoked_at)
  return html`<section class="staff-part" aria-labelledby="tablets-head">
    <header class="part-head">
      <h2 id="tablets-head">${t("Tablets")}</h2>
      <button class="button" @click=${() => enrol(app)}>${icon("plus")}${here ? t("Rename this tablet") : t("Make this device a tablet of the house")}</button>
    </header>
    <p class="soft">${t("On a tablet of the house people sign in by tapping their name and a PIN. A lost one is shut here.")}</p>
    ${tablets.length ? html`<ul class="staff-list">${tablets.map((one) => tabletRow(one, { house: app.house(), departmentName, revoke: () => revoke(app, one) }))}</ul>` : html`<p class="soft">${t("No tablet yet.")}</p>`}
  </section>`
}

const departmentName = (code) => words(rolls.held.departments.find((one) => one.code === code)?.name) || code

const matches = (person) => {
  const asked = wanted.trim().toLowerCase()
  return !asked || [person.username, person.name.zh, person.name.en].some((text) => text.toLowerCase().includes(asked))
}

function grouped(rows) {
  const groups = new Map()
  for (const row of rows) groups.set(row.department, [...(groups.get(row.department) ?? []), row])
  return groups
}

const choices = () => ({ posts: rolls.held.posts, departments: rolls.held.departments })

const actsOn = (app, person) => ({
  change: () => app.open((talk) => personDialog({ person, ...choices(), talk, send: (body) => change(app, person, body) })),
  dismiss: () => dismiss(app, person),
  takeBack: () => change(app, person, { active: true }),
  fresh: (what) => app.open((talk) => secretDialog({ ...FRESH[what](words(person.name)), talk, send: () => fresh(app, person, what) })),
})

// What is unfinished is said before anybody goes.
async function dismiss(app, person) {
  const left = await app.attempt(() => api.get(`/api/staff/${person.id}/unfinished`))
  if (!left) return
  const colleagues = rolls.held.people.filter((one) => one.active && one.id !== person.id && one.department === person.department && one.role !== "administrator")
  app.open((talk) => dismissDialog({ person, left, colleagues, house: app.house(), talk, send: (to) => change(app, person, { active: false, hand_to: to }) }))
}

function bringInPeople(app) {
  bringIn(app, {
    path: "/api/staff/import",
    title: t("Bring in a list of people"),
    columns: t("Columns: username, name_zh, name_en, role, department, post, language. Nobody is dismissed by a list."),
    name: (row) => `${words(row.name)} · ${row.username}`,
    fieldName: personField,
    async done({ rows }) {
      await rolls.look(app)
      const added = rows.filter(({ outcome }) => outcome === "added")
      if (added.length) app.open((talk) => secretsDialog({ rows: added, talk }), { wide: true })
      else app.tell({ text: t("The list is in.") })
    },
  })
}

const FRESH = {
  pin: (name) => ({ title: t("A new PIN for {name}?", { name }), lead: t("The old one ends now, and so do open sessions. The new one is shown once."), action: t("New PIN") }),
  password: (name) => ({ title: t("A new password for {name}?", { name }), lead: t("The old one ends now, and so do open sessions. The new one is shown once."), action: t("New password") }),
}

async function change(app, person, body) {
  await app.attempt(async () => {
    const { staff: people } = await api.send("PATCH", `/api/staff/${person.id}`, body)
    rolls.put({ ...rolls.held, people })
  })
}

async function fresh(app, person, what) {
  const answer = await app.attempt(() => api.send("POST", `/api/staff/${person.id}/fresh/${what}`))
  if (answer) app.open((talk) => shownOnce({ name: words(person.name), secret: answer.secret, talk }))
}

function takeOn(app) {
  app.open((talk) =>
    personDialog({
      ...choices(),
      talk,
      send: (body) =>
        app.attempt(async () => {
          await api.send("POST", "/api/staff", body)
          await rolls.look(app)
        }),
    }),
  )
}

function enrol(app) {
  const { tablets, departments } = rolls.held
  const here = tablets.find((one) => one.here)
  app.open((talk) =>
    tabletDialog({
      tablet: here,
      departments,
      talk,
      send: (body) =>
        app.attempt(async () => {
          await api.send("POST", "/api/tablets", body)
          await rolls.look(app)
        }),
    }),
  )
}

function revoke(app, tablet) {
  app.open((talk) =>
    secretDialog({
      title: t("Shut {name}?", { name: tablet.name }),
      lead: t("Whoever is signed in on it is signed out at once, and its door shows nobody."),
      action: t("Shut the tablet"),
      talk,
      send: () =>
        app.attempt(async () => {
          const { tablets } = await api.send("DELETE", `/api/tablets/${tablet.id}`)
          rolls.put({ ...rolls.held, tablets })
        }),
    }),
  )
}
