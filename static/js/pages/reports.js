// Reports: what a period came to, asked for group by group, drawn, printed.

import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { lastDays } from "../parts/report_days.js"
import { reportsPage } from "../parts/reports.js"
import { fetched } from "./fetched.js"

const state = { desk: null, period: null, grade: "", department: "", found: {}, open: new Set(), asked: 0 }
const desk = fetched({ get: () => api.get("/api/reports"), arrived: begin, waiting: () => t("Fetching the reports…") })

export const reports = {
  code: "reports",
  path: /^\/reports$/,
  needs: "reports_read",
  title: () => t("Reports"),
  enter(app) {
    addEventListener("beforeprint", onPaper)
    addEventListener("afterprint", onGlass)
    desk.enter(app)
  },
  leave() {
    desk.leave()
    removeEventListener("beforeprint", onPaper)
    removeEventListener("afterprint", onGlass)
  },
  view: (app) => desk.instead(app) ?? reportsPage({ state, house: app.house(), session: app.who, acts: actsOn(app) }),
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

function begin(app, answer) {
  state.desk = answer
  state.period ??= lastDays(answer.today, 7)
  fetchAll(app)
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
