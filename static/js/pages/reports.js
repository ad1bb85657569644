// Reports: what a period came to, asked for group by group, drawn, printed.

import { html } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"
import { lastDays } from "../parts/report_days.js"
import { reportsPage } from "../parts/reports.js"
import { refusal } from "../parts/words.js"

const state = { desk: null, period: null, grade: "", department: "", found: {}, open: new Set(), asked: 0 }
let problem = null

export const reports = {
  code: "reports",
  path: /^\/reports$/,
  needs: "reports_read",
  title: () => t("Reports"),
  enter(app) {
    addEventListener("beforeprint", onPaper)
    addEventListener("afterprint", onGlass)
    begin(app)
  },
  leave() {
    removeEventListener("beforeprint", onPaper)
    removeEventListener("afterprint", onGlass)
  },
  view(app) {
    if (problem) return emptyState({ name: "triangle-alert", title: refusal(problem), action: html`<button class="button" @click=${() => begin(app)}>${t("Try again")}</button>` })
    if (!state.desk) return emptyState({ name: "loader", title: t("Fetching the reports…") })
    return reportsPage({ state, house: app.house(), session: app.who, acts: actsOn(app) })
  },
}

const actsOn = (app) => ({
  period: (period) => change(app, { period }),
  narrow: (facts) => change(app, facts),
  open(name) {
    if (!state.open.delete(name)) state.open.add(name)
    app.redraw()
  },
  again: () => fetchAll(app),
  print: () => print(),
})

async function begin(app) {
  try {
    state.desk = await api.get("/api/reports")
    state.period ??= lastDays(state.desk.today, 7)
    problem = null
    fetchAll(app)
  } catch (error) {
    problem = error
  }
  app.redraw()
}

function change(app, facts) {
  Object.assign(state, facts)
  fetchAll(app)
}

// Each group of figures comes by itself and is drawn as it comes; an answer to an older question is dropped.
function fetchAll(app) {
  const asked = (state.asked += 1)
  state.found = {}
  const { first, last } = state.period
  const wanted = new URLSearchParams({ first, last, ...(state.grade && { grade: state.grade }), ...(state.department && { department: state.department }) })
  for (const name of state.desk.reports) {
    api
      .get(`/api/reports/${name}?${wanted}`)
      .then((figures) => ({ figures }), (error) => ({ error }))
      .then((answer) => {
        if (asked !== state.asked) return
        state.found = { ...state.found, [name]: answer }
        app.redraw()
      })
  }
  app.redraw()
}

// Paper is white, whatever the screen is.
let theme
function onPaper() {
  theme = document.documentElement.dataset.theme
  document.documentElement.dataset.theme = "light"
}

function onGlass() {
  if (theme) document.documentElement.dataset.theme = theme
  else delete document.documentElement.dataset.theme
}
