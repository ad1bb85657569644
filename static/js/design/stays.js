// Stays: cards on the board, the line of the day, collisions, what happened.

import { html } from "../../vendor/lit-html/lit-html.js"

import { collisionPanel, collisionsOf, settleDialog } from "../parts/collisions.js"
import { dayLine } from "../parts/day_line.js"
import { whatMoves } from "../parts/moves.js"
import { expected, onTheRoad, spokenAs, stayCard } from "../parts/stay_card.js"
import { timeline } from "../parts/timeline.js"
import { at, house, LONG_TITLE, NAMES, plan, QUIET, quiet, SESSION, stay, STAFF, talk, task } from "./samples.js"
import { dialogShown, shown } from "./specimens.js"

const GATE = { gate: "ready", title: LONG_TITLE, department: "housekeeping" }
const ROLL = { zh: "迎宾列队", en: "Line-up at the door" }

const CARDS = [
  [{ zh: "即将到店，长姓名，过敏，关口未开", en: "Arriving, long name, allergy, gate closed" }, { name: NAMES.long, alerts: ["nut_allergy"], party: { code: "", adults: 2, children: 3 } }, [task({ ...GATE, due_at: at(-20) }), task({ gate: "ready", due_at: at(3) })]],
  [{ zh: "关口已开", en: "Gate open" }, { name: NAMES.arabic, grade: "VA", state: "preparing" }, [task({ state: "done", gate: "ready" })]],
  [{ zh: "在途：航班、车牌、座位", en: "On the way: flight, plate, seat" }, { name: NAMES.thai, grade: "VC", state: "en_route", flight: "CA981", landing_at: at(-12), transfer: true, plate: "沪A·88661", seat: "rear_right", arrival_source: "driver", arrival_said_at: at(-3) }, []],
  [{ zh: "航班取消，司机未来电", en: "Flight cancelled, no call from the driver" }, { name: NAMES.one, grade: "VD", state: "ready", flight: "MU5123", flight_note: "cancelled", transfer: true, room: "" }, []],
  [{ zh: "列队点名在即", en: "Roll-call at hand" }, { grade: "VA", state: "en_route" }, [task({ title: ROLL, due_at: at(6), proof: [{ name: "roll", kind: "roll_call", title: ROLL, choices: [] }], people: ["general_manager", "duty_manager|rooms_director"], roll: [] })]],
  [{ zh: "在店，刚有变化", en: "In house, just changed" }, { grade: "VE", state: "in_house", service_recovery: true }, [task({ due_at: at(400) })], true],
  [{ zh: "已结束", en: "Over" }, { name: NAMES.long, state: "departed" }, []],
  [{ zh: "已取消", en: "Cancelled" }, { state: "cancelled" }, []],
]

const MOVED = {
  moved: [{ key: "a", title: LONG_TITLE, from: at(60), to: at(150) }],
  added: [{ key: "b", title: { zh: "致电宾客确认", en: "Call the guest" }, due_at: at(5) }, { key: "c", each: "room_move", title: { zh: "取回欢迎信", en: "Fetch the letter" }, due_at: at(10) }],
  dropped: [{ key: "d", title: { zh: "机场接机", en: "Meet at the airport" }, due_at: at(30) }],
  late: [{ key: "e", title: { zh: "花束送到房间", en: "Flowers in the room" }, due_at: at(-5) }],
  collisions: [{ title: { zh: "14:30 总经理同时需迎接两位贵宾", en: "General manager: two guests at 14:30" }, proposal: { words: { zh: "由值班经理代为迎接", en: "the duty manager greets instead" } } }],
}

const HAPPENED = [
  { seq: 1, at: at(-1500), kind: "plan_laid", by: null, count: 57 },
  { seq: 2, at: at(-90), kind: "stay_retimed", by: STAFF[0], reason: "航班延误 / flight delayed by a storm over the lake" },
  { seq: 3, at: at(-30), kind: "task_ticked", by: STAFF[1], title: LONG_TITLE },
  { seq: 4, at: at(-2), kind: "stay_preparing", by: STAFF[0] },
]

