// What a person looks at of an import: which outcomes there are, which rows are shown, how many would be changed.

/** The outcomes in the order in which somebody should look at them. */
export const OUTCOMES = ["refused", "held", "changed", "cancelled", "created", "history", "unchanged", "passed_over"]

// What importing does something about; the rest stays as it is.
const DOES = new Set(["created", "changed", "cancelled", "history", "held"])

/** How many rows of each outcome, those that there are: [[outcome, count]]. */
export function countsOf(rows) {
  const counts = new Map()
  for (const { outcome } of rows) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return OUTCOMES.filter((outcome) => counts.has(outcome)).map((outcome) => [outcome, counts.get(outcome)])
}

/** The rows in the order in which somebody should look at them, those of one outcome in the file's order. */
export function shownRows(rows, only = "") {
  const wanted = only ? rows.filter(({ outcome }) => outcome === only) : rows
  const rank = (row) => OUTCOMES.indexOf(row.outcome)
  return [...wanted].sort((one, other) => rank(one) - rank(other) || one.line - other.line || one.column - other.column)
}

/** How many bookings an import of these rows would bring in, change, or put before a person. */
export const doing = (rows) => rows.filter(({ outcome }) => DOES.has(outcome)).length

/** The confirmation numbers of rows that say something else than they did in an earlier look. */
export function changedSince(before, rows) {
  const known = new Map(before.map((row) => [row.confirmation_number, said(row)]))
  return new Set(rows.filter((row) => known.has(row.confirmation_number) && known.get(row.confirmation_number) !== said(row)).map((row) => row.confirmation_number))
}

/** The faults of refused rows, as the server cuts them out of the file; `worded(row)` says why in the person's language. */
export const faultsOf = (rows, worded) =>
  rows.filter(({ outcome }) => outcome === "refused").map((each) => ({ row: each.row, line: each.line, reason: worded(each) }))

const said = ({ outcome, reason, fields, moved, added, dropped, effects }) => JSON.stringify([outcome, reason, fields, moved, added, dropped, effects])
