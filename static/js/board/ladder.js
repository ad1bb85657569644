// The ladder of grades while somebody changes it: values by path, grades in their order, posts of which one is enough.

/** The value at a path such as "grades.2.name.zh". */
export const at = (said, path) => path.split(".").reduce((held, key) => held?.[key], said)

/** The same with another value at the path; `undefined` takes the key away. What is not on the way is shared. */
export function withValue(said, path, value) {
  const [key, ...rest] = path.split(".")
  const next = rest.length ? withValue(said?.[key] ?? {}, rest.join("."), value) : value
  if (Array.isArray(said)) return said.map((held, place) => (place === Number(key) ? next : held))
  if (next !== undefined) return { ...said, [key]: next }
  const { [key]: _gone, ...left } = said
  return left
}

/** The grades with one moved up or down; the rank is the place. */
export function moved(grades, place, by) {
  const to = place + by
  if (to < 0 || to >= grades.length) return grades
  const next = [...grades]
  next.splice(to, 0, ...next.splice(place, 1))
  return ranked(next)
}

export const ranked = (grades) => grades.map((grade, place) => ({ ...grade, rank: place + 1 }))

/** A new grade below all others, like the lowest there is. */
export function withNewGrade(grades, code) {
  const like = grades.at(-1) ?? { approves: [], greets: [], escort: [], inspectors: [], farewell: [], amenity: [], letter: { kind: "card", signers: [] }, colour: "grade_slate", symbol: "badge" }
  const { automatic: _earned, cap: _cap, ...rest } = structuredClone(like)
  return ranked([...grades, { ...rest, code, name: { zh: "", en: "" }, who: { zh: "", en: "" } }])
}

/** The posts of an entry of a line-up: one, or several of which one is enough. */
export const postsOf = (entry) => (typeof entry === "string" ? [entry] : entry.any_of)

/** The entry with one more post that is enough beside it. */
export const orElse = (entry, post) => ({ any_of: [...new Set([...postsOf(entry), post])] })

/** The first mistake whose place is the path or lies inside it. */
export const mistakeAt = (errors, path) => errors.find(({ where }) => where === path || where.startsWith(`${path}.`))

/** How many mistakes lie inside a path, itself among them. */
export const mistakesIn = (errors, path) => errors.filter(({ where }) => where === path || where.startsWith(`${path}.`)).length

/** The mistakes that no field of the form shows: they lie in another file. */
export const elsewhere = (errors) => errors.filter(({ where }) => where.includes(":"))

const ONE_OF = /^one of (.+)$/

/** "one of General manager、Deputy" for "one of general_manager, deputy" where all have names; else as it is. */
export function withNames(expected, names, comma) {
  const codes = ONE_OF.exec(expected ?? "")?.[1].split(", ")
  return codes?.every((code) => names.has(code)) ? `one of ${codes.map((code) => names.get(code)).join(comma)}` : expected
}

/** Which parts of the form say something else than what is in force. */
export function changedParts(was, now) {
  return Object.fromEntries(Object.entries(now).filter(([part, said]) => JSON.stringify(said) !== JSON.stringify(was[part])))
}
