// Tasks: rows in every state, alarms, and all that a task asks for.

import { html } from "../../vendor/lit-html/lit-html.js"

import { knownField } from "../parts/call_form.js"
import { alarmStrip, announcement, soundControl } from "../parts/alarms.js"
import { handover, openItem } from "../parts/handover_rows.js"
import { signDialog } from "../parts/second_signature.js"
import { assignDialog, laterDialog, pointsDialog, proofDialog, reasonDialog } from "../parts/task_dialogs.js"
import { taskRow } from "../parts/task_row.js"
import { at, house, LONG_TITLE, NAMES, QUIET, quiet, SESSION, stay, talk, task, wrong } from "./samples.js"
import { dialogShown, shown } from "./specimens.js"

const POINTS = Array.from({ length: 5 }, (_, place) => ({ id: `P${place + 1}`, title: place === 2 ? LONG_TITLE : { zh: "浴室水温与水压", en: "Water in the bathroom, warm and strong" }, passed: null }))
const PROOF = [
  { name: "plate", kind: "text", title: { zh: "车牌", en: "Plate" }, choices: [] },
  { name: "count", kind: "number", title: { zh: "件数", en: "Pieces" }, choices: [], optional: true },
  { name: "at", kind: "time", title: { zh: "时间", en: "Time" }, choices: [] },
  { name: "seat", kind: "choice", title: { zh: "座位", en: "Seat" }, choices: [{ value: "l", title: { zh: "后排左", en: "Rear left" } }, { value: "r", title: { zh: "后排右", en: "Rear right" } }] },
  { name: "by", kind: "name", title: { zh: "由谁", en: "By whom" }, choices: [] },
]

const ROWS = [
  [{ zh: "等前一项", en: "Waits for other work" }, { state: "waiting", due_at: at(60) }, { waits: [{ title: LONG_TITLE }] }],
  [{ zh: "可做，稍后", en: "Open, later" }, {}, {}],
  [{ zh: "将至", en: "Soon" }, { due_at: at(20), assignee: 2, second_signature: "supervisor" }, {}],
  [{ zh: "到时", en: "Due" }, { due_at: at(3), points: POINTS, gate: "ready" }, {}],
  [{ zh: "逾时，长标题", en: "Late, long title" }, { due_at: at(-130), title: LONG_TITLE, short_notice: true, reason: "客人请勿打扰 / Do not disturb until four" }, {}],
  [{ zh: "进行中", en: "Begun" }, { state: "in_progress", assignee: 1 }, {}],
  [{ zh: "已打勾：在本机", en: "Ticked: on this tablet" }, {}, { entry: { verb: "tick", state: "here", sent: false } }],
  [{ zh: "已打勾：已收到", en: "Ticked: received" }, {}, { entry: { verb: "tick", state: "received", sent: true } }],
  [{ zh: "已打勾：已上板", en: "Ticked: on the board" }, { state: "done", done_by: 1, done_at: at(-1) }, { entry: { verb: "tick", state: "shown", sent: true } }],
  [{ zh: "已完成，待第二人签字", en: "Done, wants its second signature" }, { state: "done", done_by: 2, done_at: at(-15), second_signature: "supervisor" }, {}],
  [{ zh: "已签字", en: "Signed" }, { state: "signed_off", done_by: 2, done_at: at(-45) }, {}],
  [{ zh: "已略过", en: "Skipped" }, { state: "skipped", reason: "宾客不需要 / The guest does not want it" }, {}],
  [{ zh: "已取消", en: "Cancelled" }, { state: "cancelled" }, {}],
  [{ zh: "刚有变化", en: "Just changed" }, { due_at: at(40) }, { changed: true }],
  [{ zh: "要打印的单据", en: "With a paper to print" }, { paper: "pick_up_sign" }, {}],
  [{ zh: "信函工作", en: "A letter's task" }, { letter: "sign" }, {}],
]

const alarm = (id, level, more = {}) => ({
  alarm: { id, level, to: "lobby_manager", department: "housekeeping", due_at: at(id - 40), taken_at: null, taken_by: null, ...more },
  task: task({ title: id === 2 ? LONG_TITLE : { zh: "房间检查", en: "Inspect the room" }, assignee: id === 3 ? 2 : null }),
  stay: stay({ name: id % 2 ? NAMES.long : NAMES.thai }),
  waiting: id === 1 ? task({ title: { zh: "房间备妥", en: "Room is ready" } }) : null,
  others: id === 3 ? 4 : 0,
})

export const tasks = {
  title: { zh: "工作", en: "Tasks" },
  view: () => {
    const here = house()
    const mixed = stay({ name: NAMES.long })
    return html`
      ${shown({ zh: "列表中的每种状态", en: "In a list, in every state" }, html`<ul class="tasks">${ROWS.map(([, facts, more]) => taskRow({ task: task(facts), stay: mixed, house: here, session: SESSION, acts: QUIET, ...more }))}</ul>`, { wide: true })}
      ${shown({ zh: "住店单上的行", en: "On a stay sheet" }, html`<ul class="tasks">${ROWS.slice(0, 4).map(([, facts, more]) => taskRow({ task: task(facts), house: here, session: SESSION, acts: QUIET, ...more }))}</ul>`, { wide: true })}
    `
  },
}

