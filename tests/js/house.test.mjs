import assert from "node:assert/strict"
import { test } from "node:test"

import { compared } from "../../static/js/board/spelling.js"
import { createStore } from "../../static/js/board/store.js"
import { dateKey, dayOf, daysAhead, distance, endOfDay, fromField, hear, now, readable, timeOf, toField } from "../../static/js/house/clock.js"
import { n, otherWords, t, use, words } from "../../static/js/house/i18n.js"
import { contours } from "../../static/js/house/contours.js"
import { answered, keyFor, newKey } from "../../static/js/house/keys.js"

const SHANGHAI = { zone: "Asia/Shanghai" }
const ZURICH = { zone: "Europe/Zurich" }

test("moments are shown in the hotel's zone", () => {
  assert.equal(timeOf("2026-11-22T16:05:00Z", SHANGHAI), "00:05")
  assert.equal(dateKey("2026-11-22T16:05:00Z", SHANGHAI), "2026-11-23")
  assert.equal(dayOf("2026-11-22T05:00:00Z", { ...SHANGHAI, language: "en" }), "Sun 22 Nov")
  assert.equal(dayOf("2026-11-22T05:00:00Z", { ...SHANGHAI, language: "zh" }), "11月22日周日")
})

test("a field's time and the moment it means belong together, also where the clocks change", () => {
  for (const moment of ["2026-11-22T08:00:00Z", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z"]) {
    for (const zone of [SHANGHAI, ZURICH]) assert.equal(fromField(toField(moment, zone), zone), moment, `${moment} ${zone.zone}`)
  }
})

test("a time that comes twice is the first, one that is skipped the hour after", () => {
  assert.equal(fromField("2026-10-25T02:30", ZURICH), "2026-10-25T00:30:00Z")
  assert.equal(fromField("2026-03-29T02:30", ZURICH), "2026-03-29T01:30:00Z")
})

test("what is no time of a field is none", () => {
  for (const text of ["", "tomorrow", "2026-13-40T99:99", "2026-11-22"]) assert.equal(fromField(text, SHANGHAI), null)
})

test("what a field holds is read as the person and the hotel write it", () => {
  const year = dateKey(now(), SHANGHAI).slice(0, 4)
  const zh = { ...SHANGHAI, language: "zh" }
  const en = { ...ZURICH, language: "en" }
  const day = dayOf(`${year}-11-23T06:30:00Z`, zh)
  assert.equal(readable(`${year}-11-23T14:30`, zh), `${day} 14:30`)
  assert.equal(readable(`${year}-11-23`, zh), day)
  assert.equal(readable("2019-11-23T14:30", zh), "2019年11月23日周六 14:30")
  assert.equal(readable("2019-03-31T02:30", en), "Sun 31 Mar 2019 03:30", "an hour that the clocks skip is the one after")
  assert.equal(readable("2019-03-31", en), "Sun 31 Mar 2019")
  assert.equal(readable("18:05", en), "18:05")
  for (const text of ["", "2019-13-40", "2019-03-31T", "soon"]) assert.equal(readable(text, zh), "")
})

test("days are counted by the calendar of the zone", () => {
  const noon = Date.parse("2026-11-22T04:00:00Z")
  assert.equal(daysAhead("2026-11-22T15:59:00Z", noon, SHANGHAI), 0)
  assert.equal(daysAhead("2026-11-22T16:00:00Z", noon, SHANGHAI), 1)
  assert.equal(daysAhead("2026-11-21T15:59:00Z", noon, SHANGHAI), -1)
})

test("the hotel day ends at four in the morning", () => {
  assert.equal(endOfDay(Date.parse("2026-11-22T04:00:00Z"), SHANGHAI), Date.parse("2026-11-22T20:00:00Z"))
  assert.equal(endOfDay(Date.parse("2026-11-22T19:00:00Z"), SHANGHAI), Date.parse("2026-11-22T20:00:00Z"))
  assert.equal(endOfDay(Date.parse("2026-11-22T20:30:00Z"), SHANGHAI), Date.parse("2026-11-23T20:00:00Z"))
})

test("distances are told in the unit a person would use", () => {
  const from = Date.parse("2026-11-22T04:00:00Z")
  const after = (minutes) => distance(from, from + minutes * 60_000)
  assert.deepEqual(after(0.5), { count: 0, unit: "minute" })
  assert.deepEqual(after(89), { count: 89, unit: "minute" })
  assert.deepEqual(after(120), { count: 2, unit: "hour" })
  assert.deepEqual(after(2880), { count: 2, unit: "day" })
})

test("the server's clock is believed when the tablet's is wrong", () => {
  const here = Date.now()
  hear(new Date(here + 600_000).toISOString(), here)
  assert.ok(Math.abs(now() - Date.now() - 600_000) < 2_000)
  hear(null)
  assert.ok(Math.abs(now() - Date.now() - 600_000) < 2_000)
  hear(new Date(here).toUTCString(), here)
  assert.ok(Math.abs(now() - Date.now()) < 2_000)
})

test("texts come from the catalogue, English stands for itself", () => {
  use("en", {})
  assert.equal(t("Offline since {time}", { time: "14:02" }), "Offline since 14:02")
  assert.equal(n("{n} task", "{n} tasks", 1), "1 task")
  assert.equal(n("{n} task", "{n} tasks", 2), "2 tasks")
  use("zh", { "Offline since {time}": "{time} 起离线", "{n} task": ["{n} 项工作"] })
  assert.equal(t("Offline since {time}", { time: "14:02" }), "14:02 起离线")
  assert.equal(n("{n} task", "{n} tasks", 1), "1 项工作")
  assert.equal(words({ zh: "陈", en: "Chen" }), "陈")
  assert.equal(otherWords({ zh: "陈", en: "Chen" }), "Chen")
  assert.equal(otherWords({ zh: "Chen", en: "Chen" }), "")
  use("en", {})
})

test("the same intention has one key, another its own", () => {
  assert.equal(keyFor("1 ready 3"), keyFor("1 ready 3"))
  assert.notEqual(keyFor("1 ready 3"), keyFor("1 ready 4"))
  const first = keyFor("1 ready 3")
  answered("1 ready 3")
  assert.notEqual(keyFor("1 ready 3"), first, "said again after it was answered, it is meant again")
  assert.match(newKey(), /^[0-9a-f]{32}$/)
})

test("spellings are compared letter by letter", () => {
  assert.deepEqual(compared("Anderson", "Anderson"), [{ text: "Anderson", same: true }])
  assert.deepEqual(compared("Andersen", "Anderson"), [{ text: "Anders", same: true }, { text: "e", same: false }, { text: "n", same: true }])
  assert.deepEqual(compared("歐陽", "欧阳"), [{ text: "歐陽", same: false }])
  assert.deepEqual(compared("𠮷田", "田"), [{ text: "𠮷", same: false }, { text: "田", same: true }])
})

test("a store tells who listens, until told to stop", () => {
  const store = createStore(1)
  const heard = []
  const stop = store.listen((value) => heard.push(value))
  store.set(2)
  store.set(2)
  store.update((value) => value + 1)
  stop()
  store.set(9)
  assert.deepEqual(heard, [2, 3])
})

test("the outlines of a drawn shape are closed lines, its holes among them", () => {
  const ring = ["......", ".####.", ".#..#.", ".#..#.", ".####.", "......"].join("")
  const mask = Uint8Array.from(ring, (sign) => (sign === "#" ? 1 : 0))
  const lines = contours(mask, 6, 6, 1)
  assert.deepEqual(lines.map(({ length }) => length), [17, 9])
  for (const line of lines) assert.deepEqual(line[0], line.at(-1))
  assert.deepEqual([Math.min(...lines[0].map(({ x }) => x)), Math.max(...lines[0].map(({ x }) => x))], [1, 5])
  assert.ok(contours(mask, 6, 6, 4)[0].length < lines[0].length)
})

test("a speck is no line, two shapes that touch by a corner are told apart", () => {
  assert.deepEqual(contours(Uint8Array.from([1]), 1, 1), [])
  const corner = Uint8Array.from([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1])
  assert.equal(contours(corner, 4, 4, 1).reduce((sum, { length }) => sum + length - 1, 0), 16)
})
