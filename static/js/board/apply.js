// The board as a value, and what each event makes of it. Pure: nothing here knows a clock, a page or a wire.
//
// stays:  Map of id -> row           plans: Map of stay id -> (Map of task id -> row)
// A change copies the maps on its path and shares all others, so that a board of 30,000 tasks costs a
// copy of one plan per event, and a view can tell by identity what did not change.

import { rowsOf } from "./task_lines.js"

/** An event is missing between the board and the one that came: catch up by number. */
export class Gap extends Error {
  constructor(held, came) {
    super(`The board stands at ${held}, the event is number ${came}.`)
    this.held = held
    this.came = came
  }
}

/** The board that a snapshot (`GET /api/board`) describes, whose tasks may be rows, or {names, lines}. */
export function lay(snapshot) {
  return {
    seq: snapshot.seq,
    stays: byId(snapshot.stays),
    plans: byStay(Array.isArray(snapshot.tasks) ? snapshot.tasks : rowsOf(snapshot.tasks)),
    alarms: byId(snapshot.alarms ?? []),
    collisions: byId(snapshot.collisions ?? []),
    staff: byId(snapshot.staff ?? []),
    departments: snapshot.departments ?? [],
    grades: snapshot.grades ?? [],
  }
}

/** The board after the event. Throws {@link Gap} when an event before it is missing. */
export function apply(board, event) {
  if (event.seq <= board.seq) return board
  if (event.seq > board.seq + 1) throw new Gap(board.seq, event.seq)
  return { ...(CHANGES[event.kind]?.(board, event) ?? board), seq: event.seq }
}

/** The board after all events, in their order. */
export function applyAll(board, events) {
  return events.reduce(apply, board)
}

/** The snapshot that a fresh client would get of this board; rows in the order of their ids. */
export function unfold(board) {
  const tasks = []
  for (const [stayId, plan] of board.plans) {
    if (board.stays.has(stayId)) tasks.push(...plan.values())
  }
  return {
    seq: board.seq,
    stays: sorted([...board.stays.values()]),
    tasks: sorted(tasks),
    alarms: sorted([...board.alarms.values()]),
    collisions: sorted([...board.collisions.values()]),
    staff: sorted([...board.staff.values()]),
    departments: board.departments,
    grades: board.grades,
  }
}

/** The plan of a stay: Map of task id -> row, empty where the board knows none. */
export function planOf(board, stayId) {
  return board.plans.get(stayId) ?? NO_PLAN
}

const NO_PLAN = new Map()

const putStay = (board, { stay }) => ({ ...board, stays: withRow(board.stays, stay) })

const putTask = (board, { task }) => withTasks(board, [task])

// Tasks that became another department's leave first: who sees both departments holds them again after that.
const putTasks = (board, { tasks, left = [], stay_id }) => withTasks(withoutTasks(board, stay_id, left), tasks)

const dropStay = (board, event) => ({
  ...board,
  stays: without(board.stays, event.stay_id),
  plans: without(board.plans, event.stay_id),
})

function putPerson(board, { staff }) {
  const people = staff.active === false ? without(board.staff, staff.id) : withRow(board.staff, shown(staff))
  return { ...board, staff: people }
}

// An alarm or a collision that is over leaves the board with its event.
const putAlarm = (board, { alarm }) => ({ ...board, alarms: standing(board.alarms, alarm) })
const putCollision = (board, { collision }) => ({ ...board, collisions: standing(board.collisions, collision) })

const putProcedure = (board, { departments, grades }) => ({ ...board, departments, grades })

// The kinds that other pages follow; on the board they only move the number.
const elsewhere = (board) => board

