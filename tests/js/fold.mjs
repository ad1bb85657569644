// Reads {board, events} from standard input and writes the board that the screens hold after these events.
// For the proof that a snapshot plus the events after it equals a fresh snapshot.

import { applyAll, lay, unfold } from "../../static/js/board/apply.js"

let text = ""
for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk
const { board, events } = JSON.parse(text)
process.stdout.write(JSON.stringify(unfold(applyAll(lay(board), events))))
