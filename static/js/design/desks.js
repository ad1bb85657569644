// The desks beside the board: arrivals, rooms, grades, the hotel, reports, search.

import { html } from "../../vendor/lit-html/lit-html.js"

import { bookingRow, outcomeFilters } from "../parts/arrival_rows.js"
import { bringInDialog } from "../parts/bring_in.js"
import { changeBar, changeDialog, codeDialog, otherMistakes } from "../parts/grade_change.js"
import { gradeForm } from "../parts/grade_form.js"
import { escalationPart, ladderList, namesPart, resourcesPart } from "../parts/grade_ladder.js"
import { hotelForm, meaningDialog } from "../parts/hotel_form.js"
import { plot } from "../parts/report_plots.js"
import { reportsPage } from "../parts/reports.js"
import { closeDialog, retireDialog, roomDialog, roomSheet } from "../parts/room_dialogs.js"
import { floorsPart, inTheWayPart } from "../parts/room_grid.js"
import { searchPanel } from "../parts/search_panel.js"
import { at, DEPARTMENTS, GRADES, house, LONG_TITLE, NAMES, QUIET, quiet, SESSION, stay, talk, wrong } from "./samples.js"
import { dialogShown, shown } from "./specimens.js"

const booking = (more) => ({
  confirmation_number: "88101", name: "欧阳诺敏其其格 Maximiliane-Theodora", outcome: "created", reason: "", expected: "", fields: [], differences: [], moved: [], added: 0, dropped: [], effects: {}, line: 4, ...more,
})
const BOOKINGS = [
  booking({ added: 57, fields: [{ field: "room", before: null, after: "1904" }] }),
  booking({ outcome: "changed", fields: [{ field: "arrival_at", before: at(60), after: at(120) }], moved: [{ title: LONG_TITLE, from: at(60), to: at(120) }], dropped: [LONG_TITLE], differences: [{ field: "room", theirs: "1701", ours: "1808" }] }),
  booking({ outcome: "unchanged" }),
  booking({ outcome: "held", reason: "Unknown VIP code V9", expected: "V1, V2" }),
  booking({ outcome: "refused", reason: "Leaves before it arrives", column: 5 }),
]
const LISTED = {
  counts: { added: 1, refused: 1 },
  rows: [{ line: 2, outcome: "added", errors: [], number: "1904" }, { line: 3, outcome: "refused", number: "?", errors: [{ where: "floor", column: 3, message: "This is no whole number.", expected: "18" }] }],
}

export const arrivals = {
  title: { zh: "到店名单", en: "Arrivals" },
  view: () => {
    const here = house()
    const list = (told, more = {}) => bringInDialog({ title: { zh: "房间清单", en: "A list of rooms" }[here.language], columns: "number, type, floor", told, take: quiet, send: quiet, name: ({ number }) => number, fieldName: (code) => code, talk: talk(more) })
    return html`
      ${shown({ zh: "筛选", en: "Filters" }, outcomeFilters({ counts: [["created", 12], ["changed", 3], ["refused", 1]], total: 16, only: "changed", choose: quiet }), { wide: true })}
      ${shown({ zh: "每种结果", en: "Every outcome" }, html`<ul>${BOOKINGS.map((row, place) => bookingRow(row, { house: here, again: place === 1, restore: place === 2 ? quiet : null }))}</ul>`, { wide: true })}
      ${dialogShown({ zh: "清单：选择文件", en: "A list: choose the file" }, list(null))} ${dialogShown({ zh: "清单：先看", en: "A list: looked at" }, list(LISTED))} ${dialogShown({ zh: "清单：读取中", en: "A list: being read" }, list(null, { busy: true }))}
    `
  },
}

const room = (number, more = {}) => ({ number, floor: 18, type: "Lakeside suite", wing: "", lift: "A", connects: [], state: "in_use", stays: 0, closed_from: null, closed_until: null, closed_reason: "", changed_by: null, changed_at: null, ...more })
const ROOMS = [
  room("1808", { stays: 2, connects: ["1809"] }),
  room("1809", { state: "out_of_order", closed_from: at(-60), closed_until: at(600), closed_reason: "空调 / air conditioning", changed_by: NAMES.one, changed_at: at(-60) }),
  room("1701", { floor: 17, state: "retired" }),
]

