// The ladder of grades while it is changed: nothing that is not touched changes, ranks follow the order.

import assert from "node:assert/strict"
import test from "node:test"

import { at, changedParts, elsewhere, mistakeAt, mistakesIn, moved, orElse, postsOf, withNewGrade, withValue, withNames } from "../../static/js/board/ladder.js"

const SAID = { grades: [{ code: "VA", rank: 1, name: { zh: "甲", en: "A" } }, { code: "VB", rank: 2, name: { zh: "乙", en: "B" }, cap: 3 }], honours: [] }

test("a value is set by its path, and what is not on the way is shared", () => {
  const next = withValue(SAID, "grades.1.name.en", "Second")
  assert.equal(at(next, "grades.1.name.en"), "Second")
  assert.equal(at(SAID, "grades.1.name.en"), "B")
  assert.equal(next.grades[0], SAID.grades[0])
  assert.equal("cap" in withValue(SAID, "grades.1.cap", undefined).grades[1], false)
  assert.deepEqual(withValue(SAID, "grades.0.automatic.stays_from", 5).grades[0].automatic, { stays_from: 5 })
  assert.equal(at(SAID, "grades.7.name.zh"), undefined)
})

test("a grade that moves takes the rank of its place", () => {
  const next = moved(SAID.grades, 1, -1)
  assert.deepEqual(next.map(({ code, rank }) => [code, rank]), [["VB", 1], ["VA", 2]])
  assert.equal(moved(SAID.grades, 0, -1), SAID.grades)
  assert.equal(moved(SAID.grades, 1, 1), SAID.grades)
})

test("a new grade is like the lowest, without its name, cap and automatic rule", () => {
  const [, , added] = withNewGrade(SAID.grades, "VC")
  assert.deepEqual(added, { code: "VC", rank: 3, name: { zh: "", en: "" }, who: { zh: "", en: "" } })
  assert.equal(withNewGrade([], "VA")[0].rank, 1)
})

test("of several posts one is enough", () => {
  assert.deepEqual(orElse("bell", "hostess"), { any_of: ["bell", "hostess"] })
  assert.deepEqual(orElse({ any_of: ["bell", "hostess"] }, "hostess"), { any_of: ["bell", "hostess"] })
  assert.deepEqual(postsOf({ any_of: ["a", "b"] }), ["a", "b"])
  assert.deepEqual(postsOf("a"), ["a"])
})

test("a mistake is found at its field, and counted in its grade", () => {
  const errors = [{ where: "grades.1.greets.0" }, { where: "grades.10.name" }, { where: "front_office.yaml:3:4" }]
  assert.equal(mistakeAt(errors, "grades.1.greets"), errors[0])
  assert.equal(mistakeAt(errors, "grades.1.name"), undefined)
  assert.equal(mistakesIn(errors, "grades.1"), 1)
  assert.deepEqual(elsewhere(errors), [errors[2]])
})

test("only what differs is sent", () => {
  const was = { grades: SAID, escalation: { ladders: [] } }
  assert.deepEqual(changedParts(was, { ...was }), {})
  assert.deepEqual(Object.keys(changedParts(was, { ...was, grades: withValue(SAID, "grades.1.cap", 4) })), ["grades"])
})

test("what was expected is said by names where all of them are known", () => {
  const names = new Map([["bell", "行李生"], ["hostess", "迎宾员"]])
  assert.equal(withNames("one of bell, hostess", names, "、"), "one of 行李生、迎宾员")
  assert.equal(withNames("one of bell, butler", names, "、"), "one of bell, butler")
  assert.equal(withNames("a colour", names, "、"), "a colour")
  assert.equal(withNames(undefined, names, "、"), undefined)
})
