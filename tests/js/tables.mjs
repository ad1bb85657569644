// Writes the tables that the screens share with the server, so that a test can hold the two together.

import { CHANGES } from "../../static/js/board/apply.js"
import { GATES_OF_STEP, LETTER_STEPS, STAGES, STAY_STEPS, TASK_STEPS } from "../../static/js/board/steps.js"
import { SECOND_SIGNERS } from "../../static/js/board/may.js"
import { DUE, SOON } from "../../static/js/board/urgency.js"

const kinds = Object.keys(CHANGES)
process.stdout.write(JSON.stringify({ kinds, GATES_OF_STEP, LETTER_STEPS, SECOND_SIGNERS, STAGES, STAY_STEPS, TASK_STEPS, DUE, SOON }))
