import assert from "node:assert/strict"
import { test } from "node:test"

import { hindrance, hourOf, outcomes, settled, taken, waiting } from "../../static/js/board/letter_batch.js"

const PERSON = { id: 7, post: "general_manager" }
const HOUSE = { zone: "Asia/Shanghai", now: Date.parse("2026-11-22T08:00:00Z") }
const letter = (id, more = {}) => ({
  id,
  version: 3,
  state: "checked",
  signers: ["general_manager"],
  checked_by: 2,
  missing_glyphs: "",
  printed: false,
  stay: { name: { zh: "陈", en: `Guest ${id}` }, arrival_at: "2026-11-23T07:00:00Z" },
  ...more,
})

test("a letter can be signed with others once it was read to its end as it stands", () => {
  const read = new Map([[1, 3]])
  for (const [more, why] of [
    [{}, ""],
    [{ version: 4 }, "unread"],
    [{ id: 2 }, "unread"],
    [{ state: "drafted" }, "state"],
    [{ state: "signed" }, "state"],
    [{ signers: ["lobby_manager"] }, "signer"],
    [{ checked_by: 7 }, "checker"],
    [{ missing_glyphs: "𞤀 (U+1E900)" }, "glyphs"],
  ]) {
    assert.equal(hindrance(letter(1, more), { person: PERSON, read }), why, JSON.stringify(more))
  }
})

test("what was taken and changed since is said", () => {
  const letters = [letter(1), letter(2, { version: 4 }), letter(3, { state: "drafted" }), letter(4)]
  const found = taken(letters, new Map([[1, 3], [2, 3], [3, 3], [9, 1]]))
  assert.deepEqual(found.map((one) => [one.letter.id, one.changed]), [[1, false], [2, true], [3, true]])
})

test("letters that wait stand by the day of arrival in the hotel's zone, the order within a day is kept", () => {
  const at = (id, arrival, state = "checked") => letter(id, { state, stay: { name: {}, arrival_at: arrival } })
  const all = [at(1, "2026-11-23T07:00:00Z"), at(2, "2026-11-22T09:00:00Z", "drafted"), at(3, "2026-11-22T16:30:00Z"), at(4, "2026-11-22T09:00:00Z", "placed")]
  const found = waiting(all, HOUSE)
  assert.deepEqual(settled(all).map(({ id }) => id), [4])
  assert.deepEqual(found.map(({ day, ahead, letters }) => [day, ahead, letters.map(({ id }) => id)]), [
    ["2026-11-22", 0, [2]],
    ["2026-11-23", 1, [1, 3]],
  ])
})

test("one hour stands for all letters of a day, or for none of them", () => {
  const by = (hour) => letter(1, { sign_by: `2026-11-22T${hour}:00:00Z` })
  assert.equal(hourOf([by("10"), by("10")]), "2026-11-22T10:00:00Z")
  assert.equal(hourOf([by("10"), by("11")]), null)
  assert.equal(hourOf([by("10")]), "2026-11-22T10:00:00Z")
})

test("each letter has its own outcome", () => {
  const sent = [letter(1), letter(2), letter(3)]
  const results = [
    { letter_id: 1, outcome: "signed", letter: {} },
    { letter_id: 2, outcome: "refused", code: "overtaken", detail: "It was changed.", state: "drafted" },
    { letter_id: 3, outcome: "signed", letter: {} },
  ]
  const found = outcomes(sent, results, [letter(1, { printed: true }), letter(2)])
  assert.deepEqual(found.map(({ id, state }) => [id, state]), [[1, "printed"], [2, "refused"], [3, "printing"]])
  assert.deepEqual(found[1].problem, { status: 409, code: "overtaken", message: "It was changed.", facts: { letter_id: 2, state: "drafted" } })
})
