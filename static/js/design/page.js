// The design page: every part in every state. Loaded only when somebody opens it.

import { guard } from "../../vendor/lit-html/directives/guard.js"
import { html } from "../../vendor/lit-html/lit-html.js"

import { spoken, words } from "../house/i18n.js"
import { arrivals, grades, reports, rooms, search } from "./desks.js"
import { dayDialogs, stayDialogs } from "./dialogs.js"
import { doors, fields, frames } from "./frame.js"
import { buttons, marks } from "./marks.js"
import { letters, procedures } from "./papers.js"
import { guests, records, staff } from "./people.js"
import { stays } from "./stays.js"
import { alarms, taskDialogs, tasks } from "./tasks.js"
import { colours, fetchTokens, icons, type } from "./tokens.js"

export { fetchTokens }

/** The groups in the order in which they are shown. */
export const GROUPS = { colours, type, icons, marks, buttons, fields, frames, alarms, tasks, taskDialogs, stays, stayDialogs, dayDialogs, letters, records, guests, arrivals, search, reports, rooms, grades, procedures, staff, doors }

const SWITCHES = [
  { name: "theme", label: { zh: "外观", en: "Appearance" }, choices: [["", { zh: "随系统", en: "As the tablet" }], ["light", { zh: "浅色", en: "Light" }], ["dark", { zh: "深色", en: "Dark" }]] },
  { name: "language", label: { zh: "语言", en: "Language" }, choices: [["zh", { zh: "中文", en: "中文" }], ["en", { zh: "English", en: "English" }]] },
  { name: "width", label: { zh: "宽度", en: "Width" }, choices: [["", { zh: "全宽", en: "Full" }], ["tablet", { zh: "平板", en: "Tablet" }], ["phone", { zh: "手机", en: "Phone" }]] },
  { name: "text", label: { zh: "文字", en: "Text" }, choices: [["", { zh: "100 %", en: "100 %" }], ["200", { zh: "200 %", en: "200 %" }]] },
]

/** The page. `state` is {theme, language, width, text, tokens}; `choose(name, value)` turns a switch. */
export function designPage({ state, choose }) {
  return html`<div class="design" data-width=${state.width} @click=${stayHere} @submit=${stayHere}>
    <div class="design-switches">${SWITCHES.map((one) => switchOf(one, state, choose))}</div>
    <nav class="chips design-groups" aria-label=${words({ zh: "分组", en: "Groups" })}>${Object.entries(GROUPS).map(([name, { title }]) => html`<a class="chip" href=${`#design-${name}`}>${words(title)}</a>`)}</nav>
    ${Object.entries(GROUPS).map(([name, group]) => html`<section class="design-group" id=${`design-${name}`} tabindex="-1">
      <h2>${words(group.title)}</h2>
      <div class="specimens">${guard([spoken(), state.tokens], () => group.view({ tokens: state.tokens }))}</div>
    </section>`)}
  </div>`
}

function switchOf({ name, label, choices }, state, choose) {
  return html`<fieldset class="field"><legend class="field-label">${words(label)}</legend>
    <span class="choices">${choices.map(([value, text]) => html`<button class="button choice-button" lang=${name === "language" ? value : ""} aria-pressed=${state[name] === value ? "true" : "false"} @click=${() => choose(name, value)}>${words(text)}</button>`)}</span>
  </fieldset>`
}

// Samples lead nowhere and send nothing; the page's own chips do.
function stayHere(event) {
  const link = event.target.closest?.("a")
  if (event.type === "submit" || (link && !link.closest(".design-groups"))) event.preventDefault()
}
