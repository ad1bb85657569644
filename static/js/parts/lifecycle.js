// A lifecycle drawn from the table of its steps. The server says where everything stands; the table beneath says
// the same to who does not see the drawing.

import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js"

import { t, words } from "../house/i18n.js"

/** The drawing and its table. */
export function lifecyclePart(lifecycle) {
  const name = words(lifecycle.title)
  const arrow = `arrow-${lifecycle.name}`
  return html`<section class="section lifecycle">
    <h2>${name}</h2>
    <div class="table-wide" tabindex="0" role="region" aria-label=${t("Drawing: {name}", { name })}>
      <svg class="drawing" viewBox=${`0 0 ${lifecycle.width} ${lifecycle.height}`} width=${lifecycle.width} height=${lifecycle.height} aria-hidden="true">
        <defs><marker id=${arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="arrow" d="M0 0 8 4 0 8Z"></path></marker></defs>
        ${lifecycle.lines.map((line) => linePart(line, arrow))} ${lifecycle.nodes.map(nodePart)}
      </svg>
    </div>
    <details class="lifecycle-table">
      <summary>${t("As a table, with who may take each step")}</summary>
      <div class="table-wide" tabindex="0" role="region" aria-label=${t("Table: {name}", { name })}>
        <table class="step-table">
          <thead><tr><th scope="col">${t("Step")}</th><th scope="col">${t("From")}</th><th scope="col">${t("To")}</th><th scope="col">${t("Who may")}</th></tr></thead>
          <tbody>${lifecycle.steps.map((step) => html`<tr><th scope="row">${words(step.verb)}</th><td>${step.from.map(words).join(t(", "))}</td><td>${words(step.to)}</td><td>${words(step.who)}</td></tr>`)}</tbody>
        </table>
      </div>
    </details>
  </section>`
}

function linePart({ path, verbs, x, y, apart, ends }, arrow) {
  return svg`<path class="line" d=${path} marker-end=${`url(#${arrow})`}></path>
    ${verbs.map((verb, number) => svg`<text class="verb" x=${x} y=${y - apart * (verbs.length - 1 - number)} text-anchor=${ends ? "end" : "start"}>${words(verb)}</text>`)}`
}

function nodePart({ title, x, y, width, height, begins, ends }) {
  return svg`<g class="state" ?data-begins=${begins} ?data-ends=${ends}>
    <rect x=${x} y=${y} width=${width} height=${height} rx="6"></rect>
    ${ends ? svg`<rect class="inner" x=${x + 3} y=${y + 3} width=${width - 6} height=${height - 6} rx="4"></rect>` : nothing}
    <text x=${x + width / 2} y=${y + height / 2 + 5} text-anchor="middle">${words(title)}</text>
  </g>`
}
