import assert from "node:assert/strict"
import { test } from "node:test"

import { csvOf } from "../../static/js/parts/report_csv.js"
import { axis, place, shade } from "../../static/js/parts/report_scale.js"
import { shapeOf, titleOf } from "../../static/js/parts/report_shapes.js"
import { lastDays } from "../../static/js/parts/report_days.js"
import { band, minutes, points } from "../../static/js/parts/report_words.js"
import { DEPARTMENTS } from "./builders.mjs"

const HOUSE = { departments: DEPARTMENTS, grades: [], moment: (at) => at }
const title = { zh: "做房", en: "Make the room" }
const row = (department, on_time, late, before = null) => ({ department, due: on_time + late, on_time, late, open_late: 0, skipped: 0, ahead: 0, share: Math.round((1000 * on_time) / (on_time + late)) / 10, before })

test("a file for spreadsheets: marked, quoted, and nothing in it is reckoned", () => {
  const columns = [{ label: "Name" }, { label: "n" }]
  const text = csvOf(columns, [["=1+1", 2], ["+86", -1], ["@x", null], ["-y", 0], ['a "b", c', 1.5], ["\tz", 3], ["two\nlines", 4], ["plain", 5]])
  assert.equal(text, '\ufeffName,n\r\n\'=1+1,2\r\n\'+86,-1\r\n\'@x,\r\n\'-y,0\r\n"a ""b"", c",1.5\r\n\'\tz,3\r\n"two\nlines",4\r\nplain,5\r\n')
})

test("axes end at round numbers, of counts at whole ones", () => {
  assert.deepEqual(axis(37), { end: 40, ticks: [0, 10, 20, 30, 40] })
  assert.deepEqual(axis(1, { whole: true }), { end: 1, ticks: [0, 1] })
  assert.deepEqual(axis(3, { whole: true }), { end: 3, ticks: [0, 1, 2, 3] })
  assert.deepEqual(axis(0), { end: 1, ticks: [0, 1] })
  for (let largest = 0.1; largest < 5000; largest *= 1.37) {
    const { end, ticks } = axis(largest)
    assert.ok(end >= largest - 1e-6 && ticks.at(-1) === end && ticks.length <= 7, `${largest}: ${ticks}`)
  }
  assert.deepEqual([place(5, 10), place(20, 10), place(-1, 10)], [50, 100, 0])
  assert.deepEqual([shade(0, 9), shade(0.1, 9), shade(9, 9)], [0, 1, 5])
})

test("periods end today, or so many days ago", () => {
  assert.deepEqual(lastDays("2026-03-01", 1), { first: "2026-03-01", last: "2026-03-01" })
  assert.deepEqual(lastDays("2026-03-01", 1, 1), { first: "2026-02-28", last: "2026-02-28" })
  assert.deepEqual(lastDays("2026-03-01", 28), { first: "2026-02-02", last: "2026-03-01" })
})

test("the finding names the share, the change, and the least punctual", () => {
  const figures = { departments: [row("concierge", 9, 1, 80), row("housekeeping", 7, 3)], total: row("", 16, 4, 75) }
  const shape = shapeOf("on_time", figures, HOUSE)
  assert.equal(shape.finding, "80% of the work was done on time. 5 points more than in the period before. Least on time: housekeeping, 70%.")
  assert.deepEqual(shape.rows.at(-1).slice(0, 4), ["All", 20, 16, 4])
  assert.ok(shape.rows.every((cells) => cells.length === shape.columns.length))
})

test("late work tells the worst, and why", () => {
  const late = { template: "x", title, department: "housekeeping", due: 9, late: 3, open_late: 1, share: 44.4, median: 12, p90: 50, waited: 2, faults: 1 }
  const shape = shapeOf("lateness", { tasks: [late], more: 0 }, HOUSE)
  assert.equal(shape.finding, "Worst: “Make the room” (housekeeping), 4 of 9 late. 2 waited for another department. At 1 a fault was found.")
  assert.deepEqual(shape.plots[0].rows[0].median, 12)
})

test("the fullest hour, on an average day", () => {
  const due = Array(24).fill(0).with(15, 21)
  const shape = shapeOf("load", { days: 7, departments: [{ department: "concierge", due, done: Array(24).fill(0) }] }, HOUSE)
  assert.equal(shape.finding, "Most is due between 15:00 and 16:00: 3 tasks a day.")
  assert.deepEqual(shape.rows, [["concierge", "15:00", 21, 0]])
})

const NOTHING = {
  on_time: { departments: [], total: row("", 0, 0) },
  lateness: { tasks: [], more: 0 },
  load: { days: 1, departments: [] },
  readiness: { n: 0, bands: [] },
  gates: { steps: [{ verb: "ready", taken: 0, passed: 0 }], passed: [], more: 0 },
  alarms: { rungs: [] },
  complaints: { n: 0 },
  wishes: { kinds: [] },
  letters: { n: 0 },
}
for (const [name, figures] of Object.entries(NOTHING)) {
  test(`${name}: nothing happened, and it says so`, () => {
    assert.match(shapeOf(name, figures, HOUSE).nothing, /\w/)
    assert.match(titleOf(name), /\w/)
  })
}

const SOMETHING = {
  readiness: { n: 3, ready: 2, share: 66.7, median: 95, not_ready: 1, bands: [{ minutes: 60, n: 2 }, { minutes: 0, n: 0 }] },
  gates: { steps: [{ verb: "ready", taken: 4, passed: 1 }], passed: [{ at: "2026-11-22T01:00:00Z", verb: "ready", grade: "VB", reason: "Early", departments: ["housekeeping"], missing: 2 }], more: 0 },
  alarms: { rungs: [{ to: "supervisor", level: "overdue", n: 5, taken: 3, settled: 1, standing: 1, median: 4, p90: 9 }] },
  complaints: { n: 3, solved: 1, open: 2, withdrawn: 0, answered: 2, median: 4, p90: 30 },
  wishes: { kinds: [{ kind: "wish", n: 4, honoured: 2, in_time: 1, open: 1, withdrawn: 1, share: 66.7 }] },
  letters: { n: 3, in_time: 1, late: 1, unsigned: 1, ahead: 0, void: 1, share: 33.3 },
}
for (const [name, figures] of Object.entries(SOMETHING)) {
  test(`${name}: what is drawn is what the table says`, () => {
    const shape = shapeOf(name, figures, HOUSE)
    assert.match(shape.finding, /\d/)
    assert.ok(shape.plots.length)
    for (const cells of shape.rows) assert.equal(cells.length, shape.columns.length)
    for (const plot of shape.plots) for (const one of plot.rows) assert.ok(one.parts ? one.parts.every(({ value }) => value >= 0) : Number.isFinite(one.value))
  })
}

test("words for times and differences", () => {
  assert.deepEqual([minutes(0), minutes(89), minutes(120), minutes(135)], ["0 min", "89 min", "2 h", "2 h 15 min"])
  assert.deepEqual([band(240), band(60, 120), band(0, 30)], ["4 h or more before", "60 min to 2 h before", "Less than 30 min before"])
  assert.deepEqual([points(0.04), points(-2.14)], ["As in the period before.", "2.1 points less than in the period before."])
})
