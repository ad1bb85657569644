// Two spellings of a name side by side: what is the same, what differs.

/** `given` in pieces, [{text, same}], as it compares to `wanted`: letters that `wanted` lacks are not the same. */
export function compared(given, wanted) {
  const [ours, theirs] = [[...given], [...wanted]]
  const common = longestCommon(ours, theirs)
  const pieces = []
  let at = 0
  for (let place = 0; place < ours.length; place += 1) {
    const same = at < common.length && common[at] === place
    if (same) at += 1
    const last = pieces.at(-1)
    if (last?.same === same) last.text += ours[place]
    else pieces.push({ text: ours[place], same })
  }
  return pieces
}

// The places in `ours` of the longest common subsequence. Names are short: the plain table is quick enough.
function longestCommon(ours, theirs) {
  const lengths = Array.from({ length: ours.length + 1 }, () => new Uint16Array(theirs.length + 1))
  for (let i = ours.length - 1; i >= 0; i -= 1) {
    for (let j = theirs.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = ours[i] === theirs[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1])
    }
  }
  const places = []
  for (let i = 0, j = 0; i < ours.length && j < theirs.length; ) {
    if (ours[i] === theirs[j]) {
      places.push(i)
      i += 1
      j += 1
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1
    else j += 1
  }
  return places
}
