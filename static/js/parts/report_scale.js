// Round ends and steps for axes. Pure.

const STEPS = [1, 2, 2.5, 5, 10]

/** {end, ticks} of an axis from 0 that holds `largest`, with about four steps at round numbers, `whole` ones of counts. */
export function axis(largest, { wanted = 4, whole = false } = {}) {
  if (!(largest > 0)) return { end: 1, ticks: [0, 1] }
  const rough = whole ? Math.max(1, largest / wanted) : largest / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = STEPS.find((one) => one * power >= rough - 1e-9 && (!whole || Number.isInteger(one * power))) * power
  const count = Math.ceil(largest / step - 1e-9)
  return { end: rounded(count * step), ticks: Array.from({ length: count + 1 }, (_, index) => rounded(index * step)) }
}

const rounded = (value) => Math.round(value * 1e6) / 1e6

/** A place on the axis in per cent, with one decimal, never beyond its end. */
export const place = (value, end) => Math.round(Math.min(1, Math.max(0, value / end)) * 1000) / 10

/** How dark a field of a heat map is: 0 for nothing, then 1 to 5. */
export const shade = (value, largest) => (value > 0 ? Math.max(1, Math.ceil((value / largest) * 5)) : 0)
