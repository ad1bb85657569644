// Tasks as lines of values, the short form in which a board comes (`GET /api/board?tasks=lines`).

// Written out: a row put together name by name takes a browser ten times as long, and a board has thousands. The names
// and their order are the server's (`vipops/services/shapes.py`); tests/web/pages holds them together.
const taskOf = (line) => ({
  id: line[0],
  version: line[1],
  key: line[2],
  source: line[3],
  stay_id: line[4],
  department: line[5],
  stage: line[6],
  title: line[7],
  due_at: line[8],
  state: line[9],
  points: line[10],
  assignee: line[11],
  gate: line[12],
  after: line[13],
  proof: line[14],
  second_signature: line[15],
  rekey_name: line[16],
  letter: line[17],
  paper: line[18],
  subject: line[19],
  fires: line[20],
  roll: line[21],
  who: line[22],
  people: line[23],
  short_notice: line[24],
  reason: line[25],
  done_at: line[26],
  done_by: line[27],
  received_at: line[28],
  signed_by: line[29],
})

/** The fields of a task in the order of a line. */
export const NAMES = Object.keys(taskOf([]))

/** The rows of {names, lines}. A page that a tablet keeps may be older than the server: other names are read one by one. */
export function rowsOf({ names, lines }) {
  if (names.join() === NAMES.join()) return lines.map(taskOf)
  return lines.map((line) => Object.fromEntries(names.map((name, place) => [name, line[place]])))
}
