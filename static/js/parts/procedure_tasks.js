// The procedure's tasks as people read them: by stage and department, when, for whom, who, what is asked.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { paper, people } from "./procedure_words.js"
import { signer, stage, stayVerb } from "./words.js"

/** All tasks, or those of one department: a section per stage, in it a part per department. */
export function tasksPart({ procedure, chosen, choose }) {
  const departments = procedure.departments.filter(({ code }) => procedure.tasks.some((task) => task.department === code))
  return html`
    <div class="choices procedure-filter" role="group" aria-label=${t("Department")}>
      ${[{ code: "", name: null }, ...departments].map(
        ({ code, name }) => html`<button class="button choice-button" aria-pressed=${chosen === code ? "true" : "false"} @click=${() => choose(code)}>${name ? words(name) : t("All departments")}</button>`,
      )}
    </div>
    ${procedure.stages.map((code) => stagePart(code, procedure.tasks.filter((task) => task.stage === code && (!chosen || task.department === chosen)), departments))}
  `
}

function stagePart(code, tasks, departments) {
  if (!tasks.length) return nothing
  return html`<section class="section procedure-stage">
    <h2>${stage(code)} <span class="figure soft">${tasks.length}</span></h2>
    ${departments.map((department) => departmentPart(department, tasks.filter((task) => task.department === department.code)))}
  </section>`
}

function departmentPart(department, tasks) {
  if (!tasks.length) return nothing
  return html`<h3 class="procedure-department">${icon(department.icon)}${words(department.name)}</h3>
    <ul class="procedure-tasks">${tasks.map(taskPart)}</ul>`
}

function taskPart(task) {
  return html`<li class="procedure-task" id=${`procedure-${task.id}`}>
    <p class="procedure-when">${words(task.when)}</p>
    <div class="procedure-what">
      <h4>${words(task.title)}</h4>
      ${task.detail ? html`<p>${words(task.detail)}</p>` : nothing}
      <dl class="procedure-facts">${facts(task).map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
      ${pointsOf(task)}
    </div>
    <p class="procedure-sources">${task.source.map((source) => html`<span class="tag">${source}</span>`)}</p>
  </li>`
}

function facts(task) {
  return [
    [t("Who"), [task.who && words(task.who), task.people && people(task.people)].filter(Boolean).join(listSign())],
    [t("For"), task.whom && words(task.whom)],
    [t("How often"), task.often && words(task.often)],
    [t("When exactly"), task.bounds.map(words).join(listSign())],
    [t("Waits for"), task.after.map(words).join(listSign())],
    [t("Must be done before"), task.gate && stayVerb(task.gate)],
    [t("Proof"), proof(task)],
    [t("Second signature"), task.second_signature && signer(task.second_signature)],
    [t("Paper"), task.paper && paper(task.paper)],
  ].filter(([, value]) => value)
}

const listSign = () => t(", ")

function proof(task) {
  const asked = task.proof.map((field) => {
    const choices = field.choices.length ? ` (${field.choices.map(words).join(" / ")})` : ""
    return `${words(field.title)}${choices}${field.optional ? ` – ${t("if there is any")}` : ""}`
  })
  return [...asked, ...(task.rekey ? [t("the guest's name keyed in again")] : [])].join("; ")
}

function pointsOf(task) {
  if (!task.points.length) return nothing
  return html`<details class="procedure-points">
    <summary>${n("{n} point, passed or failed by itself", "{n} points, each passed or failed", task.points.length)}</summary>
    <ol>${task.points.map((point) => html`<li><span class="figure soft">${point.id}</span> ${words(point.title)}</li>`)}</ol>
  </details>`
}
