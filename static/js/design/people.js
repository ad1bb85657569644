// Guests, what they asked for and complained of; the people and tablets of the house.

import { html } from "../../vendor/lit-html/lit-html.js"

import { complaintSheet, followUpDialog, handOnDialog, resolveDialog } from "../parts/complaint_sheet.js"
import { chooseOtherDialog, mergeDialog, noteDialog, occasionsDialog, withdrawDialog } from "../parts/guest_dialogs.js"
import { complaintRow, requestRow } from "../parts/record_rows.js"
import { recorder } from "../parts/recorder.js"
import { screenDialog, screensPart } from "../parts/screen_rows.js"
import { dismissDialog, personDialog, secretDialog, secretsDialog, shownOnce, tabletDialog } from "../parts/staff_dialogs.js"
import { certificateEnds, personRow, tabletRow } from "../parts/staff_rows.js"
import { at, DEPARTMENTS, house, LONG_TITLE, NAMES, QUIET, quiet, STAFF, stay, talk, wrong } from "./samples.js"
import { dialogShown, shown } from "./specimens.js"

let last = 500
const record = (more = {}) => ({
  id: ++last, kind: "wish", state: "recorded", text: "请送两个枕头到房间 / two more pillows, please", department: "housekeeping", stay: stay({ name: NAMES.long }),
  recorded_by: 1, recorded_at: at(-12), owner: null, possible: [], tasks: [{ state: "open", due_at: at(8), fires: "do" }], steps: [], resolution: "", ...more,
})
const REQUESTS = [
  { possible: ["acknowledge", "withdraw"] },
  { kind: "fault", state: "acknowledged", possible: ["do"], tasks: [{ state: "open", due_at: at(-25), fires: "do" }] },
  { kind: "fault", state: "acknowledged", possible: ["do"], tasks: [{ state: "done", due_at: at(-5), fires: "do", second_signature: "supervisor" }] },
  { kind: "itinerary", state: "done", possible: ["call_back"], tasks: [{ state: "open", due_at: at(30), fires: "call_back" }] },
  { kind: "suggestion", state: "called_back", tasks: [] },
  { state: "withdrawn", tasks: [] },
]
const COMPLAINTS = [
  { state: "recorded", possible: ["calm"] },
  { state: "calmed", possible: ["own"] },
  { state: "owned", owner: 1, possible: ["hand_on", "resolve"] },
  { state: "resolved", owner: 1, possible: ["follow_up", "reopen"] },
  { state: "followed_up", owner: 1 },
]
const SAID = { text: "空调整夜有响声，第二次了 / The air conditioning has rattled all night, for the second time", kind: "complaint" }
const STEPS = [{ verb: "calm", by: 1, at: at(-30), note: "" }, { verb: "hand_on", by: 1, at: at(-20), to: 2, note: "请今晚处理 / please tonight" }]

export const records = {
  title: { zh: "需求与投诉", en: "Requests and complaints" },
  view: () => {
    const here = house()
    const complaint = record({ ...SAID, state: "resolved", owner: 1, possible: ["follow_up", "reopen"], steps: STEPS, resolution: "换到 1901 房 / moved to 1901" })
    const sheet = (row) => complaintSheet({ row, house: here, act: quiet, talk: talk() })
    const draft = (kind) => recorder({ draft: { stayId: 0, kind, department: "" }, stay: null, stays: [complaint.stay], house: here, choose: quiet, send: quiet, talk: talk({ problem: wrong("text") }) })
    return html`
      ${shown({ zh: "需求：每种状态", en: "Requests in every state" }, html`<ul>${REQUESTS.map((facts) => requestRow({ row: record(facts), house: here, acts: QUIET }))}</ul>`, { wide: true })}
      ${shown({ zh: "投诉：每种状态", en: "Complaints in every state" }, html`<ul>${COMPLAINTS.map((facts) => complaintRow({ row: record({ ...SAID, ...facts }), house: here, acts: QUIET }))}</ul>`, { wide: true })}
      ${dialogShown({ zh: "投诉单：刚记录", en: "A complaint, just recorded" }, sheet(record({ ...SAID, possible: ["calm"] })))}
      ${dialogShown({ zh: "投诉单：已解决", en: "A complaint, resolved" }, sheet(complaint))}
      ${dialogShown({ zh: "如何解决", en: "How it was resolved" }, resolveDialog({ row: complaint, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "回访", en: "Follow-up" }, followUpDialog({ row: complaint, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "转交", en: "Handed on" }, handOnDialog({ row: complaint, people: STAFF, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "记录心愿", en: "A wish is recorded" }, draft("wish"))}
      ${dialogShown({ zh: "记录投诉", en: "A complaint is recorded" }, draft("complaint"))}
    `
  },
}

