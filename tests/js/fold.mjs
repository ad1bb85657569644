// Reads [{snapshot, events}, …] from standard input and writes for each the snapshot that the screens hold
// after these events. For the proof that a snapshot plus the events after it equals a fresh snapshot.

import { applyAll, lay, unfold } from "../../static/js/board/apply.js"

let text = ""
for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk
const folded = JSON.parse(text).map(({ snapshot, events }) => unfold(applyAll(lay(snapshot), events)))
process.stdout.write(JSON.stringify(folded))
