// The dialogs that change a stay and its days: gate, times, room, party, grade, walk-in, line-up, meals, papers.

import { html } from "../../vendor/lit-html/lit-html.js"

import { giveAllDialog, gradeDialog, lineUpDialog, partyDialog, roomDialog, walkInDialog } from "../parts/change_dialogs.js"
import { cancelDialog, mealDialog, menuDialog, wakeUpDialog } from "../parts/day_dialogs.js"
import { printDialog } from "../parts/print_dialog.js"
import { gateDialog, timesDialog } from "../parts/stay_dialogs.js"
import { at, house, LONG_TITLE, NAMES, QUIET, quiet, stay, talk, task, wrong } from "./samples.js"
import { dialogShown } from "./specimens.js"

const ANSWER = {
  stay: { grade: "VC" },
  approvers: [],
  moved: [{ key: "a", title: LONG_TITLE, from: at(60), to: at(150) }],
  late: [{ key: "e", title: { zh: "花束送到房间", en: "Flowers in the room" }, due_at: at(-5) }],
}
const MISSING = [
  { task_id: 1, title: LONG_TITLE, department: "housekeeping", who: "", needs: "tick" },
  { task_id: 2, title: null, department: "engineering", who: "duty_manager", needs: "sign_off" },
]

const TO_GIVE = Array.from({ length: 18 }, (_one, place) => task({ id: place + 1, assignee: place < 12 ? null : 2 }))

export const stayDialogs = {
  title: { zh: "住店的对话框", en: "What a stay asks" },
  view: () => {
    const here = house()
    const one = stay({ name: NAMES.long })
    const times = { stay: one, draft: { arrival_at: one.arrival_at, departure_at: one.departure_at, source: "driver" }, look: quiet, confirm: quiet, house: here }
    const gate = (mayPass, problem = null) => gateDialog({ stay: one, verb: "ready", missing: MISSING, house: here, mayPass, doIt: ({ needs }) => (needs === "tick" ? quiet : null), pass: quiet, talk: talk({ problem }) })
    const change = { stay: one, draft: { room: "1901", reason: "", adults: 2, children: 1, grade: "VA" }, answer: null, look: quiet, confirm: quiet, house: here, talk: talk() }
    const walkIn = { name_prefix: "", surname: "", given_name: "", native_name: "", room: "", nights: 1, adults: 1, children: 0, grade: "", language: "zh", reason: "" }
    const lineUp = task({ title: { zh: "迎宾列队", en: "Line-up at the door" }, due_at: at(8), people: ["general_manager", "duty_manager|rooms_director"], roll: [{ post: "general_manager", at: at(-1) }] })
    return html`
      ${dialogShown({ zh: "关口未开：可说明后放行", en: "Gate closed, may be passed" }, gate(true, wrong("reason")))}
      ${dialogShown({ zh: "关口未开：不可放行", en: "Gate closed, may not be passed" }, gate(false))}
      ${dialogShown({ zh: "新时间：先看", en: "New times: to be looked at" }, timesDialog({ ...times, answer: null, talk: talk() }))}
      ${dialogShown({ zh: "新时间：看过，可确认", en: "New times: seen, to be confirmed" }, timesDialog({ ...times, answer: ANSWER, talk: talk() }))}
      ${dialogShown({ zh: "换房", en: "Another room" }, roomDialog({ ...change, answer: ANSWER }))}
      ${dialogShown({ zh: "同行人数", en: "Party" }, partyDialog(change))}
      ${dialogShown({ zh: "等级，须批准", en: "Grade, wants approval" }, gradeDialog({ ...change, answer: { ...ANSWER, approvers: ["general_manager"] } }))}
      ${dialogShown({ zh: "无预订贵宾", en: "Without a booking" }, walkInDialog({ ...change, draft: walkIn }))}
      ${dialogShown({ zh: "列队点名", en: "Roll-call" }, lineUpDialog({ task: lineUp, house: here, tap: quiet, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "全部交给一人", en: "All to one person" }, giveAllDialog({ department: "housekeeping", stays: [{ stay: one, tasks: TO_GIVE }], send: quiet, house: here, talk: talk({ chosen: { stay: one.id, assignee: 1, all: true } }) }))}
      ${dialogShown({ zh: "全部交给一人：没有可交的", en: "All to one person: nothing left" }, giveAllDialog({ department: "housekeeping", stays: [], send: quiet, house: here, talk: talk() }))}
    `
  },
}

const MEAL = { kind: "dinner", at: at(300), party: 6, place: "云麓厅 / Lakeside room", standard: "", notes: "" }
const DISHES = [
  { zh: "清炖狮子头", en: "Braised pork meatballs in clear broth", story: "扬州名菜 / the pride of Yangzhou" },
  { zh: "", en: "", story: "" },
]
const PAPER = { languages: ["zh", "en", "ja"], forGuest: true, records: true }

export const dayDialogs = {
  title: { zh: "用餐、叫早与打印", en: "Meals, wake-up calls, papers" },
  view: () => {
    const here = house()
    const title = { zh: "菜单", en: "Menu" }[here.language]
    const print = (more) => printDialog({ title: { zh: "接机牌", en: "Pick-up sign" }[here.language], lead: NAMES.long[here.language], paper: PAPER, copies: 1, choose: quiet, send: quiet, talk: talk({ language: "", waited: 0, ...more }) })
    return html`
      ${dialogShown({ zh: "订餐", en: "Book a meal" }, mealDialog({ draft: MEAL, house: here, choose: quiet, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "改餐", en: "Change a meal" }, mealDialog({ draft: MEAL, house: here, choose: quiet, send: quiet, cancel: quiet, talk: talk({ problem: wrong("party") }) }))}
      ${dialogShown({ zh: "菜单：一道没有名字", en: "Menu, a dish without a name" }, menuDialog({ draft: { dishes: DISHES }, title, acts: QUIET, talk: talk({ problem: wrong("dishes.1") }) }))}
      ${dialogShown({ zh: "叫早", en: "Wake-up call" }, wakeUpDialog({ draft: { at: at(900), note: "" }, house: here, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "取消前的说明", en: "Before something is cancelled" }, cancelDialog({ title, text: LONG_TITLE[here.language], action: title, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "打印：制作中", en: "Print: being made" }, print({ waited: 4 }))}
      ${dialogShown({ zh: "打印：已备好", en: "Print: ready" }, print({ made: { address: "/design" } }))}
    `
  },
}