/** What each kind of event does to the board; `vipops/events.py` lists the same kinds. */
export const CHANGES = {
  plan_laid: putTasks,
  plan_moved: putTasks,
  stay_expected: putStay,
  stay_preparing: putStay,
  stay_ready: putStay,
  stay_en_route: putStay,
  stay_arrived: putStay,
  stay_in_house: putStay,
  stay_departing: putStay,
  stay_departed: putStay,
  stay_cancelled: putStay,
  stay_no_show: putStay,
  stay_step_undone: putStay,
  stay_retimed: putStay,
  stay_changed: putStay,
  stay_moved_over: putStay,
  stay_closed: dropStay,
  task_opened: putTask,
  task_waiting: putTask,
  task_started: putTask,
  task_ticked: putTask,
  task_signed_off: putTask,
  task_claimed: putTask,
  task_released: putTask,
  task_assigned: putTask,
  task_postponed: putTask,
  task_cannot_be_done: putTask,
  task_skipped: putTask,
  task_reopened: putTask,
  task_cancelled: putTask,
  task_restored: putTask,
  task_in_position: putTask,
  letter_drafted: elsewhere,
  letter_checked: elsewhere,
  letter_signed: elsewhere,
  letter_placed: elsewhere,
  letter_sent_back: elsewhere,
  letter_fetched: elsewhere,
  letter_voided: elsewhere,
  letter_printed: elsewhere,
  letter_written: elsewhere,
  letter_faulty: elsewhere,
  alarm_raised: putAlarm,
  alarm_taken: putAlarm,
  alarm_released: putAlarm,
  alarm_over: putAlarm,
  collision_found: putCollision,
  collision_changed: putCollision,
  collision_settled: putCollision,
  collision_over: putCollision,
  request_recorded: elsewhere,
  request_acknowledged: elsewhere,
  request_done: elsewhere,
  request_called_back: elsewhere,
  request_reopened: elsewhere,
  request_withdrawn: elsewhere,
  complaint_recorded: elsewhere,
  complaint_calmed: elsewhere,
  complaint_owned: elsewhere,
  complaint_handed_on: elsewhere,
  complaint_resolved: elsewhere,
  complaint_followed_up: elsewhere,
  complaint_reopened: elsewhere,
  complaint_withdrawn: elsewhere,
  lost_property_found: elsewhere,
  lost_property_stored: elsewhere,
  lost_property_guest_told: elsewhere,
  lost_property_returned: elsewhere,
  lost_property_given_up: elsewhere,
  lost_property_reopened: elsewhere,
  grade_asked: elsewhere,
  grade_approved: elsewhere,
  grade_refused: elsewhere,
  grade_withdrawn: elsewhere,
  meal_booked: elsewhere,
  meal_changed: elsewhere,
  meal_cancelled: elsewhere,
  wake_up_booked: elsewhere,
  wake_up_changed: elsewhere,
  wake_up_cancelled: elsewhere,
  guest_noted: elsewhere,
  guests_merged: elsewhere,
  handover_given: elsewhere,
  handover_taken_back: elsewhere,
  handover_accepted: elsewhere,
  paper_printed: elsewhere,
  procedure_put_in_force: putProcedure,
  procedure_proposed: elsewhere,
  reservation_held: elsewhere,
  reservation_decided: elsewhere,
  staff_changed: putPerson,
  room_added: elsewhere,
  room_changed: elsewhere,
  room_closed: elsewhere,
  room_opened: elsewhere,
  room_retired: elsewhere,
  room_restored: elsewhere,
  room_deleted: elsewhere,
  hotel_changed: elsewhere,
  tick_held: elsewhere,
  tick_reviewed: elsewhere,
  screen_enrolled: elsewhere,
  screen_revoked: elsewhere,
  tablet_enrolled: elsewhere,
  tablet_revoked: elsewhere,
  hidden: elsewhere,
}

function withTasks(board, tasks) {
  const plans = new Map(board.plans)
  const copied = new Set()
  for (const task of tasks) {
    if (!copied.has(task.stay_id)) {
      plans.set(task.stay_id, new Map(plans.get(task.stay_id)))
      copied.add(task.stay_id)
    }
    plans.get(task.stay_id).set(task.id, task)
  }
  return { ...board, plans }
}

function withoutTasks(board, stayId, ids) {
  if (!ids.length) return board
  const plan = new Map(board.plans.get(stayId))
  for (const id of ids) plan.delete(id)
  return { ...board, plans: new Map(board.plans).set(stayId, plan) }
}

function withRow(rows, row) {
  return new Map(rows).set(row.id, row)
}

function standing(rows, row) {
  return row.over_at ? without(rows, row.id) : withRow(rows, row)
}

function without(rows, id) {
  if (!rows.has(id)) return rows
  const left = new Map(rows)
  left.delete(id)
  return left
}

// The board shows of a person what the snapshot shows, whatever else the event carries.
function shown({ id, name, role, department, post }) {
  return { id, name, role, department, post }
}

function byId(rows) {
  return new Map(rows.map((row) => [row.id, row]))
}

function byStay(tasks) {
  const plans = new Map()
  for (const task of tasks) {
    if (!plans.has(task.stay_id)) plans.set(task.stay_id, new Map())
    plans.get(task.stay_id).set(task.id, task)
  }
  return plans
}

function sorted(rows) {
  return rows.sort((one, other) => one.id - other.id)
}
