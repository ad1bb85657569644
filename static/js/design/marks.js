// Marks, chips, times, icons and buttons.

import { html } from "../../vendor/lit-html/lit-html.js"

import { icon } from "../parts/icon.js"
import { departmentMarks, flags, gradeMark, stageBar, way } from "../parts/marks.js"
import { due, shape } from "../parts/when.js"
import { stayState } from "../parts/words.js"
import { at, DEPARTMENTS, GRADES, house, stay } from "./samples.js"
import { shown } from "./specimens.js"

const STATES = ["expected", "preparing", "ready", "en_route", "arrived", "in_house", "departing", "departed", "cancelled", "no_show"]
const SHAPES = [
  ["late", { zh: "逾时：三角", en: "Late: triangle" }],
  ["due", { zh: "到时：菱形", en: "Due: diamond" }],
  ["soon", { zh: "将至：圆环", en: "Soon: ring" }],
  ["settled", { zh: "已妥：对勾", en: "Settled: tick" }],
]
const MARKS = [
  { code: "housekeeping", count: 18, done: 4, late: 3, urgency: "overdue" },
  { code: "engineering", count: 2, done: 1, late: 0, urgency: "due" },
  { code: "food_beverage", count: 6, done: 6, late: 0, urgency: "settled" },
  { code: "front_office", count: 9, done: 0, late: 0, urgency: "upcoming" },
]

export const marks = {
  title: { zh: "标记与时间", en: "Marks and times" },
  view: () => {
    const here = house()
    return html`
      ${shown({ zh: "等级标记：等级颜色只出现在这里", en: "Grade marks: the only place of their colours" }, html`<p class="design-line">${GRADES.map(gradeMark)}</p>`)}
      ${shown({ zh: "形状：不单靠颜色说明", en: "Shapes: never by colour alone" }, html`<p class="design-line">${SHAPES.map(([kind, name]) => html`<span class="design-pair">${shape(kind)}${name[here.language]}</span>`)}</p>`)}
      ${shown({ zh: "到期时间：逾时、到时、将至、稍后、明日", en: "Due times: late, due, soon, later, tomorrow" }, html`<p class="design-line">${[-95, 3, 20, 180, 1500].map((minutes) => due(at(minutes), here))}</p>`)}
      ${shown({ zh: "打勾的三种状态", en: "The three states of a tick" }, html`<p class="design-line">${["here", "received", "shown"].map((state) => way({ state }))}</p>`)}
      ${shown({ zh: "各部门进度", en: "Each department's part" }, departmentMarks(MARKS, DEPARTMENTS))}
      ${shown({ zh: "先看的事：过敏、上次不愉快、化名", en: "Before all else: allergy, a past wrong, an alias" }, flags(stay({ alerts: ["nut_allergy", { zh: "对乳胶过敏，手套与气球都不可用", en: "Allergic to latex: neither gloves nor balloons" }], service_recovery: true, incognito: true })))}
      ${STATES.map((state) => shown({ zh: "阶段条", en: "Stage bar" }, html`<div class="card-stage">${stageBar({ state })}<span class="stage-name">${stayState(state)}</span></div>`))}
      ${shown({ zh: "标签与计数", en: "Chips and counts" }, html`<p class="design-line"><span class="tag">VB</span><span class="chip" aria-current="true">${icon("bed-double")}${DEPARTMENTS[0].name[here.language]}</span><span class="chip">${icon("wrench")}${DEPARTMENTS[1].name[here.language]}</span><span class="count-mark figure">12</span></p>`)}
    `
  },
}

const BUTTONS = [
  ["", { zh: "普通", en: "Plain" }],
  ["main", { zh: "主要", en: "Main" }],
  ["warn", { zh: "慎重", en: "Warning" }],
  ["quiet", { zh: "安静", en: "Quiet" }],
  ["small", { zh: "小号", en: "Small" }],
]

export const buttons = {
  title: { zh: "按钮", en: "Buttons" },
  view: () => {
    const { language } = house()
    return html`
      ${shown({ zh: "可用", en: "Ready" }, html`<p class="design-line">${BUTTONS.map(([tone, name]) => html`<button class="button ${tone}">${icon("check")}${name[language]}</button>`)}</p>`)}
      ${shown({ zh: "不可用", en: "Not possible now" }, html`<p class="design-line">${BUTTONS.map(([tone, name]) => html`<button class="button ${tone}" disabled>${name[language]}</button>`)}</p>`)}
      ${shown({ zh: "按下与未按下", en: "Pressed and not pressed" }, html`<p class="design-line"><button class="button" aria-pressed="true">${BUTTONS[0][1][language]}</button><button class="button" aria-pressed="false">${BUTTONS[1][1][language]}</button></p>`)}
      ${shown({ zh: "方形与打勾", en: "Square, and the tick" }, html`<p class="design-line"><button class="button square" aria-label=${BUTTONS[0][1][language]}>${icon("clock")}</button><button class="button square quiet" aria-label=${BUTTONS[3][1][language]}>${icon("ellipsis")}</button><button class="button tick" aria-label=${BUTTONS[1][1][language]}>${icon("check")}</button></p>`)}
      ${shown({ zh: "整行、长文字", en: "Wide, with many words" }, html`<button class="button main wide">${{ zh: "确认新的到店时间，并通知礼宾部、客房部与值班工程师", en: "Confirm the new time of arrival and tell concierge, housekeeping and the engineer on duty" }[language]}</button>`)}
    `
  },
}
