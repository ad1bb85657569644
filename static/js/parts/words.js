// The words for what the house's codes mean. Functions, because the language can change while a page is open.

import { n, t } from "../house/i18n.js"
import { said as ownWords } from "../house/sentences.js"

const said = (table) => (code) => table[code]?.() ?? code

export const stayState = said({
  expected: () => t("Expected"),
  preparing: () => t("Preparing"),
  ready: () => t("Room ready"),
  en_route: () => t("On the way"),
  arrived: () => t("Arrived"),
  in_house: () => t("In house"),
  departing: () => t("Leaving"),
  departed: () => t("Departed"),
  cancelled: () => t("Cancelled"),
  no_show: () => t("No show"),
})

export const stayVerb = said({
  prepare: () => t("Start preparing"),
  ready: () => t("Room is ready"),
  en_route: () => t("Driver called"),
  arrive: () => t("At the door"),
  settle: () => t("In the room"),
  start_departure: () => t("Guest is leaving"),
  depart: () => t("Guest has left"),
  cancel: () => t("Cancel the stay"),
  no_show: () => t("Guest did not come"),
  undo: () => t("Undo the last step"),
})

export const taskState = said({
  waiting: () => t("Waiting"),
  open: () => t("Open"),
  in_progress: () => t("Begun"),
  done: () => t("Done"),
  signed_off: () => t("Signed"),
  skipped: () => t("Skipped"),
  cancelled: () => t("Cancelled"),
})

export const taskVerb = said({
  start: () => t("Begin"),
  tick: () => t("Done"),
  sign_off: () => t("Second signature"),
  claim: () => t("I take it"),
  release: () => t("I give it back"),
  assign: () => t("Give to…"),
  postpone: () => t("Do not disturb: later"),
  cannot: () => t("Cannot be done"),
  skip: () => t("Skip"),
  reopen: () => t("Open again"),
})

export const letterState = said({
  drafted: () => t("Drafted"),
  checked: () => t("Name checked"),
  signed: () => t("Signed"),
  placed: () => t("In the room"),
  void: () => t("Void"),
})

export const letterVerb = said({
  check: () => t("Check the name"),
  sign: () => t("Sign"),
  place: () => t("Placed in the room"),
  take_back: () => t("Not placed after all"),
  send_back: () => t("Send back"),
  void: () => t("Make void"),
})

export const stage = said({
  pre_arrival: () => t("Before arrival"),
  arrival: () => t("Arrival"),
  in_house: () => t("In house"),
  departure: () => t("Departure"),
})

export const column = said({
  arriving: () => t("Arriving"),
  in_house: () => t("In house"),
  leaving: () => t("Leaving"),
})

export const source = said({
  pms: () => t("the reservation"),
  person: () => t("a colleague"),
  driver: () => t("the driver"),
  flight: () => t("flight data"),
})

export const role = said({
  general_manager: () => t("General manager"),
  lobby_manager: () => t("Lobby manager"),
  manager: () => t("Manager"),
  supervisor: () => t("Supervisor"),
  attendant: () => t("Attendant"),
  administrator: () => t("Administrator"),
})

export const signer = said({
  another: () => t("a second person"),
  supervisor: () => t("a supervisor"),
  manager: () => t("a manager"),
  lobby_manager: () => t("the lobby manager"),
})

export const outcome = said({
  created: () => t("New stay"),
  changed: () => t("Changed"),
  unchanged: () => t("Unchanged"),
  held: () => t("Held: somebody must decide"),
  cancelled: () => t("Cancelled"),
  history: () => t("Past stay, kept as history"),
  passed_over: () => t("Not a VIP, or not confirmed"),
  refused: () => t("Refused"),
})

export const letterLanguage = said({
  zh: () => t("Chinese"),
  en: () => t("English"),
  ja: () => t("Japanese"),
})

