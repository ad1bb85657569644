// Writes the tables that the screens share with the server, so that a test can hold the two together.

import { CHANGES } from "../../static/js/board/apply.js"
import { GATES_OF_STEP, LETTER_STEPS, STAGES, STAY_STEPS, TASK_STEPS } from "../../static/js/board/steps.js"
import { SECOND_SIGNERS } from "../../static/js/board/may.js"
import { MADE_FOR, mayOwn, STEPS_OF } from "../../static/js/board/records.js"
import { DUE, SOON } from "../../static/js/board/urgency.js"

const kinds = Object.keys(CHANGES)
// Who may own a complaint, asked for every role in every department.
const roles = ["general_manager", "lobby_manager", "manager", "supervisor", "attendant", "administrator"]
const departments = ["concierge", "housekeeping", "engineering", "security", "front_office", "food_beverage", "executive"]
const owners = departments.flatMap((department) => roles.filter((role) => mayOwn({ role, department })).map((role) => `${department} ${role}`))
process.stdout.write(JSON.stringify({ kinds, GATES_OF_STEP, LETTER_STEPS, MADE_FOR, owners, SECOND_SIGNERS, STEPS_OF, STAGES, STAY_STEPS, TASK_STEPS, DUE, SOON }))
