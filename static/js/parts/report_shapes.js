// What each report says: a finding in words, what is drawn, and the same figures as a table. Pure.
//
// A shape is {finding, note, plots: [plot], columns: [{label, number}], rows: [[…]]}, or {nothing: "…"}.
// A plot is {kind, axis, …} as report_plots.js draws it.

import { n, t, words } from "../house/i18n.js"
import { recordKind } from "./record_words.js"
import { alarmLevel, alarmTo, band, minutes, percent, points } from "./report_words.js"
import { stayVerb } from "./words.js"

/** The shape of a report; `house` is {departments, grades, moment(at)}. */
export const shapeOf = (name, figures, house) => SHAPES[name](figures, house)

/** The name under which a report stands in the list, on paper and in a file's name. */
export const titleOf = (name) => TITLES[name]()

const TITLES = {
  on_time: () => t("Work done on time"),
  lateness: () => t("Late work"),
  load: () => t("Work by the hour"),
  readiness: () => t("Rooms ready for arrival"),
  gates: () => t("Gates passed"),
  alarms: () => t("Alarms"),
  complaints: () => t("Complaints"),
  wishes: () => t("Wishes and faults"),
  letters: () => t("Welcome letters"),
}

const SHAPES = { on_time: onTime, lateness, load, readiness, gates, alarms, complaints, wishes, letters }

const text = (label) => ({ label })
const number = (label) => ({ label, number: true })

function onTime({ departments, total }, house) {
  const shown = departments.filter((row) => row.share !== null)
  if (!shown.length) return { nothing: t("No work was due in this period.") }
  const worst = shown.reduce((one, other) => (other.share < one.share ? other : one))
  const change = total.before === null ? "" : ` ${points(total.share - total.before)}`
  const least = shown.length > 1 ? ` ${t("Least on time: {department}, {share}.", { department: named(house, worst.department), share: percent(worst.share) })}` : ""
  return {
    finding: t("{share} of the work was done on time.", { share: percent(total.share) }) + change + least,
    note: t("On time is done by the hour at which it was due. Skipped work counts for nothing."),
    plots: [
      {
        kind: "bars",
        axis: t("Done on time (%)"),
        max: 100,
        legend: total.before === null ? [] : [{ tone: "fill", text: t("This period") }, { tone: "mark", text: t("The period before") }],
        rows: shown.map((row) => ({ label: named(house, row.department), value: row.share, before: row.before, says: percent(row.share), more: t("n = {n}", { n: row.on_time + row.late + row.open_late }) })),
      },
    ],
    columns: [text(t("Department")), number(t("Due")), number(t("On time")), number(t("Done late")), number(t("Late, still open")), number(t("Skipped")), number(t("Not due yet")), number(t("On time (%)")), number(t("The period before (%)"))],
    rows: [...departments.map((row) => [named(house, row.department), ...counts(row)]), [t("All"), ...counts(total)]],
  }
}

const counts = (row) => [row.due, row.on_time, row.late, row.open_late, row.skipped, row.ahead, row.share, row.before]

function lateness({ tasks, more }, house) {
  if (!tasks.length) return { nothing: t("Nothing was late in this period.") }
  const [worst] = tasks
  const timed = tasks.filter((row) => row.median !== null).slice(0, 12)
  const reasons = tasks.reduce((sums, row) => ({ waited: sums.waited + row.waited, faults: sums.faults + row.faults }), { waited: 0, faults: 0 })
  return {
    finding: t("Worst: “{task}” ({department}), {late} of {due} late.", { task: words(worst.title), department: named(house, worst.department), late: worst.late + worst.open_late, due: worst.due }) + why(reasons),
    note: [t("The dot is the middle of what was done late, the line reaches as far as nine of ten."), more ? n("{n} more is not shown.", "{n} more are not shown.", more) : ""].filter(Boolean).join(" "),
    plots: timed.length ? [{ kind: "ranges", axis: t("Done so long after it was due (minutes)"), rows: timed.map((row) => ({ label: words(row.title), under: named(house, row.department), median: row.median, p90: row.p90, says: minutes(row.median), more: t("{late} of {due}", { late: row.late, due: row.due }) })) }] : [],
    columns: [text(t("Task")), text(t("Department")), number(t("Due")), number(t("Done late")), number(t("Late, still open")), number(t("Late (%)")), number(t("Middle (min)")), number(t("Nine of ten within (min)")), number(t("Waited for another department")), number(t("A fault was found"))],
    rows: tasks.map((row) => [words(row.title), named(house, row.department), row.due, row.late, row.open_late, row.share, row.median, row.p90, row.waited, row.faults]),
  }
}