const GUEST = { id: 71, written_name: "Dr. Maximiliane-Theodora von und zu Donnersmarck-Hohenlohe", surname: "von und zu Donnersmarck-Hohenlohe", given_name: "Maximiliane-Theodora", name_prefix: "Dr.", native_name: "", birthday: "02-29", anniversary: "" }
const OTHER = { ...GUEST, id: 72, surname: "Donnersmark", native_name: "多纳斯马克女士", written_name: "多纳斯马克女士 (Dr. Maximiliane-Theodora Donnersmark)" }
const MERGE = {
  guest: GUEST, into: OTHER, moves: { stays: 1, history: 4, notes: 2, complaints: 0, rooms_shared: 1 }, learns: { birthday: "02-29" },
  differs: [{ field: "surname", guest: GUEST.surname, into: OTHER.surname }],
}

export const guests = {
  title: { zh: "宾客档案", en: "The guest's record" },
  view: () => html`
    ${dialogShown({ zh: "记一笔", en: "A note" }, noteDialog({ draft: { kind: "liked", subject: "fruit" }, choose: quiet, send: quiet, talk: talk({ problem: wrong("text") }) }))}
    ${dialogShown({ zh: "生日与纪念日", en: "Birthday and anniversary" }, occasionsDialog({ guest: GUEST, send: quiet, talk: talk({ problem: wrong("anniversary") }) }))}
    ${dialogShown({ zh: "同一位宾客？", en: "The same guest twice" }, chooseOtherDialog({ found: null, alike: [OTHER], search: quiet, choose: quiet, talk: talk() }))}
    ${dialogShown({ zh: "同一位宾客？没找到", en: "The same guest twice: nobody found" }, chooseOtherDialog({ found: [], alike: [], search: quiet, choose: quiet, talk: talk() }))}
    ${dialogShown({ zh: "撤回一条记录", en: "A note withdrawn" }, withdrawDialog({ note: { text: SAID.text }, send: quiet, talk: talk() }))}
    ${dialogShown({ zh: "合并", en: "Merge" }, mergeDialog({ preview: MERGE, swap: quiet, send: quiet, talk: talk() }))}
  `,
}

const TABLETS = [
  { id: 1, name: "大堂前台 1 / Lobby desk 1", department: "front_office", enrolled_at: at(-90000), revoked_at: null, here: true },
  { id: 2, name: "客房部 / Housekeeping", department: "", enrolled_at: at(-90000), revoked_at: at(-60), here: false },
]

export const staff = {
  title: { zh: "员工与平板", en: "People and tablets" },
  view: () => {
    const here = house()
    const { posts } = DEPARTMENTS[0]
    const form = { posts, departments: DEPARTMENTS, send: quiet }
    return html`
      ${shown({ zh: "员工：在职、离职", en: "People: here, dismissed" }, html`<ul>${STAFF.map((person) => personRow(person, { posts, acts: QUIET }))}</ul>`, { wide: true })}
      ${shown({ zh: "HTTPS 证书：将到期、已到期", en: "HTTPS certificate: ends soon, has ended" }, html`${[12, -1].map((days) => certificateEnds(new Date(here.now + days * 86_400_000).toISOString(), here))}`, { wide: true })}
      ${shown({ zh: "平板：在用、停用", en: "Tablets: in use, shut" }, html`<ul>${TABLETS.map((tablet) => tabletRow(tablet, { house: here, departmentName: () => DEPARTMENTS[3].name[here.language], revoke: quiet }))}</ul>`, { wide: true })}
      ${dialogShown({ zh: "新员工", en: "Somebody new" }, personDialog({ ...form, talk: talk({ problem: wrong("pin") }) }))}
      ${dialogShown({ zh: "调整", en: "Somebody changed" }, personDialog({ ...form, person: STAFF[0], talk: talk() }))}
      ${dialogShown({ zh: "先说明后果", en: "What it ends is said first" }, secretDialog({ title: STAFF[0].name[here.language], lead: LONG_TITLE[here.language], action: "OK", send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "只显示一次", en: "Shown this once" }, shownOnce({ name: STAFF[0].name[here.language], secret: "4827", talk: talk() }))}
      ${dialogShown({ zh: "离职：还有未完成的事", en: "Dismissed, with work unfinished" }, dismissDialog({ person: STAFF[1], left: { tasks: 7, complaints: 1, handovers: 2, next_due_at: at(15) }, colleagues: STAFF.slice(0, 1), house: here, send: quiet, talk: talk() }))}
      ${dialogShown({ zh: "多人的首个密码", en: "First secrets of several" }, secretsDialog({ rows: STAFF.map(({ name, username }) => ({ name, username, password: "•••• ••••", pin: "••••" })), talk: talk() }))}
      ${shown({ zh: "墙屏：在用、停用", en: "Wall screens: in use, shut" }, screensPart({ screens: TABLETS, house: here, acts: QUIET }), { wide: true })}
      ${dialogShown({ zh: "墙屏", en: "A wall screen" }, screenDialog({ talk: talk({ problem: wrong("name") }), send: quiet }))}
      ${dialogShown({ zh: "平板", en: "A tablet" }, tabletDialog({ tablet: TABLETS[0], departments: DEPARTMENTS, send: quiet, talk: talk() }))}
    `
  },
}
