// The form of one grade: its names, who approves and signs, who stands where, what it is entitled to.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { at, mistakeAt, orElse, postsOf, withNames } from "../board/ladder.js"
import { t, words } from "../house/i18n.js"
import { icon } from "./icon.js"
import { expectedWords, fault } from "./words.js"

/** `talk` is {said, errors, choices, mayChange, set(path, value), unset(path)}; `base` is "grades.2". */
export function gradeForm(base, talk) {
  const path = (name) => `${base}.${name}`
  const grade = at(talk.said, base)
  return html`<fieldset class="grade-form" ?disabled=${!talk.mayChange}>
    <legend class="unseen">${t("Grade {code}", { code: grade.code })}</legend>
    ${pairField(t("Name of the grade"), path("name"), talk)} ${pairField(t("Who holds it"), path("who"), talk)}
    <div class="two">${colourField(path("colour"), grade.code, talk)} ${symbolField(path("symbol"), talk)}</div>
    <h2>${t("Given by")}</h2>
    ${codesField(t("Approved by"), path("approves"), talk.choices.posts, talk)}
    <div class="three">
      ${numberField(t("Earned from how many stays?"), path("automatic.stays_from"), talk, { gone: path("automatic") })}
      ${grade.automatic ? numberField(t("Up to"), path("automatic.stays_to"), talk) : nothing}
      ${numberField(t("How many guests at a time?"), path("cap"), talk, { hint: t("Empty: any number.") })}
    </div>
    <h2>${t("Who stands where")}</h2>
    ${postsField(t("Meets the guest"), path("pick_up"), talk)} ${postsField(t("Greets at the door"), path("greets"), talk)}
    ${postsField(t("Escorts to the room"), path("escort"), talk)} ${codesField(t("Inspects the room"), path("inspectors"), talk.choices.posts, talk)}
    ${postsField(t("Sees the guest off"), path("farewell"), talk)}
    <label class="choice wide"><input type="checkbox" .checked=${Boolean(grade.supervisor_takes_part)} @change=${(event) => talk.set(path("supervisor_takes_part"), event.target.checked || undefined)} /><span>${t("Supervisor takes part")}</span></label>
    <h2>${t("What it is entitled to")}</h2>
    ${codesField(t("Amenity in the room"), path("amenity"), talk.said.amenities, talk)}
    ${codesField(t("Honours on arrival"), path("honours"), talk.said.honours, talk)}
    ${codesField(t("Honours at the farewell"), path("farewell_honours"), talk.said.honours, talk)}
    <h2>${t("Welcome letter")}</h2>
    ${letterKind(path("letter.kind"), talk)} ${codesField(t("Letter signed by"), path("letter.signers"), talk.choices.posts, talk)}
  </fieldset>`
}

/** A text in both languages. */
export function pairField(label, path, talk) {
  const line = (language, name) => html`<label class="field" data-wrong=${wrong(path, talk)}><span class="field-label">${label} · <span lang=${language}>${name}</span></span>
    <input lang=${language} maxlength="255" .value=${at(talk.said, `${path}.${language}`) ?? ""} @change=${(event) => talk.set(`${path}.${language}`, event.target.value.trim())} /></label>`
  return html`<div class="two">${line("zh", "中文")} ${line("en", "English")}</div>${mistake(path, talk)}`
}

/** A whole number, or nothing; `gone` is what is taken away with it. */
export function numberField(label, path, talk, { gone = path, hint = "", least = 1 } = {}) {
  const set = ({ target }) => {
    if (target.value === "") talk.unset(gone)
    else talk.set(path, Number(target.value))
  }
  return html`<label class="field" data-wrong=${wrong(path, talk)}><span class="field-label">${label}</span>
    <input type="number" inputmode="numeric" min=${least} .value=${String(at(talk.said, path) ?? "")} @change=${set} />
    ${hint ? html`<span class="field-hint">${hint}</span>` : nothing} ${mistake(path, talk)}</label>`
}

/** A short text as the files write it, such as 15m; `quiet` where a table says above what it is. */
export function spanField(label, path, talk, { hint = "", quiet = false } = {}) {
  return html`<label class="field" data-wrong=${wrong(path, talk)}><span class=${quiet ? "unseen" : "field-label"}>${label}</span>
    <input class="figure" maxlength="16" autocomplete="off" .value=${at(talk.said, path) ?? ""} @change=${(event) => talk.set(path, event.target.value.trim() || undefined)} />
    ${hint ? html`<span class="field-hint">${hint}</span>` : nothing} ${mistake(path, talk)}</label>`
}

/** Codes out of a list, in their order: each can be taken away, others added. */
export function codesField(label, path, known, talk) {
  const chosen = at(talk.said, path) ?? []
  return listField(label, path, talk, chosen.map((code) => named(code, known)), known.filter(({ code }) => !chosen.includes(code)), chosen)
}

