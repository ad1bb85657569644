// What changed while somebody was away, to be read and ticked off.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"

import { n, t, words } from "../house/i18n.js"
import { menuHead } from "./dialog.js"
import { icon } from "./icon.js"
import { moment } from "./when.js"
import { happened } from "./words.js"

/**
 * The list. `changes` are as `board/away.js` reads them, `nameOf(change)` the guest's name or "", `pathOf(change)`
 * where it is to be seen or ""; `acts` is {go(change, path), seen(change), all()}.
 */
export function awayList({ changes, earlier, house, nameOf, pathOf, acts, talk }) {
  return html`<div class="dialog">
    ${menuHead(t("What changed while you were away"), talk)}
    <div class="dialog-body">
      ${changes.some(({ at }) => !at) ? html`<p class="soft">${t("What changed cannot be told one by one: the house went on for too long. These are different now.")}</p>` : nothing}
      ${changes.length ? html`<ul class="away-list">${changes.map((change) => row(change, { house, nameOf, pathOf, acts }))}</ul>` : html`<p class="soft">${t("Everything is seen")}</p>`}
      ${earlier ? html`<p class="soft">${n("{n} earlier change is not listed.", "{n} earlier changes are not listed.", earlier)}</p>` : nothing}
    </div>
    <footer class="dialog-foot">
      <button class="button" type="button" @click=${talk.close}>${t("Close")}</button>
      <button class="button main" type="button" @click=${acts.all}>${icon("check")}${t("Mark all as seen")}</button>
    </footer>
  </div>`
}

function row(change, { house, nameOf, pathOf, acts }) {
  const path = pathOf(change)
  const what = html`<strong>${happened(change.kind)}</strong>${change.title ? html` <span>${words(change.title)}</span>` : nothing}${change.count > 1 ? html` <span class="soft figure">${n("{n} task", "{n} tasks", change.count)}</span>` : nothing}`
  const who = [change.at ? moment(change.at, house) : "", change.at ? (change.by ? words(change.by.name) : t("The house itself")) : ""].filter(Boolean).join(" · ")
  const body = html`<span class="away-what">${what}</span>${nameOf(change) ? html`<span class="serif">${nameOf(change)}</span>` : nothing}${who ? html`<span class="soft figure">${who}</span>` : nothing}`
  return html`<li>
    ${path ? html`<a class="away-row" href=${path} @click=${(event) => acts.go(event, change, path)}>${body}</a>` : html`<div class="away-row">${body}</div>`}
    <button class="button square quiet" type="button" @click=${() => acts.seen(change)} aria-label=${t("Mark as seen")} title=${t("Mark as seen")}>${icon("check")}</button>
  </li>`
}
