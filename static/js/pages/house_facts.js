// What the parts need to know of the house at this moment.

import { fromField, now } from "../house/clock.js"
import { spoken } from "../house/i18n.js"

/** The house as the board `held` and the person `who` have it; without a board its lists are empty. */
export function houseFacts(held, who) {
  const { zone } = who.property
  return {
    zone,
    language: spoken(),
    now: now(),
    wholeHouse: who.visibility === "house",
    departments: held?.departments ?? [],
    grades: gradesOf(held),
    staff: held?.staff ?? new Map(),
    fromField: (text) => fromField(text, { zone }),
  }
}

const GRADES = new WeakMap()

function gradesOf(held) {
  if (!held) return new Map()
  if (!GRADES.has(held.grades)) GRADES.set(held.grades, new Map(held.grades.map((grade) => [grade.code, grade])))
  return GRADES.get(held.grades)
}
