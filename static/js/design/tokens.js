// The tokens as they are: colours with their measured contrast in both themes, type, space, motion, icons.

import { html } from "../../vendor/lit-html/lit-html.js"

import { words } from "../house/i18n.js"
import { icon } from "../parts/icon.js"
import { contrast, PAIRS, TEXT, themesOf } from "./contrast.js"
import { NAMES } from "./samples.js"
import { shown } from "./specimens.js"

const SIZES = ["least", "small", "", "large", "name", "title"]
const SPACES = ["half", "one", "two", "three", "four", "six", "touch"]

/** What the page's own style sheet and sprite say: {themes, icons}. Throws when they cannot be fetched. */
export async function fetchTokens() {
  const [sheet, sprite] = await Promise.all([textOf(document.querySelector("link[rel=stylesheet]").href), textOf("/static/icons/sprite.svg")])
  return { themes: themesOf(sheet), icons: [...sprite.matchAll(/<symbol id="([^"]+)"/g)].map(([, name]) => name) }
}

async function textOf(address) {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return answer.text()
}

export const colours = {
  title: { zh: "颜色与对比", en: "Colours and contrast" },
  view: ({ tokens }) =>
    shown({ zh: "文字对底色：两种主题下的对比度", en: "What stands on what: contrast in both themes" }, tokens ? table(tokens.themes) : html`<p class="soft">…</p>`, { wide: true }),
}

function table({ light, dark }) {
  return html`<div class="table-wide" tabindex="0" role="region" aria-label=${words(colours.title)}><table class="contrast-table">
    <thead><tr><th scope="col">${words({ zh: "文字", en: "Ink" })}</th><th scope="col">${words({ zh: "底色", en: "Ground" })}</th><th scope="col">${words({ zh: "至少", en: "At least" })}</th><th scope="col">${words({ zh: "浅色", en: "Light" })}</th><th scope="col">${words({ zh: "深色", en: "Dark" })}</th></tr></thead>
    <tbody>${PAIRS.map((pair) => html`<tr><th scope="row"><code>${pair.ink}</code></th><td><code>${pair.ground}</code></td><td class="figure">${pair.least}</td>${[light, dark].map((theme) => cell(pair, theme))}</tr>`)}</tbody>
  </table></div>`
}

// SVG takes colours as attributes, which the content policy allows.
function cell({ ink, ground, least }, theme) {
  const ratio = contrast(theme.get(ink), theme.get(ground))
  return html`<td><span class="contrast-cell">
    <svg class="swatch" viewBox="0 0 48 24" aria-hidden="true"><rect width="48" height="24" fill=${theme.get(ground)}></rect>${least === TEXT ? html`<svg><text x="24" y="17" text-anchor="middle" fill=${theme.get(ink)}>Aa</text></svg>` : html`<svg><circle cx="24" cy="12" r="6" fill=${theme.get(ink)}></circle></svg>`}</svg>
    <span class="figure">${ratio.toFixed(1)}</span> ${ratio >= least ? icon("check", words({ zh: "合格", en: "passes" })) : icon("x", words({ zh: "不合格", en: "fails" }))}
  </span></td>`
}

export const type = {
  title: { zh: "字与间距", en: "Type, space, motion" },
  view: () => html`
    ${shown({ zh: "字号", en: "Sizes" }, html`<ul class="type-scale">${SIZES.map((size) => html`<li data-size=${size || "base"}><code>--size${size ? `-${size}` : ""}</code> <span>${words({ zh: "湖景套房 1808 · 14:05", en: "Lakeside suite 1808 · 14:05" })}</span></li>`)}</ul>`, { wide: true })}
    ${shown({ zh: "衬线：宾客姓名与信函", en: "Serif: guests' names and letters" }, html`${Object.values(NAMES).map((name) => html`<p class="guest">${words(name)}</p>`)}`)}
    ${shown({ zh: "间距：8 像素格", en: "Space: a grid of 8 px" }, html`<ul class="space-scale">${SPACES.map((space) => html`<li data-space=${space}><code>--${space}</code><span></span></li>`)}</ul>`)}
    ${shown({ zh: "动效：150 毫秒，系统要求时关闭", en: "Motion: 150 ms, none where the system says so" }, html`<button class="button motion-shown">${words({ zh: "指一下", en: "Point at me" })}</button>`)}
  `,
}

export const icons = {
  title: { zh: "图标", en: "Icons" },
  view: ({ tokens }) => shown({ zh: "全部来自一张图", en: "All of one sprite" }, html`<ul class="icon-list">${(tokens?.icons ?? []).map((name) => html`<li>${icon(name)}<code>${name}</code></li>`)}</ul>`, { wide: true }),
}
