// The ladder of grades as one table: what each is entitled to, side by side.

import { html } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { earned, GRADE_ROWS } from "./procedure_words.js"

/** The table; it scrolls sideways by itself on a narrow tablet. */
export function ladderPart({ grades }) {
  return html`<div class="table-wide" tabindex="0" role="region" aria-label=${t("Grades compared")}>
    <table class="ladder">
      <thead>
        <tr><td></td>${grades.map((grade) => html`<th scope="col"><span class="grade" data-colour=${grade.colour}>${grade.code}</span><span class="serif">${words(grade.name)}</span></th>`)}</tr>
      </thead>
      <tbody>
        ${GRADE_ROWS.map(([key, label]) => html`<tr><th scope="row">${label()}</th>${grades.map((grade) => html`<td>${CELLS[key]?.(grade) ?? list(grade[key])}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`
}

const CELLS = {
  who: (grade) => words(grade.who),
  automatic: (grade) => earned(grade.automatic) || dash(),
  letter: (grade) => html`${grade.letter.kind === "card" ? html`<span class="soft">${t("Card")}</span>` : ""} ${list(grade.letter.signers)}`,
  supervisor_takes_part: (grade) => (grade.supervisor_takes_part ? icon("check", t("Yes")) : dash()),
}

function list(names) {
  if (!names?.length) return dash()
  return html`<ul>${names.map((name) => html`<li>${words(name)}</li>`)}</ul>`
}

const dash = () => html`<span class="soft" aria-label=${t("None")}>–</span>`