export const happened = said({
  plan_laid: () => t("Plan made"),
  plan_moved: () => t("Plan moved"),
  stay_expected: () => t("Stay expected"),
  stay_preparing: () => t("Preparation began"),
  stay_ready: () => t("Room ready"),
  stay_en_route: () => t("Guest on the way"),
  stay_arrived: () => t("Guest at the door"),
  stay_in_house: () => t("Guest in the room"),
  stay_departing: () => t("Guest leaving"),
  stay_departed: () => t("Guest has left"),
  stay_cancelled: () => t("Stay cancelled"),
  stay_no_show: () => t("Guest did not come"),
  stay_step_undone: () => t("Step undone"),
  stay_retimed: () => t("New times"),
  stay_changed: () => t("Stay changed"),
  stay_closed: () => t("Off the board"),
  task_opened: () => t("Ready to begin"),
  task_waiting: () => t("Waits again"),
  task_started: () => t("Begun"),
  task_ticked: () => t("Done"),
  task_signed_off: () => t("Second signature given"),
  task_claimed: () => t("Taken"),
  task_released: () => t("Given back"),
  task_assigned: () => t("Given to somebody"),
  task_postponed: () => t("Put off"),
  task_cannot_be_done: () => t("Cannot be done"),
  task_skipped: () => t("Skipped"),
  task_reopened: () => t("Opened again"),
  task_cancelled: () => t("Taken out of the plan"),
  alarm_raised: () => t("Alarm raised"),
  alarm_taken: () => t("Alarm taken"),
  alarm_released: () => t("Alarm given back"),
  alarm_over: () => t("Alarm over"),
  task_restored: () => t("Back in the plan"),
  letter_drafted: () => t("Letter drafted"),
  letter_checked: () => t("Name on the letter checked"),
  letter_signed: () => t("Letter signed"),
  letter_placed: () => t("Letter in the room"),
  letter_sent_back: () => t("Letter sent back"),
  letter_fetched: () => t("Letter fetched for another room"),
  letter_voided: () => t("Letter made void"),
  letter_printed: () => t("Letter printed"),
  letter_faulty: () => t("Letter could not be printed"),
  meal_booked: () => t("Meal booked"),
  meal_changed: () => t("Meal changed"),
  meal_cancelled: () => t("Meal cancelled"),
  wake_up_booked: () => t("Wake-up call booked"),
  wake_up_changed: () => t("Wake-up call changed"),
  wake_up_cancelled: () => t("Wake-up call cancelled"),
  collision_found: () => t("Collision found"),
  collision_changed: () => t("Collision at another time"),
  collision_settled: () => t("Collision settled"),
  collision_over: () => t("Collision over"),
  reservation_held: () => t("Reservation held"),
  reservation_decided: () => t("Reservation decided"),
  request_recorded: () => t("Wish or problem recorded"),
  request_acknowledged: () => t("Wish or problem acknowledged"),
  request_done: () => t("Wish or problem done"),
  request_called_back: () => t("Guest called back"),
  request_reopened: () => t("Wish or problem opened again"),
  request_withdrawn: () => t("Wish or problem withdrawn"),
  complaint_recorded: () => t("Complaint recorded"),
  complaint_calmed: () => t("Complaint: guest calmed"),
  complaint_owned: () => t("Complaint: owned"),
  complaint_handed_on: () => t("Complaint: handed on"),
  complaint_resolved: () => t("Complaint: resolved"),
  complaint_followed_up: () => t("Complaint: followed up"),
  complaint_reopened: () => t("Complaint: goes on"),
  complaint_withdrawn: () => t("Complaint: withdrawn"),
  paper_printed: () => t("Paper printed"),
  stay_moved_over: () => t("Plan follows a new procedure"),
  task_in_position: () => t("Line-up: who is in position"),
  letter_written: () => t("Letter written"),
  lost_property_found: () => t("Something was left behind"),
  lost_property_stored: () => t("Left behind: stored"),
  lost_property_guest_told: () => t("Left behind: guest told"),
  lost_property_returned: () => t("Left behind: given back"),
  lost_property_given_up: () => t("Left behind: given up"),
  lost_property_reopened: () => t("Left behind: opened again"),
  grade_asked: () => t("Grade asked for"),
  grade_approved: () => t("Grade approved"),
  grade_refused: () => t("Grade refused"),
  grade_withdrawn: () => t("Grade no longer asked for"),
  guest_noted: () => t("Guest's record changed"),
  guests_merged: () => t("Two guest records became one"),
  handover_given: () => t("Handover given"),
  handover_accepted: () => t("Handover accepted"),
  procedure_put_in_force: () => t("New procedure in force"),
  procedure_proposed: () => t("Procedure: change proposed"),
  room_added: () => t("Room added"),
  room_changed: () => t("Room changed"),
  room_closed: () => t("Room out of order"),
  room_opened: () => t("Room in order again"),
  room_retired: () => t("Room retired"),
  room_restored: () => t("Room back in use"),
  room_deleted: () => t("Room deleted"),
  hotel_changed: () => t("Hotel settings changed"),
  tick_held: () => t("Tick waits for review"),
  tick_reviewed: () => t("Tick reviewed"),
  screen_enrolled: () => t("Wall screen enrolled"),
  screen_revoked: () => t("Wall screen revoked"),
  tablet_enrolled: () => t("Tablet enrolled"),
  tablet_revoked: () => t("Tablet revoked"),
  different: () => t("is different now"),
  gone: () => t("No longer on the board"),
  staff_changed: () => t("Staff changed"),
})

