// Which steps a stay, a task and a letter can take next. The server decides; the screens only offer.
// vipops/domain/lifecycles.py and gates.py hold the same tables; tests/web/pages holds them together.

export const STAY_STEPS = [
  { verb: "prepare", from: ["expected"], needs: "stay_step" },
  { verb: "ready", from: ["preparing"], needs: "stay_step" },
  { verb: "en_route", from: ["preparing", "ready"], needs: "stay_step" },
  { verb: "arrive", from: ["expected", "preparing", "ready", "en_route"], needs: "stay_step" },
  { verb: "settle", from: ["arrived"], needs: "stay_step" },
  { verb: "start_departure", from: ["in_house"], needs: "stay_step" },
  { verb: "depart", from: ["departing"], needs: "stay_step" },
  { verb: "cancel", from: ["expected", "preparing", "ready", "en_route"], needs: "stay_cancel" },
  { verb: "no_show", from: ["expected", "preparing", "ready", "en_route"], needs: "stay_cancel" },
]

export const TASK_STEPS = [
  { verb: "start", from: ["open"], needs: "task_tick" },
  { verb: "tick", from: ["open", "in_progress"], needs: "task_tick" },
  { verb: "sign_off", from: ["done"], needs: "task_sign_off" },
  { verb: "claim", from: ["waiting", "open", "in_progress"], needs: "task_tick" },
  { verb: "release", from: ["waiting", "open", "in_progress"], needs: "task_tick" },
  { verb: "assign", from: ["waiting", "open", "in_progress"], needs: "task_assign" },
  { verb: "postpone", from: ["waiting", "open", "in_progress"], needs: "task_tick" },
  { verb: "in_position", from: ["waiting", "open", "in_progress"], needs: "task_tick" },
  { verb: "out_of_position", from: ["waiting", "open", "in_progress"], needs: "task_tick" },
  { verb: "cannot", from: ["open", "in_progress"], needs: "task_tick" },
  { verb: "skip", from: ["waiting", "open", "in_progress"], needs: "task_skip" },
  { verb: "reopen", from: ["in_progress", "done", "signed_off", "skipped"], needs: "task_reopen" },
]

export const LETTER_STEPS = [
  { verb: "check", from: ["drafted"], needs: "letter_check" },
  { verb: "sign", from: ["checked"], needs: "letter_sign" },
  { verb: "place", from: ["signed"], needs: "letter_place" },
  { verb: "take_back", from: ["placed"], needs: "letter_place" },
  { verb: "send_back", from: ["checked"], needs: "letter_send_back" },
  { verb: "void", from: ["drafted", "checked", "signed", "placed"], needs: "letter_void" },
]

/** The stages of a stay as the bar shows them, in their order. */
export const STAGES = ["expected", "preparing", "ready", "en_route", "arrived", "in_house", "departing", "departed"]

/** Steps further on pass through the gates before them. */
export const GATES_OF_STEP = {
  ready: ["ready"],
  en_route: ["en_route"],
  arrive: ["ready", "arrive"],
  settle: ["settle"],
  start_departure: ["start_departure"],
  depart: ["depart"],
}

/** The verbs that the tables allow from this state to a person with these permissions. */
export function possible(steps, state, permissions) {
  return steps.filter((step) => step.from.includes(state) && permissions.includes(step.needs)).map((step) => step.verb)
}

const NEXT = {
  expected: () => "prepare",
  preparing: () => "ready",
  ready: (stay) => (stay.transfer ? "en_route" : "arrive"),
  en_route: () => "arrive",
  arrived: () => "settle",
  in_house: () => "start_departure",
  departing: () => "depart",
}

/** The step that comes next for this stay, or "" when it has come to its end. */
export function nextStep(stay) {
  return NEXT[stay.state]?.(stay) ?? ""
}

/** What a task becomes by this verb, for the moment before the server has said so. */
export const BECOMES = {
  start: "in_progress",
  tick: "done",
  sign_off: "signed_off",
  skip: "skipped",
  release: "open",
  reopen: "open",
}
