// How far the rows on a screen were moved by others that came or went above them.

/**
 * The distance that most rows moved together: `before` is Map of id -> {top, column}, `after` Map of id -> top. Rows
 * of `column` speak for the screen where there are any, since the finger is there. What moved by itself says nothing.
 */
export function commonShift(before, after, column = null) {
  const moved = [...before].filter(([id]) => after.has(id)).map(([id, row]) => ({ by: Math.round(after.get(id) - row.top), column: row.column }))
  const near = moved.filter((row) => row.column === column)
  const counts = new Map()
  for (const { by } of near.length ? near : moved) counts.set(by, (counts.get(by) ?? 0) + 1)
  const [[by] = [0]] = [...counts].sort(([one, often], [other, oftener]) => oftener - often || Math.abs(one) - Math.abs(other))
  return by
}