/** What a guest asked for, by the procedure's word for it; other words stand for themselves. */
export const wish = said({
  hypoallergenic: () => t("hypoallergenic bedding"),
  fruit: () => t("fruit"),
  flowers: () => t("flowers"),
  high_floor: () => t("high floor"),
  low_floor: () => t("low floor"),
  quiet_room: () => t("quiet room"),
  extra_pillow: () => t("extra pillows"),
  hard_bed: () => t("firm mattress"),
  baby_cot: () => t("baby cot"),
  extra_bed: () => t("extra bed"),
  vegetarian: () => t("vegetarian"),
  vegan: () => t("vegan"),
  halal: () => t("halal"),
  kosher: () => t("kosher"),
  nut_allergy: () => t("nut allergy"),
  seafood_allergy: () => t("seafood allergy"),
  smoking_room: () => t("smoking room"),
  non_smoking_room: () => t("non-smoking room"),
  newspaper: () => t("newspaper"),
  wheelchair: () => t("wheelchair"),
  birthday: () => t("birthday"),
  anniversary: () => t("wedding anniversary"),
})

/** "2 adults, 1 child" */
export function party({ adults, children }) {
  const parts = [n("{n} adult", "{n} adults", adults)]
  if (children) parts.push(n("{n} child", "{n} children", children))
  return parts.join(t(", "))
}

const AGO = {
  minute: (count) => (count ? n("{n} min ago", "{n} min ago", count) : t("just now")),
  hour: (count) => n("{n} h ago", "{n} h ago", count),
  day: (count) => n("{n} day ago", "{n} days ago", count),
}
const AHEAD = {
  minute: (count) => (count ? n("in {n} min", "in {n} min", count) : t("now")),
  hour: (count) => n("in {n} h", "in {n} h", count),
  day: (count) => n("in {n} day", "in {n} days", count),
}
const LATE = {
  minute: (count) => (count ? n("{n} min late", "{n} min late", count) : t("due now")),
  hour: (count) => n("{n} h late", "{n} h late", count),
  day: (count) => n("{n} day late", "{n} days late", count),
}

export const ago = ({ unit, count }) => AGO[unit](count)
export const ahead = ({ unit, count }) => AHEAD[unit](count)
export const late = ({ unit, count }) => LATE[unit](count)

const REFUSALS = {
  not_allowed: () => t("Your role does not allow this."),
  not_found: () => t("It is not there any more."),
  wrong_moment: () => t("This is not possible now."),
  gate_closed: () => t("Something must be done first."),
  overtaken: () => t("Somebody was first."),
  bad_input: () => t("Something is missing or not right."),
  not_signed_in: () => t("Please sign in again."),
  too_many: () => t("Too many tries. Please wait a little."),
  busy: () => t("The server is busy; nothing was changed. Please try again."),
}

/** A refusal for a person: the server's own sentence where it is known in this language, else what its code means. */
export function refusal(problem) {
  if (!problem.status) return t("Not sent: the server cannot be reached.")
  return ownWords(problem.message) || REFUSALS[problem.code]?.() || problem.message
}

/** What is wrong with one field: the server's words where they are known in this language. */
export const fault = (error) => ownWords(error.message) || t("This is missing or not right.")

/** What the server noticed, or a reason that it gave by itself; what a person wrote stays as it is. */
export const serverWords = (text) => ownWords(text) || text

/** What would have been right, after the words of a fault; nothing where that is not said. */
export const expectedWords = ({ expected }) => (expected ? t("expected: {what}", { what: serverWords(expected) }) : "")
