// Plots as SVG whose places are attributes in per cent: they follow width, theme and paper by themselves. Colours
// are told apart by brightness and hatching too. A screen reader reads the table of the same figures instead.

import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js"

import { axis, place, shade } from "./report_scale.js"

/** Draw a plot of a shape (`report_shapes.js`). */
export const plot = (one) => html`<figure class="plot" data-kind=${one.kind} aria-hidden="true">
  <figcaption class="plot-head"><span>${one.axis}</span>${legend(one.legend ?? [])}</figcaption>
  ${KINDS[one.kind](one)}
</figure>`

const KINDS = { bars, ranges, stacks, columns, heat }
const ROW = 28

function legend(entries) {
  if (entries.length < 2) return nothing
  return html`<span class="legend">${entries.map(({ tone, text }) => html`<span><svg width="16" height="12">${swatch(tone)}</svg>${text}</span>`)}</span>`
}

function swatch(tone) {
  if (tone === "mark") return svg`<path class="plot-mark" d="M8 1 12 6 8 11 4 6z" />`
  if (tone === "line") return svg`<rect class="plot-line" x="1" y="1" width="14" height="10" />`
  return svg`<rect class=${`plot-${tone}`} width="16" height="12" />${hatch(tone, 0, 16, 12)}`
}

function bars({ rows, max, whole }) {
  const scale = max ? { end: max, ticks: [0, 25, 50, 75, 100] } : axis(Math.max(...rows.map(({ value }) => value)), { whole })
  return lines(rows, scale, (row) => [
    svg`<rect class=${row.tone === "bad" ? "plot-bad" : "plot-fill"} y="6" height=${ROW - 12} width=${`${place(row.value, scale.end)}%`} />`,
    typeof row.before === "number" ? svg`<svg x=${`${place(row.before, scale.end)}%`} overflow="visible"><path class="plot-mark" d="M0 ${ROW / 2 - 6} 5 ${ROW / 2} 0 ${ROW / 2 + 6} -5 ${ROW / 2}z" /></svg>` : nothing,
  ])
}

function ranges({ rows }) {
  const scale = axis(Math.max(1, ...rows.map(({ p90 }) => p90)))
  return lines(rows, scale, (row) => [
    svg`<line class="plot-range" x1=${`${place(row.median, scale.end)}%`} x2=${`${place(row.p90, scale.end)}%`} y1=${ROW / 2} y2=${ROW / 2} />`,
    svg`<line class="plot-range" x1=${`${place(row.p90, scale.end)}%`} x2=${`${place(row.p90, scale.end)}%`} y1=${ROW / 2 - 5} y2=${ROW / 2 + 5} />`,
    svg`<circle class="plot-dot" cx=${`${place(row.median, scale.end)}%`} cy=${ROW / 2} r="5.5" />`,
  ])
}

function stacks({ rows }) {
  const scale = axis(Math.max(...rows.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0))), { whole: true })
  return lines(rows, scale, ({ parts }) => {
    let start = 0
    return parts.map(({ tone, value }) => {
      const [from, width] = [place(start, scale.end), place(value, scale.end)]
      start += value
      if (!value) return nothing
      return svg`<svg x=${`${from}%`} y="6" width=${`${width}%`} height=${ROW - 12}><rect class=${`plot-${tone}`} width="100%" height="100%" />${hatch(tone, 0, 1600, ROW - 12)}</svg>`
    })
  })
}

/** A line for each row: what it is, its bar on one common scale, its figure. */
function lines(rows, { end, ticks }, drawn) {
  return html`<div class="plot-lines">
    ${rows.map(
      (row) => html`<span class="plot-label">${row.label}${row.under ? html`<small>${row.under}</small>` : nothing}</span>
        <svg class="plot-row" width="100%" height=${ROW}>${ticks.map((tick) => svg`<line class="plot-grid" x1=${`${place(tick, end)}%`} x2=${`${place(tick, end)}%`} y1="0" y2=${ROW} />`)} ${drawn(row)}</svg>
        <span class="plot-says figure">${row.says}${row.more ? html`<small>${row.more}</small>` : nothing}</span>`,
    )}
    <span></span>
    <svg class="plot-axis" width="100%" height="18">${ticks.map((tick, index) => svg`<text x=${`${place(tick, end)}%`} y="14" data-end=${index === 0 ? "first" : tick === end ? "last" : nothing}>${tick}</text>`)}</svg>
    <span></span>
  </div>`
}

const HIGH = 150

/** Hollow bars of what was due, full ones of what was done, hour by hour. */
function columns({ rows, across }) {
  const scale = axis(Math.max(...rows.flatMap(({ due, done }) => [due, done])), { wanted: 3 })
  const high = (value) => Math.round((value / scale.end) * HIGH * 10) / 10
  const step = 100 / rows.length
  return html`<div class="plot-columns">
    <svg width="100%" height=${HIGH + 40} overflow="visible">
      <svg x="34" width="100%" height=${HIGH + 40} overflow="visible">
        ${scale.ticks.map((tick) => svg`<line class="plot-grid" x1="0" x2="100%" y1=${HIGH - high(tick) + 6} y2=${HIGH - high(tick) + 6} /><text class="plot-tick" x="-6" y=${HIGH - high(tick) + 10}>${tick}</text>`)}
        ${rows.map(
          ({ label, due, done }, index) => svg`<svg x=${`${index * step}%`} width=${`${step}%`} height=${HIGH + 40} overflow="visible">
            <rect class="plot-fill" x="22%" width="56%" y=${HIGH - high(done) + 6} height=${high(done)} />
            <rect class="plot-line" x="10%" width="80%" y=${HIGH - high(due) + 6} height=${high(due)} />
            <text class="plot-hour" x="50%" y=${HIGH + 22} data-third=${index % 3 ? nothing : ""}>${label}</text>
          </svg>`,
        )}
      </svg>
    </svg>
    <p class="plot-across">${across}</p>
  </div>`
}

function heat({ rows, across }) {
  const largest = Math.max(...rows.flatMap(({ values }) => values))
  return html`<div class="heat">
    ${rows.map(
      ({ label, values }) => html`<span class="plot-label">${label}</span>
        <svg width="100%" height=${ROW}>${values.map((value, index) => svg`<svg x=${`${(index * 100) / values.length}%`} width=${`${100 / values.length}%`} height=${ROW}>
          <rect class="heat-field" data-shade=${shade(value, largest)} x="4%" width="92%" y="1" height=${ROW - 2} rx="2" />
          ${value >= 0.5 ? svg`<text class="heat-figure" data-shade=${shade(value, largest)} x="50%" y=${ROW / 2 + 4}>${Math.round(value)}</text>` : nothing}
        </svg>`)}</svg>`,
    )}
    <span></span>
    <svg width="100%" height="18">${across.map((hour, index) => svg`<text class="plot-hour" x=${`${((index + 0.5) * 100) / across.length}%`} y="13" data-third=${index % 3 ? nothing : ""}>${hour}</text>`)}</svg>
  </div>`
}

// Lines across what must be told from its neighbour without its colour.
function hatch(tone, from, width, height) {
  if (tone !== "bad") return nothing
  const count = Math.min(200, Math.ceil((width + height) / 6))
  return svg`<path class="plot-hatch" d=${Array.from({ length: count }, (_, index) => `M${from + index * 6} ${height}l${height} -${height}`).join("")} />`
}
