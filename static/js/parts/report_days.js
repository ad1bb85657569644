// Periods of hotel days. Pure.

const DAY = 86_400_000

/** The hotel days {first, last} that end with `today`, or end so many days `back`. Days are "2026-11-22". */
export function lastDays(today, days, back = 0) {
  const last = Date.parse(`${today}T00:00:00Z`) - back * DAY
  const key = (at) => new Date(at).toISOString().slice(0, 10)
  return { first: key(last - (days - 1) * DAY), last: key(last) }
}