export const rooms = {
  title: { zh: "房间", en: "Rooms" },
  view: () => {
    const here = house()
    const blocked = [{ ...stay({ name: NAMES.long }), why: "out_of_order" }]
    const close = (answer, problem = null) => closeDialog({ room: ROOMS[0], answer, look: quiet, send: quiet, house: here, talk: talk({ problem }) })
    const retire = (told) => retireDialog({ room: ROOMS[0], told, send: quiet, house: here, talk: talk() })
    return html`
      ${shown({ zh: "每种状态", en: "Every state" }, floorsPart({ rooms: ROOMS, house: here, open: quiet }), { wide: true })}
      ${shown({ zh: "要换房的住店", en: "Stays that need another room" }, inTheWayPart({ stays: blocked, house: here, move: quiet }), { wide: true })}
      ${dialogShown({ zh: "房间", en: "A room" }, roomSheet({ room: ROOMS[1], house: here, actions: [{ text: DEPARTMENTS[1].name[here.language], icon: "wrench", act: quiet }], talk: talk() }))}
      ${dialogShown({ zh: "新房间", en: "A new room" }, roomDialog({ kinds: ["Lakeside suite"], send: quiet, talk: talk({ problem: wrong("number") }) }))}
      ${dialogShown({ zh: "停用：先看", en: "Out of order: to be looked at" }, close(null, wrong("reason")))} ${dialogShown({ zh: "停用：无人受影响", en: "Out of order: nobody in the way" }, close({ stays: [] }))}
      ${dialogShown({ zh: "移出清单", en: "Taken off the list" }, retire({ outcome: "retired", past: 12, stays: [] }))}
    `
  },
}

const POSTS = DEPARTMENTS[0].posts
const LADDER = {
  grades: GRADES.map((grade) => ({ ...grade, symbol: "star", who: LONG_TITLE, approves: ["general_manager"], cap: 2, pick_up: ["duty_manager|rooms_director"], greets: ["general_manager"], escort: [], inspectors: [], farewell: [], amenity: ["fruit"], honours: [], farewell_honours: [], letter: { kind: "letter", signers: ["general_manager"] }, supervisor_takes_part: true })),
  amenities: [{ code: "fruit", name: { zh: "时令水果", en: "Fruit of the season" } }],
  honours: [{ code: "carpet", name: { zh: "红毯", en: "Red carpet" } }],
  ladders: [{ department: "housekeeping", ranks: ["VA", "VB"], grace: "5m", rungs: [{ level: "due", after: "-5m", to: "assignee" }, { level: "overdue", after: "15m", to: "manager" }] }],
  things: [{ code: "carpet", name: { zh: "红毯", en: "Red carpet" }, count: 1, turnaround: "20m", instead: [] }],
  people: [{ code: "general_manager", count: 1, turnaround: "10m", instead: ["duty_manager"] }],
}
const CHOICES = { posts: POSTS, colours: GRADES.map(({ colour }) => colour), symbols: ["star", "crown", "gem"], departments: DEPARTMENTS, levels: ["soon", "due", "overdue"], to: ["assignee", "manager"] }
const MISTAKES = [{ where: "grades.0.cap", path: "grades.0.cap", message: "This is no whole number.", expected: "1" }]
const CHANGED = { differences: [LONG_TITLE], warnings: [LONG_TITLE] }

export const grades = {
  title: { zh: "等级与酒店设置", en: "Grades and the hotel" },
  view: () => {
    const { language } = house()
    const form = (more = {}) => ({ said: LADDER, errors: [], choices: CHOICES, mayChange: true, set: quiet, unset: quiet, ...more })
    const ladder = (errors) => ladderList({ grades: LADDER.grades, chosen: 0, errors, mayChange: true, acts: QUIET })
    return html`
      ${shown({ zh: "等级次序，有误", en: "The ladder, with a mistake" }, ladder(MISTAKES))}
      ${shown({ zh: "一个等级", en: "One grade" }, gradeForm("grades.0", form({ errors: MISTAKES })), { wide: true })}
      ${shown({ zh: "礼遇名称：只看", en: "Names, to be read only" }, namesPart(form({ mayChange: false }), quiet), { wide: true })}
      ${shown({ zh: "逐级上报", en: "Escalation" }, escalationPart(form()), { wide: true })}
      ${shown({ zh: "人与物", en: "People and things" }, resourcesPart(form()), { wide: true })}
      ${shown({ zh: "改动条", en: "The bar while something is changed" }, html`${changeBar({ busy: false, errors: [], acts: QUIET })} ${changeBar({ busy: true, errors: MISTAKES, acts: QUIET })}`, { wide: true })}
      ${shown({ zh: "别处的错误", en: "A mistake elsewhere" }, otherMistakes(wrong("tasks.yaml:14"), [{ where: "tasks.yaml:14", message: "unknown grade VX", expected: "VA" }]))}
      ${dialogShown({ zh: "会改变什么", en: "What it changes" }, changeDialog({ checked: CHANGED, tried: null, grades: house().grades, acts: QUIET, talk: talk() }))}
      ${dialogShown({ zh: "新代码", en: "A new code" }, codeDialog({ title: { zh: "新等级", en: "A new grade" }[language], hint: "VA", pattern: "[A-Z]{2}", send: quiet, talk: talk({ problem: wrong("code") }) }))}
      ${shown({ zh: "酒店", en: "The hotel" }, hotelForm({ form: HOTEL, problem: wrong("zone"), mayChange: true, busy: false, changed: quiet, send: quiet }), { wide: true })}
      ${dialogShown({ zh: "酒店：含义", en: "The hotel: what it means" }, meaningDialog({ answer: { words: [LONG_TITLE] }, send: quiet, talk: talk() }))}
    `
  },
}

