import assert from "node:assert/strict"
import { afterEach, test } from "node:test"

import { use } from "../../static/js/house/i18n.js"
import { said } from "../../static/js/house/sentences.js"

const TEXTS = {
  "Room {1} is out of order.": "{1} 房停用。",
  "Room {1} stands in line {2} too.": "房号 {1} 在第 {2} 行也出现。",
  "{1} was first: the task is {2} now.": "{1} 先一步：任务现为“{2}”。",
  "“{1}” is no post{2}": "“{1}”不是岗位{2}",
  " (did you mean {1}?)": "（是否指 {1}？）",
  "left out: {1}": "未采用：{1}",
  "one of {1}": "以下之一：{1}",
  "one of {1} here": "此处为以下之一：{1}",
  "the cell is empty": "单元格是空的",
  "signed off": "已签核",
  Done: "完成",
  "{n} task": ["{n} 项任务"],
  "Say {name}": "说 {name}",
}
afterEach(() => use("en", {}))

test("a sentence is known again with whatever is filled in", () => {
  use("zh", TEXTS)
  assert.equal(said("the cell is empty"), "单元格是空的")
  assert.equal(said("Room 1204 is out of order."), "1204 房停用。")
  assert.equal(said("Room B-12 stands in line 7 too."), "房号 B-12 在第 7 行也出现。")
})

test("what is filled in is said too where it is a sentence or a word of the house", () => {
  use("zh", TEXTS)
  assert.equal(said("left out: the cell is empty"), "未采用：单元格是空的")
  assert.equal(said("“buttler” is no post (did you mean butler?)"), "“buttler”不是岗位（是否指 butler？）")
  assert.equal(said("“butler” is no post"), "“butler”不是岗位")
  assert.equal(said("Lin was first: the task is signed off now."), "Lin 先一步：任务现为“已签核”。")
})

test("what somebody wrote stays as it is", () => {
  use("zh", TEXTS)
  assert.equal(said("“signed off” is no post"), "“signed off”不是岗位")
  assert.equal(said('left out: "the cell is empty"'), '未采用："the cell is empty"')
  assert.equal(said("Done was first: the task is signed off now."), "Done 先一步：任务现为“已签核”。")
})

test("the pattern that says most of itself is the one that is meant", () => {
  use("zh", TEXTS)
  assert.equal(said("one of a, b here"), "此处为以下之一：a, b")
  assert.equal(said("one of a, b"), "以下之一：a, b")
})

test("what the catalogue does not know is nothing, and a screen's own texts are no patterns", () => {
  use("zh", TEXTS)
  for (const text of ["Say hello", "3 task", "The guest dislikes lilies.", ""]) assert.equal(said(text), "")
})

test("in English a sentence stands for itself, and another language forgets what was found", () => {
  use("zh", TEXTS)
  assert.equal(said("the cell is empty"), "单元格是空的")
  use("en", {})
  assert.equal(said("the cell is empty"), "the cell is empty")
  use("zh", { "the cell is empty": "空" })
  assert.equal(said("the cell is empty"), "空")
})