export const alarms = {
  title: { zh: "警示与交接", en: "Alarms and handover" },
  view: () => {
    const here = house()
    const rows = [alarm(1, "escalated"), alarm(2, "overdue"), alarm(3, "due"), alarm(4, "soon"), alarm(5, "overdue", { taken_at: at(-3), taken_by: 1 })]
    const item = (more = {}) => ({ task: task({ title: LONG_TITLE, assignee: 2, due_at: at(-10) }), stay: stay({ name: NAMES.long }), note: "", accepted_at: null, accepted_by: null, ...more })
    const given = { id: 1, items: [item({ note: "宾客午睡，四点后再来 / asleep until four" }), item({ accepted_at: at(-1), accepted_by: 2 })], given_by: 1, given_at: at(-20), closed_at: null, note: "VIP 两位同乘一车 / both arrive in one car", whole_house: true }
    const strip = (caption, shownRows, unfolded, busy = 0) => shown(caption, alarmStrip({ rows: shownRows, unfolded, house: here, session: SESSION, busy, acts: QUIET }), { wide: true })
    return html`
      ${strip({ zh: "警示条：折叠", en: "Alarms, folded" }, rows, false)} ${strip({ zh: "警示条：展开，正在接手", en: "Alarms unfolded, one being taken" }, [...rows, alarm(6, "due")], true, 2)}
      ${strip({ zh: "都有人接手", en: "All in hand" }, [alarm(7, "due", { taken_at: at(-2), taken_by: 2 })], false)}
      ${shown({ zh: "声音：开、待点一下、关", en: "Sound: on, wants a tap, off" }, html`<p class="design-line">${[[true, true], [false, true], [false, false]].map(([on, wanted]) => soundControl({ on, wanted, toggle: quiet }))}</p>`)}
      ${shown({ zh: "读屏听到的话", en: "What a screen reader is told" }, html`<p>${announcement(rows, here)}</p>`)}
      ${shown({ zh: "交班：未完成项", en: "Handover: open items" }, html`<ul class="handover-items">${[false, true].map((chosen) => {
        const one = item()
        return openItem(one, { draft: { chosen: new Set(chosen ? [one.task.id] : []), notes: new Map() }, house: here, acts: QUIET })
      })}</ul>`, { wide: true })}
      ${shown({ zh: "接班：待接收", en: "Handover: waits to be accepted" }, handover(given, { house: here, acts: { takes: true, accept: quiet, toggleTakes: quiet } }), { wide: true })}
      ${shown({ zh: "已全部接收", en: "All accepted" }, handover({ ...given, id: 2, closed_at: at(-1), items: given.items.map((one) => ({ ...one, accepted_at: at(-1), accepted_by: 2 })) }, { house: here }), { wide: true })}
    `
  },
}

export const taskDialogs = {
  title: { zh: "工作的对话框", en: "What a task asks" },
  view: () => {
    const here = house()
    const inspected = task({ title: { zh: "房间检查", en: "Inspection of the room" }, points: POINTS })
    const answers = { P1: { passed: true, note: "" }, P2: { passed: false, note: "花洒漏水 / the shower drips" }, P3: { passed: false, note: "" } }
    const proven = task({ title: LONG_TITLE, proof: PROOF, rekey_name: true })
    const printed = task({ paper: "pick_up_sign", proof: [{ name: "print", kind: "print", title: { zh: "已打印接机牌", en: "Sign printed" }, choices: [] }] })
    const known = { name: "acknowledged", kind: "acknowledged", title: { zh: "各部门已确认", en: "Departments have acknowledged" } }
    const unknown = wrong("proof.acknowledged")
    unknown.facts.errors[0].tasks = [{ title: LONG_TITLE }]
    return html`
      ${dialogShown({ zh: "佐证", en: "Proof" }, proofDialog({ task: proven, house: here, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "佐证：被拒，有误的栏", en: "Proof refused, with its wrong field" }, proofDialog({ task: task({ proof: PROOF.slice(0, 2) }), house: here, send: quiet, talk: talk({ problem: wrong("proof.plate") }) }))}
      ${dialogShown({ zh: "佐证：打印", en: "Proof by a print" }, proofDialog({ task: printed, house: here, print: quiet, send: quiet, talk: talk({ busy: true }) }))}
      ${shown({ zh: "系统自知的佐证", en: "Proof that the house knows" }, html`${knownField(known, talk())} ${knownField(known, talk({ problem: unknown }))}`)}
      ${dialogShown({ zh: "逐点检查", en: "Points of an inspection" }, pointsDialog({ task: inspected, answers, answer: quiet, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "检查完成", en: "All points looked at" }, pointsDialog({ task: { ...inspected, points: POINTS.slice(0, 1) }, answers, answer: quiet, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "说明原因", en: "A reason" }, reasonDialog({ title: { zh: "无法完成", en: "Cannot be done" }[here.language], action: { zh: "确定", en: "Send" }[here.language], suggestions: ["请勿打扰", "Out of stock"], tone: "warn", send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "稍后再来", en: "Later" }, laterDialog({ task: proven, house: here, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "交给谁", en: "Who does it" }, assignDialog({ task: task({ assignee: 2 }), house: here, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "第二人签字", en: "Second signature" }, signDialog({ task: task({ title: LONG_TITLE, state: "done", done_by: 2, second_signature: "supervisor" }), house: here, session: SESSION, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "本人做的，须他人签", en: "Who did it cannot sign it" }, signDialog({ task: task({ state: "done", done_by: 1, second_signature: "another" }), house: here, session: SESSION, send: quiet, talk: talk() }))}
    `
  },
}
