// The design page's place among the pages; what it shows is fetched when somebody opens it.

import { spoken, t } from "../house/i18n.js"
import { emptyState } from "../parts/frame.js"

let shown = null
let problem = null
const state = { theme: "", language: "", width: "", text: "", tokens: null }

export const design = {
  code: "design",
  title: () => t("Design"),
  enter: fetchPage,
  leave() {
    delete document.documentElement.dataset.text
  },
  view(app) {
    if (problem) return emptyState({ name: "wifi-off", title: t("The server cannot be reached") })
    if (!shown) return emptyState({ name: "loader", title: t("Fetching the samples…") })
    state.theme = document.documentElement.dataset.theme ?? ""
    state.language = spoken()
    return shown.designPage({ state, choose: (name, value) => choose(app, name, value) })
  },
}

async function fetchPage(app) {
  document.documentElement.dataset.text = state.text
  try {
    shown ??= await import("../design/page.js")
    state.tokens ??= await shown.fetchTokens()
    problem = null
    // Samples of dialogs ask for the focus; who already has it keeps it.
    document.getElementById("main")?.focus({ preventScroll: true })
  } catch (error) {
    problem = error
  }
  app.redraw()
}

const ACTS = {
  theme: (app, value) => app.chooseTheme(value),
  language: (app, value) => app.chooseLanguage(value),
  text(app, value) {
    document.documentElement.dataset.text = value
  },
}

function choose(app, name, value) {
  state[name] = value
  ACTS[name]?.(app, value)
  app.redraw()
}