const HOTEL = {
  zones: ["Asia/Shanghai"],
  grades: GRADES,
  hotel: {
    name: SESSION.property.name, zone: SESSION.property.zone,
    settings: { default_arrival_at: "15:00", default_departure_at: "12:00", briefing_at: "08:30", occasions_at: "15:00", day_turns_at: "04:00", shifts_at: ["07:00", "15:00", "23:00"], transfer_minutes: 45, letter_lead_days: 1, approve_imported_grades: true, address: {}, contact: "", vip_codes: { V1: "VA" } },
  },
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ label: `${hour}`, due: (hour * 7) % 23, done: (hour * 5) % 19 }))
const PLOTS = [
  { kind: "bars", axis: "%", max: 100, legend: [{ tone: "fill", text: "2026" }, { tone: "mark", text: "2025" }], rows: DEPARTMENTS.map(({ name }, place) => ({ label: name.en, value: 91 - place * 12, before: 80, says: `${91 - place * 12} %`, tone: place === 3 ? "bad" : "" })) },
  { kind: "ranges", axis: "min", rows: [{ label: LONG_TITLE.en, under: DEPARTMENTS[0].name.zh, median: 12, p90: 44, says: "12", more: "7 / 30" }] },
  { kind: "stacks", axis: "n", legend: [{ tone: "fill", text: "A" }, { tone: "bad", text: "B" }], rows: [{ label: "VA", says: "12", parts: [{ tone: "fill", value: 9 }, { tone: "bad", value: 3 }] }] },
  { kind: "columns", axis: "n", rows: HOURS, across: "24 h" },
  { kind: "heat", axis: "n", rows: [{ label: DEPARTMENTS[0].name.en, values: HOURS.map(({ due }) => due) }], across: HOURS.map(({ label }) => label) },
]
const DESK = { today: "2026-11-22", departments: DEPARTMENTS, grades: GRADES, reports: ["on_time", "lateness"] }

export const reports = {
  title: { zh: "报表", en: "Reports" },
  view: () => {
    const state = { desk: DESK, period: { first: "2026-11-16", last: "2026-11-22" }, grade: "", department: "", open: new Set(), found: { lateness: { error: { status: 503, code: "busy", message: "", facts: {} } } } }
    return html`
      ${shown({ zh: "计算中与出错", en: "Being reckoned, and an error" }, reportsPage({ state, house: house(), session: SESSION, acts: QUIET }), { wide: true })}
      ${PLOTS.map((one) => shown({ zh: "图", en: "A plot" }, plot(one), { wide: true }))}
    `
  },
}

const SOUGHT = { text: "", at: 0, answer: null, busy: false, problem: null, here: [], beside: [], guests: [], more: false, count: 0, enough: false }

export const search = {
  title: { zh: "查找", en: "Search" },
  view: () => {
    const panel = (more) => searchPanel({ state: { ...SOUGHT, ...more }, house: house(), acts: QUIET, talk: talk(), mayReadGuests: true })
    const hit = (name, kind) => ({ stay: stay({ name }), reason: { kind, text: "1808" } })
    const found = { text: "1808", enough: true, here: [hit(NAMES.long, "room"), hit(NAMES.arabic, "flight")], guests: [{ id: 71, surname: "Donnersmarck", written_name: "Dr. Maximiliane Donnersmarck", given_name: "Maximiliane", name_prefix: "Dr.", native_name: "", stays: 3, last_on: "2025-05-02" }], more: true, count: 3 }
    return html`${dialogShown({ zh: "找到", en: "Found" }, panel(found))}`
  },
}