function why({ waited, faults }) {
  const said = [
    waited ? n("{n} waited for another department.", "{n} waited for another department.", waited) : "",
    faults ? n("At {n} a fault was found.", "At {n} a fault was found.", faults) : "",
  ].filter(Boolean)
  return said.length ? ` ${said.join(" ")}` : ""
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

function load({ days, departments }, house) {
  if (!departments.length) return { nothing: t("No work was due in this period.") }
  const sum = (kind, hour) => departments.reduce((found, row) => found + row[kind][hour], 0)
  const rows = HOURS.map((hour) => ({ hour, due: sum("due", hour), done: sum("done", hour) }))
  const peak = rows.reduce((one, other) => (other.due > one.due ? other : one))
  return {
    finding: t("Most is due between {from} and {to}: {n} tasks a day.", { from: clock(peak.hour), to: clock(peak.hour + 1), n: perDay(peak.due, days) }),
    note: n("The middle of {n} day, on the hotel's clocks.", "The mean of {n} days, on the hotel's clocks.", days),
    plots: [
      {
        kind: "columns",
        axis: t("Tasks a day"),
        across: t("Hour of the day"),
        legend: [{ tone: "line", text: t("Due") }, { tone: "fill", text: t("Done") }],
        rows: rows.map(({ hour, due, done }) => ({ label: String(hour), due: due / days, done: done / days })),
      },
      {
        kind: "heat",
        axis: t("Due by department and hour (tasks a day)"),
        across: HOURS.map(String),
        rows: departments.map((row) => ({ label: named(house, row.department), values: row.due.map((count) => count / days) })),
      },
    ],
    columns: [text(t("Department")), text(t("Hour")), number(t("Due")), number(t("Done"))],
    rows: departments.flatMap((row) => HOURS.filter((hour) => row.due[hour] || row.done[hour]).map((hour) => [named(house, row.department), clock(hour), row.due[hour], row.done[hour]])),
  }
}

const clock = (hour) => `${String(hour % 24).padStart(2, "0")}:00`
const perDay = (count, days) => Math.round((count / days) * 10) / 10

function readiness({ n: came, ready, share, median, bands, not_ready: notReady }) {
  if (!came) return { nothing: t("Nobody arrived in this period.") }
  const rows = [...bands.map((one, place) => ({ label: band(one.minutes, bands[place - 1]?.minutes), count: one.n })), { label: t("Not ready when the guest came"), count: notReady, tone: "bad" }]
  const middle = median === null ? "" : ` ${t("In the middle it was ready {time} before.", { time: minutes(median) })}`
  return {
    finding: t("The room was ready for {ready} of {n} guests ({share}).", { ready, n: came, share: percent(share) }) + middle,
    plots: [{ kind: "bars", whole: true, axis: t("Arrivals"), legend: [], rows: rows.map(({ label, count, tone }) => ({ label, value: count, says: String(count), tone })) }],
    columns: [text(t("Ready before the arrival")), number(t("Arrivals"))],
    rows: rows.map(({ label, count }) => [label, count]),
  }
}

function gates({ steps, passed, more }, house) {
  const taken = steps.filter((row) => row.taken)
  if (!taken.length) return { nothing: t("No guest took a step in this period.") }
  const all = passed.length + more
  return {
    finding: all ? n("{n} gate was passed before its work was done.", "{n} gates were passed before their work was done.", all) : t("No gate was passed before its work was done."),
    note: t("A guest's name in a reason is left out."),
    plots: [{ kind: "stacks", axis: t("Steps of stays"), legend: [{ tone: "solid", text: t("All was done") }, { tone: "bad", text: t("Passed with a reason") }], rows: taken.map((row) => ({ label: stayVerb(row.verb), parts: [{ tone: "solid", value: row.taken - row.passed }, { tone: "bad", value: row.passed }], says: t("{passed} of {taken}", { passed: row.passed, taken: row.taken }) })) }],
    columns: [text(t("When")), text(t("Step")), text(t("Grade")), text(t("Reason")), number(t("Tasks open")), text(t("Whose"))],
    rows: passed.map((row) => [house.moment(row.at), stayVerb(row.verb), row.grade, row.reason, row.missing, row.departments.map((code) => named(house, code)).join(t(", "))]),
    always: passed.length > 0,
  }
}

function alarms({ rungs }) {
  if (!rungs.length) return { nothing: t("No alarm was raised in this period.") }
  const all = sum(rungs, "n")
  const taken = sum(rungs, "taken")
  const slowest = rungs.filter((row) => row.median !== null).reduce((one, other) => (!one || other.median > one.median ? other : one), null)
  const slow = slowest ? ` ${t("Slowest to be taken: {who}, {time} in the middle.", { who: alarmTo(slowest.to), time: minutes(slowest.median) })}` : ""
  return {
    finding: n("{n} alarm was raised", "{n} alarms were raised", all) + t(", {taken} taken in hand.", { taken }) + slow,
    note: t("Settled: the work was done before anybody took the alarm."),
    plots: [
      {
        kind: "stacks",
        axis: t("Alarms"),
        legend: [{ tone: "solid", text: t("Taken in hand") }, { tone: "light", text: t("Settled before") }, { tone: "bad", text: t("Standing") }],
        rows: rungs.map((row) => ({ label: alarmTo(row.to), under: alarmLevel(row.level), parts: [{ tone: "solid", value: row.taken }, { tone: "light", value: row.settled }, { tone: "bad", value: row.standing }], says: row.median === null ? String(row.n) : `${row.n} · ${minutes(row.median)}` })),
      },
    ],
    columns: [text(t("Who was called")), text(t("Level")), number(t("Alarms")), number(t("Taken in hand")), number(t("Settled before")), number(t("Standing")), number(t("Middle (min)")), number(t("Nine of ten within (min)"))],
    rows: rungs.map((row) => [alarmTo(row.to), alarmLevel(row.level), row.n, row.taken, row.settled, row.standing, row.median, row.p90]),
  }
}

function complaints(found) {
  if (!found.n) return { nothing: t("Nobody complained in this period.") }
  const answer = found.median === null ? "" : ` ${t("First answer after {time} in the middle.", { time: minutes(found.median) })}`
  return {
    finding: t("Complaints: {solved} of {n} solved, {open} open.", { solved: found.solved, n: found.n, open: found.open }) + answer,
    plots: [stateStack(t("Complaints"), t("Complaints"), [["solid", t("Solved"), found.solved], ["bad", t("Open"), found.open], ["light", t("Withdrawn"), found.withdrawn]])],
    columns: [number(t("Complaints")), number(t("Solved")), number(t("Open")), number(t("Withdrawn")), number(t("Answered")), number(t("First answer, middle (min)")), number(t("Nine of ten within (min)"))],
    rows: [[found.n, found.solved, found.open, found.withdrawn, found.answered, found.median, found.p90]],
  }
}

function wishes({ kinds }) {
  if (!kinds.length) return { nothing: t("Nothing was asked for in this period.") }
  const stand = sum(kinds, "n") - sum(kinds, "withdrawn")
  return {
    finding: t("{honoured} of {n} were honoured, {in_time} by the time that was promised.", { honoured: sum(kinds, "honoured"), n: stand, in_time: sum(kinds, "in_time") }),
    plots: [
      {
        kind: "stacks",
        axis: t("Wishes and faults"),
        legend: [{ tone: "solid", text: t("In time") }, { tone: "middle", text: t("Later") }, { tone: "bad", text: t("Open") }, { tone: "light", text: t("Withdrawn") }],
        rows: kinds.map((row) => ({ label: recordKind(row.kind), parts: [{ tone: "solid", value: row.in_time }, { tone: "middle", value: row.honoured - row.in_time }, { tone: "bad", value: row.open }, { tone: "light", value: row.withdrawn }], says: row.share === null ? "" : percent(row.share) })),
      },
    ],
    columns: [text(t("Kind")), number(t("Recorded")), number(t("Honoured")), number(t("In time")), number(t("Open")), number(t("Withdrawn")), number(t("Honoured (%)"))],
    rows: kinds.map((row) => [recordKind(row.kind), row.n, row.honoured, row.in_time, row.open, row.withdrawn, row.share]),
  }
}

function letters(found) {
  if (!found.n) return { nothing: t("No letter was to be signed in this period.") }
  const share = found.share === null ? t("No letter's hour has come yet.") : t("{share} of the letters were signed before their hour.", { share: percent(found.share) })
  return {
    finding: share,
    plots: [stateStack(t("Letters"), t("Letters"), [["solid", t("In time"), found.in_time], ["middle", t("Later"), found.late], ["bad", t("Not signed"), found.unsigned], ["light", t("Not due yet"), found.ahead]])],
    columns: [number(t("Letters")), number(t("In time")), number(t("Later")), number(t("Not signed")), number(t("Not due yet")), number(t("Void")), number(t("In time (%)"))],
    rows: [[found.n, found.in_time, found.late, found.unsigned, found.ahead, found.void, found.share]],
  }
}

function stateStack(axis, label, parts) {
  return {
    kind: "stacks",
    axis,
    legend: parts.map(([tone, said]) => ({ tone, text: said })),
    rows: [{ label, parts: parts.map(([tone, , value]) => ({ tone, value })), says: String(parts.reduce((found, [, , value]) => found + value, 0)) }],
  }
}

const sum = (rows, name) => rows.reduce((found, row) => found + row[name], 0)
const named = (house, code) => words(house.departments.find((one) => one.code === code)?.name) || code
