// Made-up guests, people and work for the design page: names as long and as mixed as real ones can be.

import { fromField } from "../house/clock.js"
import { spoken } from "../house/i18n.js"

const MINUTE = 60_000
const ZONE = "Asia/Shanghai"
export const NOW = Date.parse("2026-11-22T06:00:00Z")

/** A moment so many minutes from the samples' now, as the server writes it. */
export const at = (minutes) => new Date(NOW + minutes * MINUTE).toISOString().replace(".000Z", "Z")

export const NAMES = {
  plain: { zh: "陈伟明", en: "Chen Weiming" },
  long: {
    zh: "欧阳诺敏其其格·阿卜杜勒拉赫曼·娜仁托娅",
    en: "Dr. Maximiliane-Theodora Freifrau von und zu Donnersmarck-Hohenlohe-Schillingsfürst",
  },
  arabic: { zh: "谢赫·阿卜杜拉赫曼·本·穆罕默德", en: "الشيخ عبد الرحمن بن محمد آل نهيان (Sheikh Abdulrahman)" },
  thai: { zh: "吉拉婉·西里瓦塔纳格盛", en: "คุณหญิงจิรวรรณ ศิริวัฒนาเกษม" },
  one: { zh: "渚", en: "Nagisa O" },
}

export const GRADES = [
  { code: "VA", colour: "grade_gold", name: { zh: "元首与王室", en: "Heads of state and royalty" } },
  { code: "VB", colour: "grade_crimson", name: { zh: "要客", en: "Distinguished guest" } },
  { code: "VC", colour: "grade_indigo", name: { zh: "贵宾", en: "Guest of honour" } },
  { code: "VD", colour: "grade_jade", name: { zh: "忠诚宾客", en: "Loyal guest" } },
  { code: "VE", colour: "grade_slate", name: { zh: "特别关照", en: "Special attention" } },
]

const POSTS = [
  { code: "duty_manager", name: { zh: "值班经理", en: "Duty manager" } },
  { code: "rooms_director", name: { zh: "房务总监", en: "Director of rooms" } },
  { code: "general_manager", name: { zh: "总经理", en: "General manager" } },
]
export const DEPARTMENTS = [
  { code: "housekeeping", name: { zh: "客房部", en: "Housekeeping" }, icon: "bed_double", posts: POSTS },
  { code: "engineering", name: { zh: "工程部", en: "Engineering" }, icon: "wrench" },
  { code: "food_beverage", name: { zh: "餐饮部", en: "Food and beverage" }, icon: "utensils" },
  { code: "front_office", name: { zh: "前厅部", en: "Front office" }, icon: "concierge_bell" },
]
export const STAFF = [
  { id: 1, name: { zh: "古丽巴哈尔·买买提依明", en: "Gulbahar Maimaitiyiming-Rossetti" }, role: "lobby_manager", department: "front_office", post: "duty_manager", username: "gulbahar", active: true },
  { id: 2, name: { zh: "刘芳", en: "Liu Fang" }, role: "supervisor", department: "housekeeping", post: "", username: "liu.fang", active: true },
  { id: 3, name: { zh: "沈致远", en: "Shen Zhiyuan" }, role: "general_manager", department: "executive", post: "general_manager", username: "shen", active: false },
]

const PERMISSIONS = [
  "board_read", "task_tick", "task_sign_off", "task_assign", "task_skip", "task_reopen", "stay_step", "stay_times", "stay_edit", "request_record",
  "letter_read", "letter_check", "letter_sign", "letter_place", "letter_send_back", "letter_void", "paper_print", "guest_read", "registration_print",
]

/** The person who looks at the samples. */
export const SESSION = {
  staff: STAFF[0],
  permissions: PERMISSIONS,
  visibility: "house",
  csrf: "",
  property: { zone: ZONE, name: { zh: "云麓湖畔大酒店", en: "The Grand Lakeside Hotel at Yunlu" } },
}

/** The house as the parts know it. */
export function house() {
  return {
    zone: ZONE,
    language: spoken(),
    now: NOW,
    wholeHouse: true,
    departments: DEPARTMENTS,
    grades: new Map(GRADES.map((grade) => [grade.code, grade])),
    staff: new Map(STAFF.map((person) => [person.id, person])),
    fromField: (text) => fromField(text, { zone: ZONE }),
  }
}

/** What stands where a tap would act. */
export const quiet = () => {}
export const QUIET = new Proxy({}, { get: () => quiet })

/** A dialog's talk at rest; `more` makes it busy, or gives it a problem. */
export const talk = (more = {}) => ({ close: quiet, changed: quiet, busy: false, problem: null, ...more })

/** What the server says of a field that is not right. */
export const wrong = (where) => ({ status: 422, code: "bad_input", message: "Something is missing or not right.", facts: { errors: [{ where, message: "This is missing or not right." }] } })

let last = 90_000

/** A stay; every one has a number of its own. */
export const stay = (more = {}) => ({
  id: ++last,
  version: 1,
  state: "preparing",
  came_from: "expected",
  state_at: at(-60),
  grade: "VB",
  name: NAMES.plain,
  incognito: false,
  service_recovery: false,
  alerts: [],
  room: "1808",
  room_type: "Lakeside suite",
  arrival_at: at(95),
  arrival_source: "pms",
  arrival_said_at: at(-240),
  departure_at: at(60 * 26),
  landing_at: null,
  flight: "",
  flight_note: "",
  transfer: false,
  plate: "",
  seat: "",
  party: { code: "", adults: 2, children: 0 },
  ...more,
})

/** A task; every one has a number of its own. */
export const task = (more = {}) => ({
  id: ++last,
  version: 1,
  key: `sample-${last}`,
  source: ["F7"],
  stay_id: 1,
  department: "housekeeping",
  stage: "pre_arrival",
  title: { zh: "清洁并布置房间", en: "Clean and set up the room" },
  due_at: at(180),
  state: "open",
  points: [],
  people: [],
  roll: [],
  assignee: null,
  who: "",
  gate: "",
  after: [],
  proof: [],
  second_signature: "",
  rekey_name: false,
  short_notice: false,
  letter: "",
  paper: "",
  fires: "",
  reason: "",
  done_at: null,
  done_by: null,
  signed_by: null,
  ...more,
})

export const LONG_TITLE = {
  zh: "按欧阳女士上次入住的要求更换低敏枕头、羽绒被与浴袍，并由主管复核签字后放置手写欢迎卡",
  en: "Exchange pillows, duvet and bathrobes for hypoallergenic ones as at the last stay, and lay out the handwritten card once the supervisor has signed",
}

/** A plan of these tasks, as the board holds it. */
export const plan = (...tasks) => new Map(tasks.map((one) => [one.id, one]))
