// The letter desk and the procedure.

import { html } from "../../vendor/lit-html/lit-html.js"

import { t } from "../house/i18n.js"
import { letterAtTrueSize, letterDay, letterLine, letterSheet } from "../parts/letter.js"
import { batchForm, batchResults } from "../parts/letter_batch.js"
import { letterBeside } from "../parts/letter_beside.js"
import { lifecyclePart } from "../parts/lifecycle.js"
import { changePart } from "../parts/procedure_change.js"
import { ladderPart } from "../parts/procedure_ladder.js"
import { tasksPart } from "../parts/procedure_tasks.js"
import { comparePart, differencesPart, runningPart, versionsPart } from "../parts/procedure_versions.js"
import { at, DEPARTMENTS, GRADES, house, LONG_TITLE, NAMES, QUIET, quiet, SESSION, stay, talk, wrong } from "./samples.js"
import { dialogShown, shown } from "./specimens.js"

const WORDS = { name_lines: ["Dr. Maximiliane-Theodora", "Freifrau von Donnersmark"], salutation: "Dear Madam,", paragraphs: ["Welcome back."], closing: "Yours sincerely" }
const STATES = [
  [{ zh: "待核对姓名", en: "The name is to be checked" }, { state: "drafted" }],
  [{ zh: "本人拟稿，须他人核对", en: "Drafted by this very person" }, { state: "drafted", drafted_by: 1 }],
  [{ zh: "可签字；缺字体", en: "To be signed; a glyph is missing" }, { state: "checked", checked_at: at(-40), checked_by: 2, missing_glyphs: "𠮷" }],
  [{ zh: "签名栏有误", en: "The PIN was wrong" }, { state: "checked", checked_at: at(-40), checked_by: 2 }, wrong("pin")],
  [{ zh: "打印出错", en: "Printing failed" }, { state: "signed", checked_at: at(-40), checked_by: 2, signed_at: at(-5), signed_by: 3, fault: "no paper" }],
  [{ zh: "已打印，可放入房间", en: "Printed, to be placed" }, { state: "signed", signed_at: at(-5), signed_by: 3, printed: true }],
  [{ zh: "已放入房间", en: "In the room" }, { state: "placed", signed_at: at(-50), signed_by: 3, placed_at: at(-2), printed: true }],
  [{ zh: "正在起草", en: "Being written" }, { state: "drafted", words: null, note: "请写全头衔 / write the whole title" }],
]

const letter = (more) => ({
  id: 1, version: 1, language: "en", stay: stay({ name: NAMES.long, grade: "VA" }), sign_by: at(240), words: WORDS, booked_name: "Dr. Maximiliane-Theodora Freifrau von Donnersmarck",
  missing_glyphs: "", fault: "", note: "", checked_at: null, checked_by: null, signed_at: null, signed_by: null, placed_at: null, drafted_by: 2, signers: ["duty_manager"], printed: false, ...more,
})

export const letters = {
  title: { zh: "信函", en: "Letters" },
  view: () => {
    const here = house()
    const ask = (problem) => ({ busy: false, problem, noPicture: true, tries: 0 })
    return html`
      ${shown({ zh: "清单：选中、逾时、已签", en: "The list: chosen, late, signed" }, html`${letterDay({ title: t("Arriving tomorrow"), date: "", by: at(60) }, here)}<ul>${[[{}, true], [{ sign_by: at(-20) }, false], [{ state: "signed" }, false]].map(([facts, chosen]) => letterLine(letter({ state: "checked", ...facts }), { house: here, chosen, choose: quiet }))}</ul>`)}
      ${STATES.map(([caption, facts, problem = null]) => shown(caption, html`<div class="letter-desk-page">${letterSheet(letter(facts), { house: here, session: SESSION, ask: ask(problem), acts: QUIET })}</div>`, { wide: true }))}
      ${dialogShown({ zh: "原大", en: "At true size" }, letterAtTrueSize(letter(), { address: "/static/icons/vipops.svg", read: quiet, talk: talk({ there: false }) }))}
      ${shown({ zh: "多封同签，一封已变", en: "Several signed at once, one has changed" }, batchForm([{ letter: letter(), changed: false }, { letter: letter({ id: 2, state: "signed" }), changed: true }], { house: here, ask: ask(wrong("pin")), acts: QUIET }))}
      ${shown({ zh: "同签的结果", en: "What became of them" }, batchResults(RESULTS, { close: quiet, show: quiet }))}
      ${shown({ zh: "今日迎宾，昨日离店", en: "To greet today, left yesterday" }, letterBeside(BESIDE, { house: here, mayPrint: true, print: quiet }))}
      ${shown({ zh: "今日无人可迎", en: "Nobody to greet" }, letterBeside({ greet: [], left_yesterday: [] }, { house: here, mayPrint: true, print: quiet }))}
    `
  },
}

const RESULTS = [
  { id: 1, name: NAMES.long, state: "printing" },
  { id: 2, name: NAMES.arabic, state: "printed" },
  { id: 3, name: NAMES.thai, state: "refused", problem: { status: 409, code: "overtaken", message: "", facts: { state: "signed" } } },
]
const BESIDE = {
  greet: [{ due_at: at(20), called: NAMES.arabic, stay: stay({ name: NAMES.arabic, plate: "沪A·88661" }), stage: "arrival" }],
  left_yesterday: [{ stay: stay({ name: NAMES.long }), left_at: at(-1300), printed: false }],
}