function collisionRows() {
  const [first, second, third] = [stay({ name: NAMES.long, grade: "VA" }), stay({ name: NAMES.arabic, room: "1901" }), stay({ name: NAMES.one, room: "" })]
  const [greet, other, third_] = [task({ title: { zh: "门口迎接", en: "Greet at the door" } }), task({ title: { zh: "门口迎接", en: "Greet at the door" } }), task({ title: LONG_TITLE })]
  const resources = ["总经理 General manager", "值班经理 Duty manager", "房务总监 Director of rooms", "红毯 Red carpet"].map((name, number) => ({ code: `${number}`, name }))
  const one = (id, minutes, against, taskOf, proposal) => ({ id, first_stay_id: first.id, first_task_id: greet.id, second_stay_id: against.id, second_task_id: taskOf.id, starts_at: at(minutes), ends_at: at(minutes + 30), resources: resources.slice(0, id + 1), proposal, settled_at: null })
  return {
    stays: new Map([first, second, third].map((each) => [each.id, each])),
    plans: new Map([[first.id, plan(greet)], [second.id, plan(other)], [third.id, plan(third_)]]),
    collisions: new Map([one(1, 30, second, other, { minutes: 15, starts_at: at(45) }), one(2, 40, third, third_, { instead: [{ of: resources[0], by: resources[1] }] }), one(3, 90, third, third_, {})].map((each) => [each.id, each])),
  }
}

export const stays = {
  title: { zh: "住店", en: "Stays" },
  view: () => {
    const here = house()
    const cards = CARDS.map(([caption, facts, tasks, changed]) => [caption, stay(facts), tasks, changed])
    const board = collisionRows()
    const rows = collisionsOf(board, here.now)
    return html`
      ${cards.map(([caption, one, tasks, changed]) => shown(caption, stayCard({ stay: one, plan: plan(...tasks), house: here, acts: QUIET, permissions: SESSION.permissions, changed })))}
      ${shown({ zh: "住店单页首：姓名、时间、路上", en: "The sheet's head: name, time, road" }, html`<p class="guest">${NAMES.long[here.language]}${spokenAs(cards[0][1])}</p>${expected(cards[2][1], here)} ${onTheRoad(cards[2][1], here)}`)}
      ${shown({ zh: "今日时间线", en: "Line of the day" }, dayLine({ stays: cards.map(([, one], place) => ({ ...one, arrival_at: at(place * 55 - 40) })), house: here, pick: quiet }), { wide: true })}
      ${shown({ zh: "冲突：折叠", en: "Collisions, folded" }, collisionPanel({ rows, unfolded: false, house: here, busy: false, acts: QUIET }), { wide: true })}
      ${shown({ zh: "冲突：展开", en: "Collisions, unfolded" }, collisionPanel({ rows: [...rows, { ...rows[0], collision: { ...rows[0].collision, id: 4 } }], unfolded: true, house: here, busy: true, acts: QUIET }), { wide: true })}
      ${dialogShown({ zh: "冲突另行解决", en: "A collision settled otherwise" }, settleDialog({ collision: rows[0].collision, talk: talk({ problem: wrongNote }), send: quiet }))}
      ${shown({ zh: "会带动什么", en: "What moves with it" }, whatMoves(MOVED, here))}
      ${shown({ zh: "什么都不动", en: "Nothing else moves" }, whatMoves({}, here))}
      ${shown({ zh: "经过", en: "What happened" }, timeline(HAPPENED, here))}
      ${shown({ zh: "还没有经过", en: "Nothing has happened yet" }, timeline([], here))}
    `
  },
}

const wrongNote = { status: 422, code: "bad_input", message: "", facts: { errors: [{ where: "note", message: "This is missing or not right." }] } }
