import assert from "node:assert/strict"
import { test } from "node:test"

import { lay } from "../../static/js/board/apply.js"
import { code, folded, isEnough, pieces, search, syllables } from "../../static/js/board/search.js"
import { snapshot, stay } from "./builders.mjs"

const WANG = { zh: "王小明", en: "Wang Xiaoming" }
const board = (...stays) => lay(snapshot({ stays, tasks: [] }))
const foundIn = (held, text) => search(held, text).map(({ stay: one }) => one.id)

test("a name in any script, without tones and spaces, by its initials", () => {
  const held = board(stay(1, { name: WANG, room: "1802" }))
  for (const text of ["wang", "WANG XIAO", "xiaoming wang", "wangxiaoming", "xiaomingwang", "wáng xiǎomíng", "wang2 xiao3ming2", "wxm", "xm", "王", "小明", "王 ming", "wx"]) {
    assert.deepEqual(foundIn(held, text), [1], text)
  }
  for (const text of ["zhang", "wmx", "小王", "wang li", "iaoming"]) assert.deepEqual(foundIn(held, text), [], text)
})

test("a title before the name is in nobody's way", () => {
  const held = board(stay(1, { name: { zh: "欧阳靖川", en: "Mr Ouyang Jingchuan" } }))
  for (const text of ["oyjc", "ouyangjingchuan", "jing chuan", "靖川", "mr ouyang"]) assert.deepEqual(foundIn(held, text), [1], text)
})

test("accents and letters of their own are folded", () => {
  const held = board(stay(1, { name: { zh: "Müller-Lüdenscheidt", en: "Mr Jörg Müller-Lüdenscheidt" } }), stay(2, { name: { zh: "Łukasz Sørensen", en: "Łukasz Sørensen" } }), stay(3, { name: { zh: "Иванов Пётр", en: "Иванов Пётр" } }))
  assert.deepEqual(foundIn(held, "muller jorg"), [1])
  assert.deepEqual(foundIn(held, "ludens"), [1])
  assert.deepEqual(foundIn(held, "lukasz soren"), [2])
  assert.deepEqual(foundIn(held, "петр"), [3])
  assert.equal(folded("Straße Ångström"), "strasse angstrom")
})

test("a room whole, a flight by its beginning, a plate by any part, and each says why", () => {
  const held = board(
    stay(1, { room: "1802", flight: "CA981", plate: "沪A·88231" }),
    stay(2, { room: "180", flight: "MU5102", party: { code: "GRP-7", adults: 1, children: 0 } }),
  )
  const reasons = (text) => search(held, text).map(({ stay: one, reason }) => [one.id, reason.kind, reason.text])
  assert.deepEqual(reasons("1802"), [[1, "room", "1802"]])
  assert.deepEqual(reasons("ca 981"), [[1, "flight", "CA981"]])
  assert.deepEqual(reasons("mu5"), [[2, "flight", "MU5102"]])
  assert.deepEqual(reasons("88231"), [[1, "plate", "沪A·88231"]])
  assert.deepEqual(reasons("grp7"), [[2, "party", "GRP-7"]])
})

test("best first: the room, then the very word, then what begins with it; who is over comes last", () => {
  const named = (id, en, more) => stay(id, { name: { zh: en, en }, room: "", ...more })
  const held = board(
    named(1, "Lin Yue"),
    named(2, "Li Yue", { state: "departed" }),
    named(3, "Li Na", { arrival_at: "2026-11-22T09:00:00Z" }),
    named(4, "Li Ang", { arrival_at: "2026-11-22T07:00:00Z" }),
    named(5, "Chen", { room: "li" }),
  )
  assert.deepEqual(foundIn(held, "li"), [5, 4, 3, 2, 1])
  assert.deepEqual(search(held, "li", { limit: 2 }).length, 2)
})

test("a room is found while its number is typed, after who is named so", () => {
  const held = board(stay(1, { room: "1802" }), stay(2, { room: "1811" }), stay(3, { room: "2218" }))
  assert.deepEqual(foundIn(held, "18"), [1, 2])
})

test("too little is no search", () => {
  const held = board(stay(1, { name: WANG }))
  for (const text of ["", " ", "w", "-", "…"]) {
    assert.equal(isEnough(text), false, text)
    assert.deepEqual(search(held, text), [], text)
  }
  assert.equal(isEnough("王"), true)
})

test("pinyin falls into syllables, other words into none", () => {
  assert.deepEqual(syllables("xiaoming"), ["xiao", "ming"])
  assert.deepEqual(syllables("zhuangzhou"), ["zhuang", "zhou"])
  assert.deepEqual(syllables("smith"), [])
  assert.deepEqual(pieces("O'Neil 王小明"), ["o", "neil", "王小明"])
  assert.equal(code("W-261122-7kq4M"), "w2611227kq4m")
})