const TASK = {
  id: "sample", stage: "pre_arrival", department: "housekeeping", title: LONG_TITLE, detail: { zh: "枕头两软一硬", en: "Two soft pillows, one firm" }, when: { zh: "到店前 4 小时", en: "4 h before arrival" },
  who: { zh: "主管", en: "Supervisor" }, people: "", whom: { zh: "有过敏记录的宾客", en: "guests with an allergy on record" }, often: null, bounds: [], after: [{ zh: "清洁房间", en: "Clean the room" }], gate: "ready",
  proof: [{ title: { zh: "照片", en: "Photo" }, choices: [], optional: true }], rekey: false, second_signature: "supervisor", paper: "", points: [{ id: "P1", title: { zh: "水温", en: "Water" } }], source: ["F7", "P14"],
}
const FULL = { who: { zh: "国家元首与王室成员", en: "Heads of state, royalty" }, approves: [{ zh: "总经理", en: "General manager" }], automatic: null, pick_up: [LONG_TITLE], letter: { kind: "letter", signers: [{ zh: "总经理", en: "General manager" }] }, supervisor_takes_part: true }
const LIFECYCLE = {
  name: "sample", title: { zh: "样例周期", en: "A sample's life" }, width: 420, height: 110,
  nodes: [{ title: { zh: "开始", en: "Open" }, x: 10, y: 30, width: 120, height: 48, begins: true }, { title: { zh: "完成", en: "Done" }, x: 280, y: 30, width: 120, height: 48, ends: true }],
  lines: [{ path: "M130 54 L280 54", verbs: [{ zh: "打勾", en: "tick" }], x: 190, y: 46, apart: 14 }],
  steps: [{ verb: { zh: "打勾", en: "tick" }, from: [{ zh: "开始", en: "Open" }], to: { zh: "完成", en: "Done" }, who: { zh: "所属部门", en: "its department" } }],
}
const VERSIONS = [
  { version: "2026-11-1", in_force: true, note: "欢迎卡改为手写 / cards by hand from now on", at: at(-3000), by: NAMES.one, stays: 41 },
  { version: "2026-10-2", in_force: false, note: "", at: at(-40000), by: null, stays: 3 },
]
const DIFFERENT = [{ zh: "「清洁房间」提前 30 分钟", en: "“Clean the room” comes 30 min earlier" }]
const NO_DRAFT = { files: [], busy: false, checked: null, tried: null, problem: null }
const MISTAKEN = { status: 422, code: "bad_input", message: "", facts: { errors: [{ where: "tasks.yaml:14", message: "unknown department “houskeeping”", expected: "housekeeping" }] } }
const CHECKED = {
  ...NO_DRAFT,
  checked: { version: "2026-11-2", tasks: 81, differences: DIFFERENT, warnings: [LONG_TITLE] },
  tried: { stays: 40, days: 30, differing: 1, refused: [], counts: [{ title: LONG_TITLE, kind: "moved", tasks: 4, stays: 1 }], each: [{ room: "1808", grade: "VB", name: NAMES.long, differences: [{ words: DIFFERENT[0] }] }] },
}

export const procedures = {
  title: { zh: "流程", en: "The procedure" },
  view: () => {
    const here = house()
    const running = [stay({ name: NAMES.long, procedure_version: "2026-10-2" }), stay({ name: NAMES.thai, procedure_version: "2026-10-2" })]
    const procedure = { departments: DEPARTMENTS, stages: ["pre_arrival"], tasks: [TASK] }
    const change = (draft) => changePart({ draft, grades: here.grades, acts: QUIET })
    return html`
      ${shown({ zh: "任务", en: "Tasks" }, tasksPart({ procedure, chosen: "", choose: quiet }), { wide: true })}
      ${shown({ zh: "等级对照", en: "Grades compared" }, ladderPart({ grades: GRADES.map((grade) => ({ ...FULL, ...grade })) }), { wide: true })}
      ${shown({ zh: "周期", en: "A lifecycle" }, lifecyclePart(LIFECYCLE), { wide: true })}
      ${shown({ zh: "版本", en: "Versions" }, versionsPart({ versions: VERSIONS, house: here, mayChange: true, acts: QUIET }), { wide: true })}
      ${shown({ zh: "比较两个版本", en: "Two versions compared" }, comparePart({ versions: VERSIONS, compared: DIFFERENT, acts: QUIET }), { wide: true })}
      ${shown({ zh: "没有差别", en: "No difference" }, differencesPart([]))}
      ${shown({ zh: "仍用旧版的住店", en: "Stays that keep an older version" }, runningPart({ running, house: here, mayChange: true, acts: QUIET }), { wide: true })}
      ${shown({ zh: "都用现行版", en: "All with the version in force" }, runningPart({ running: [], house: here, mayChange: true, acts: QUIET }))}
      ${[NO_DRAFT, { ...NO_DRAFT, busy: true }, { ...NO_DRAFT, problem: MISTAKEN }, CHECKED].map((draft, place) => shown(DRAFTS[place], change(draft), { wide: true }))}
    `
  },
}

const DRAFTS = [
  { zh: "修改流程：开始", en: "A change: at its start" },
  { zh: "修改流程：读取中", en: "A change: files are read" },
  { zh: "修改流程：有错误", en: "A change: mistakes" },
  { zh: "修改流程：通过并试算", en: "A change: checked and tried" },
]
