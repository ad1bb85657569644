// One paper: made, looked at and printed by the browser, then put on record.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t } from "../house/i18n.js"
import { field, formDialog } from "./dialog.js"
import { icon } from "./icon.js"

const LANGUAGES = { zh: "中文", en: "English", ja: "日本語" }

/**
 * `paper` is {languages, forGuest, records}; `talk.made` is {address} once the paper is there, `talk.language`
 * the one chosen ("" for the usual one). `choose(language)` has it made again, `send({copies})` records the print.
 */
export function printDialog({ title, lead, paper, copies, choose, send, talk }) {
  return formDialog({
    title,
    lead: html`${lead ? html`<p class="soft">${lead}</p>` : nothing} ${languages(paper, choose, talk)} ${outcome(talk)}`,
    body: talk.made && paper.records
      ? field({
          label: t("Copies printed"),
          place: "copies",
          problem: talk.problem,
          input: html`<input name="copies" type="number" inputmode="numeric" min="1" max="99" step="1" .value=${String(copies)} />`,
        })
      : nothing,
    action: talk.made && paper.records ? t("It is printed") : "",
    talk,
    submit: (values) => send({ copies: Number(values.copies) || 0 }),
  })
}

function languages(paper, choose, talk) {
  if (!paper.languages.length) return nothing
  const choices = paper.forGuest ? [["", t("The guest's language")], ...named(paper)] : named(paper)
  return html`<fieldset class="field"><legend class="field-label">${icon("languages")} ${t("Language")}</legend>
    <span class="choices">${choices.map(
      ([code, name]) => html`<button type="button" class="button choice-button" lang=${code || nothing} aria-pressed=${talk.language === code ? "true" : "false"} @click=${() => choose(code)}>${name}</button>`,
    )}</span>
  </fieldset>`
}

const named = (paper) => paper.languages.map((code) => [code, LANGUAGES[code]])

function outcome(talk) {
  if (talk.made) {
    return html`<a class="button main wide print-open" href=${talk.made.address} target="_blank" rel="noopener">${icon("printer")}${t("Open and print")}</a>
      <p class="soft small">${t("The paper opens in a new tab; print it from there.")}</p>`
  }
  if (talk.problem) return nothing
  return html`<div class="making" role="status">
    <progress class="making-bar"></progress>
    <p>${t("The paper is being made.")} ${talk.waited > 2 ? html`<span class="figure soft">${n("{n} second", "{n} seconds", talk.waited)}</span>` : nothing}</p>
  </div>`
}