/** The same for line-ups, where of several posts one may be enough. */
export function postsField(label, path, talk) {
  const chosen = at(talk.said, path) ?? []
  const posts = talk.choices.posts
  const taken = new Set(chosen.flatMap(postsOf))
  const shown = chosen.map((entry) => postsOf(entry).map((code) => named(code, posts)).join(` ${t("or")} `))
  const more = (entry, place) => talk.mayChange ? html`<select class="or-else" aria-label=${t("or, beside {name}", { name: shown[place] })} @change=${(event) => talk.set(path, chosen.map((one, number) => (number === place ? orElse(one, event.target.value) : one)))}>
      <option value="">${t("or…")}</option>${posts.filter(({ code }) => !taken.has(code)).map((post) => html`<option value=${post.code}>${words(post.name)}</option>`)}</select>` : nothing
  return listField(label, path, talk, shown, posts.filter(({ code }) => !taken.has(code)), chosen, more)
}

function listField(label, path, talk, shown, free, chosen, more = () => nothing) {
  const drop = (place) => () => talk.set(path, chosen.filter((_, number) => number !== place))
  const add = ({ target }) => {
    if (target.value) talk.set(path, [...chosen, target.value])
    target.value = ""
  }
  return html`<div class="field list-field" role="group" aria-label=${label} data-wrong=${wrong(path, talk)}><span class="field-label">${label}</span>
    <ul class="picked">
      ${chosen.map((entry, place) => html`<li class="pick"><span>${shown[place]}</span>${more(entry, place)}
        ${talk.mayChange ? html`<button type="button" class="button square quiet" aria-label=${t("Take {name} away", { name: shown[place] })} @click=${drop(place)}>${icon("x")}</button>` : nothing}</li>`)}
      ${talk.mayChange ? html`<li><select class="add-pick" aria-label=${t("Add to: {list}", { list: label })} @change=${add}><option value="">+ ${t("Add…")}</option>${free.map((one) => html`<option value=${one.code}>${words(one.name)}</option>`)}</select></li>` : nothing}
      ${chosen.length || talk.mayChange ? nothing : html`<li class="soft">–</li>`}
    </ul>${mistake(path, talk)}
  </div>`
}

const named = (code, known) => words(known.find((one) => one.code === code)?.name) || code

function colourField(path, code, talk) {
  const chosen = at(talk.said, path)
  return html`<fieldset class="field"><legend class="field-label">${t("Colour")}</legend><span class="choices">
    ${talk.choices.colours.map((colour) => html`<button type="button" class="button choice-button swatch" aria-pressed=${colour === chosen ? "true" : "false"} aria-label=${COLOURS[colour]?.() ?? colour} @click=${() => talk.set(path, colour)}><span class="grade" data-colour=${colour}>${code}</span></button>`)}
  </span>${mistake(path, talk)}</fieldset>`
}

const COLOURS = {
  grade_gold: () => t("gold"),
  grade_crimson: () => t("crimson"),
  grade_indigo: () => t("indigo"),
  grade_jade: () => t("jade"),
  grade_slate: () => t("slate"),
}

function symbolField(path, talk) {
  const chosen = at(talk.said, path)
  const all = talk.choices.symbols.includes(chosen) ? talk.choices.symbols : [chosen, ...talk.choices.symbols]
  return html`<fieldset class="field"><legend class="field-label">${t("Symbol")}</legend><span class="choices">
    ${all.map((name) => html`<button type="button" class="button choice-button square" aria-pressed=${name === chosen ? "true" : "false"} aria-label=${name} @click=${() => talk.set(path, name)}>${icon(name)}</button>`)}
  </span>${mistake(path, talk)}</fieldset>`
}

function letterKind(path, talk) {
  const chosen = at(talk.said, path)
  const kinds = [
    ["letter", t("Letter")],
    ["card", t("Card")],
  ]
  return html`<span class="choices" role="group" aria-label=${t("Welcome letter")}>${kinds.map(([kind, label]) => html`<button type="button" class="button choice-button" aria-pressed=${kind === chosen ? "true" : "false"} @click=${() => talk.set(path, kind)}>${label}</button>`)}</span>${mistake(path, talk)}`
}

const wrong = (path, { errors }) => (mistakeAt(errors, path) ? "" : nothing)

/** What is wrong at this field, said beside it. */
export function mistake(path, talk) {
  const told = mistakeAt(talk.errors, path)
  if (!told) return nothing
  const expected = withNames(told.expected, namesOf(talk), t(", "))
  return html`<span class="field-error">${icon("triangle-alert")}<span>${fault(told)} <span class="soft">${expectedWords({ expected })}</span></span></span>`
}

// What the form itself calls by names: posts, departments, amenities, honours.
function namesOf({ choices, said }) {
  const known = [choices.posts, choices.departments, said.amenities, said.honours].flatMap((rows) => rows ?? [])
  return new Map(known.map(({ code, name }) => [code, words(name) || code]))
}
