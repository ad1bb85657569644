// How far the rows on a screen were moved by others that came or went above them.

// Enough that a row which moves by itself is outvoted.
const AROUND = 3

/**
 * The distance that most rows moved together: `before` is Map of id -> {top, column}, `after` Map of id -> top. Rows
 * around the finger at {column, y} speak for the screen, where it is known. What moved by itself says nothing.
 */
export function commonShift(before, after, finger = null) {
  const moved = [...before].filter(([id]) => after.has(id)).map(([id, row]) => ({ ...row, by: Math.round(after.get(id) - row.top) }))
  const counts = new Map()
  for (const { by } of finger ? around(moved, finger) : moved) counts.set(by, (counts.get(by) ?? 0) + 1)
  const [[by] = [0]] = [...counts].sort(([one, often], [other, oftener]) => oftener - often || Math.abs(one) - Math.abs(other))
  return by
}

function around(rows, { column, y }) {
  const beside = rows.filter((row) => row.column === column)
  const away = (row) => Math.abs(row.top - y)
  return (beside.length ? beside : rows).sort((one, other) => away(one) - away(other)).slice(0, AROUND)
}
