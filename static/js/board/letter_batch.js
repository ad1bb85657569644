// Which letters one signature may cover, and what became of each. Pure: letters in, answers out.

import { dateKey, daysAhead } from "../house/clock.js"

/**
 * Why this person cannot sign the letter together with others, or "": "state", "signer", "checker", "glyphs",
 * "unread". `read` holds the version of each letter that was read to its end.
 */
export function hindrance(letter, { person, read }) {
  if (letter.state !== "checked") return "state"
  if (!letter.signers.includes(person.post)) return "signer"
  if (letter.checked_by === person.id) return "checker"
  if (letter.missing_glyphs) return "glyphs"
  return read.get(letter.id) === letter.version ? "" : "unread"
}

/** The letters that were taken, each with whether it was changed since: [{letter, changed}]. */
export function taken(letters, versions) {
  return letters
    .filter(({ id }) => versions.has(id))
    .map((letter) => ({ letter, changed: letter.state !== "checked" || letter.version !== versions.get(letter.id) }))
}

const WAITS = new Set(["drafted", "checked"])

/** The letters that wait for a hand, by the day the guest arrives, in the order they came: [{day, ahead, letters}]. */
export function waiting(letters, house) {
  const found = new Map()
  for (const letter of letters.filter(({ state }) => WAITS.has(state))) {
    const day = dateKey(letter.stay.arrival_at, house)
    if (!found.has(day)) found.set(day, { day, ahead: daysAhead(letter.stay.arrival_at, house.now, house), letters: [] })
    found.get(day).letters.push(letter)
  }
  return [...found.values()].sort((one, other) => (one.day < other.day ? -1 : 1))
}

/** The hour by which all these letters must be signed, or null where they differ. */
export function hourOf(letters) {
  const [first, ...others] = letters
  return first && others.every(({ sign_by: by }) => by === first.sign_by) ? first.sign_by : null
}

/** The letters that are signed or placed, in the order they came. */
export const settled = (letters) => letters.filter(({ state }) => !WAITS.has(state))

/**
 * What became of each letter that was sent: [{id, name, state, problem}] with state "printing", "printed" or
 * "refused". `sent` are the letters as sent, `results` the server's answers, `letters` how they stand now.
 */
export function outcomes(sent, results, letters) {
  const now = new Map(letters.map((letter) => [letter.id, letter]))
  return sent.map(({ id, stay }, place) => {
    const { outcome, code, detail, ...facts } = results[place]
    const problem = outcome === "refused" ? { status: 409, code, message: detail, facts } : null
    const state = problem ? "refused" : now.get(id)?.printed ? "printed" : "printing"
    return { id, name: stay.name, state, problem }
  })
}
