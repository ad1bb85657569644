// The outlines of drawn shapes, as lines a pen could follow. Pure.

const NOT_FEWER = 6

/**
 * The outlines of what is set in a mask of width x height (an array of 0 and 1, row by row): closed lines of
 * {x, y}, the longest first, a point for every `step` pixels. Specks are left out.
 */
export function contours(mask, width, height, step = 2) {
  const set = (x, y) => x >= 0 && y >= 0 && x < width && y < height && mask[y * width + x] === 1
  const from = new Map()
  const add = (x, y, toX, toY) => {
    const key = y * (width + 1) + x
    from.set(key, [...(from.get(key) ?? []), [toX, toY]])
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!set(x, y)) continue
      // Each side towards the outside, walked with the shape on the right hand.
      if (!set(x, y - 1)) add(x, y, x + 1, y)
      if (!set(x + 1, y)) add(x + 1, y, x + 1, y + 1)
      if (!set(x, y + 1)) add(x + 1, y + 1, x, y + 1)
      if (!set(x - 1, y)) add(x, y + 1, x, y)
    }
  }
  const lines = []
  for (const [key] of from) {
    while (from.get(key)?.length) lines.push(walked(key, from, width))
  }
  return lines
    .filter((line) => line.length >= NOT_FEWER)
    .map((line) => thinned(line, step))
    .sort((one, other) => other.length - one.length)
}

function walked(start, from, width) {
  const line = []
  let key = start
  while (from.get(key)?.length) {
    line.push({ x: key % (width + 1), y: Math.floor(key / (width + 1)) })
    const [x, y] = from.get(key).pop()
    key = y * (width + 1) + x
  }
  return line
}

// Steps of pixels become a line: each point is the middle of its neighbours; the end meets the beginning.
function thinned(line, step) {
  const middle = (place) => {
    const [one, other] = [line[place], line[(place + 1) % line.length]]
    return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }
  }
  const kept = line.map((_, place) => middle(place)).filter((_, place) => place % step === 0)
  return [...kept, kept[0]]
}
