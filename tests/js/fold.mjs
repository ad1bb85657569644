// Reads [{snapshot, events}, …] as JSON and writes what the screens' own fold makes of each.
import { readFileSync } from "node:fs"
import { applyAll, lay, unfold } from "../../static/js/board/apply.js"

const told = JSON.parse(readFileSync(0, "utf8"))
const folded = told.map(({ snapshot, events }) => unfold(applyAll(lay(snapshot), events)))
process.stdout.write(JSON.stringify(folded))
