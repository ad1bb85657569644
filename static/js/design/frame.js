// What surrounds pages: the honest header's states, notices, empty pages, the cover, the person's menu, fields.

import { html } from "../../vendor/lit-html/lit-html.js"

import { field, formDialog, menuDialog, problem } from "../parts/dialog.js"
import { awayList } from "../parts/away_list.js"
import { doorOf } from "../parts/door.js"
import { cover, emptyState, linkState, personMenu } from "../parts/frame.js"
import { keysDialog } from "../parts/keys.js"
import { notice, refusedEntry } from "../parts/notices.js"
import { ownSecretDialog } from "../parts/own_secret.js"
import { pinPad } from "../parts/pin_pad.js"
import { signatureField } from "../parts/signature.js"
import { t } from "../house/i18n.js"
import { at, house, LONG_TITLE, NAMES, NOW, QUIET, quiet, SESSION, STAFF, talk, task, wrong } from "./samples.js"
import { dialogShown, shown } from "./specimens.js"

const REFUSED = [
  { key: "a", verb: "tick", title: LONG_TITLE, problem: { status: 409, code: "overtaken", message: "", facts: { by: { name: STAFF[1].name }, at: at(-4), state: "done", task: task({ state: "done" }) } } },
  { key: "b", verb: "skip", title: LONG_TITLE, problem: { status: 403, code: "not_allowed", message: "", facts: {} } },
]
const UNREACHED = { status: 0, code: "", message: "", facts: {} }

export const frames = {
  title: { zh: "页框与提示", en: "Frame and notices" },
  view: () => {
    const here = house()
    const menu = (unsent) => personMenu({ session: SESSION, unsent, theme: "", acts: QUIET, talk: talk() })
    return html`
      ${shown({ zh: "连接状态：实时、追赶、慢速、离线", en: "The link: live, catching up, slow, offline" }, html`<div class="design-line">${["live", "catching_up", "slow", "offline"].map((mode) => linkState({ mode, since: NOW - 600_000 }, here))}</div>`)}
      ${shown({ zh: "提示", en: "Notices" }, html`${notice({ text: LONG_TITLE[here.language] }, quiet)} ${notice({ text: LONG_TITLE[here.language], tone: "warn" }, quiet)}`, { wide: true })}
      ${shown({ zh: "被拒的打勾：他人在先、无权限", en: "Refused: somebody was first, not allowed" }, REFUSED.map((entry) => refusedEntry(entry, { house: here, forget: quiet })), { wide: true })}
      ${shown({ zh: "空", en: "Empty" }, emptyState({ title: t("Nothing to do"), text: t("New work appears here by itself.") }))}
      ${shown({ zh: "读取中", en: "Loading" }, emptyState({ name: "loader", title: t("Fetching the board…") }))}
      ${shown({ zh: "离线", en: "Offline" }, emptyState({ name: "wifi-off", title: t("The server cannot be reached"), text: t("This screen tries again every few seconds.") }))}
      ${shown({ zh: "出错", en: "Error" }, emptyState({ name: "triangle-alert", title: t("The server is busy; nothing was changed. Please try again."), action: html`<button class="button">${t("Show")}</button>` }))}
      ${shown({ zh: "盖屏", en: "The cover" }, html`<div class="cover-shown">${cover({ session: SESSION, house: here, lift: quiet })}</div>`)}
      ${dialogShown({ zh: "离开期间的变化", en: "What changed meanwhile" }, away(CHANGES, 4, here))}
      ${dialogShown({ zh: "都看过了", en: "Everything is seen" }, away([], 0, here))}
      ${dialogShown({ zh: "快捷键", en: "Keys" }, keysDialog({ single: true, searches: true, turn: quiet, talk: talk() }))}
      ${dialogShown({ zh: "本人菜单，有未送出的打勾", en: "The person's menu, ticks unsent" }, menu(3))}
    `
  },
}

const CHANGES = [
  { kind: "stay_retimed", at: at(-12), by: STAFF[0], count: 1 },
  { kind: "task_ticked", at: at(-9), by: STAFF[1], title: LONG_TITLE, count: 1 },
  { kind: "plan_moved", at: at(-8), by: null, count: 14 },
]

const away = (changes, earlier, here) =>
  awayList({ changes, earlier, house: here, nameOf: ({ title }) => (title ? NAMES.long[here.language] : ""), pathOf: ({ title }) => (title ? "/stays/1" : ""), acts: QUIET, talk: talk() })

const STROKES = [
  [[20, 90], [60, 30], [80, 110], [130, 40], [150, 100]],
  [[150, 100], [200, 60], [260, 95], [330, 50]],
]

// The pad draws it as if by hand; a hand may go on.
function drawn(pad) {
  pad.fromData(STROKES.map((points) => ({ ...SIGNED, points: points.map(([x, y], place) => ({ x, y, time: place * 40, pressure: 0.5 })) })))
}

const SIGNED = { minWidth: 0.8, maxWidth: 2.6, dotSize: 0, penColor: "currentcolor", velocityFilterWeight: 0.7, compositeOperation: "source-over" }

export const fields = {
  title: { zh: "栏位与密码", en: "Fields and secrets" },
  view: () => {
    const label = { zh: "房号", en: "Room" }[house().language]
    const hint = { zh: "现在是 1808 房", en: "Now in room 1808" }[house().language]
    const body = html`${field({ label, place: "a", input: html`<input name="a" .value=${"1901"} />`, hint })}`
    const menu = menuDialog({ title: LONG_TITLE[house().language], talk: talk(), actions: [
      { text: t("Give to…"), icon: "user-check", act: quiet },
      { text: t("Skip"), icon: "x", act: quiet, tone: "warn" },
    ] })
    return html`
      ${shown({ zh: "栏位：空、有提示、有误、不可用", en: "Fields: empty, with a hint, wrong, not possible" }, html`<div class="design-stack">
        ${field({ label, input: html`<input name="a" />` })} ${body}
        ${field({ label, place: "b", problem: wrong("b"), input: html`<input name="b" .value=${"十九楼"} />` })}
        ${field({ label, input: html`<input name="c" disabled .value=${"1808"} />` })}
        ${field({ label, input: html`<select name="d"><option>1808</option><option>1901</option></select>` })}
        ${field({ label, input: html`<textarea name="e" rows="2"></textarea>` })}
      </div>`)}
      ${dialogShown({ zh: "对话框：就绪", en: "Dialog: ready" }, formDialog({ title: label, body, action: t("Change"), talk: talk(), submit: quiet }))}
      ${dialogShown({ zh: "对话框：发送中", en: "Dialog: sending" }, formDialog({ title: label, body, action: t("Change"), talk: talk({ busy: true }), submit: quiet }))}
      ${dialogShown({ zh: "对话框：被拒", en: "Dialog: refused" }, formDialog({ title: label, body, action: t("Change"), tone: "warn", talk: talk({ problem: UNREACHED }), submit: quiet }))}
      ${dialogShown({ zh: "对话框：菜单", en: "Dialog: a menu" }, menu)}
      ${dialogShown({ zh: "本人密码", en: "One's own secrets" }, ownSecretDialog({ send: quiet, talk: talk({ problem: wrong("new_pin") }) }))}
      ${shown({ zh: "问题一行", en: "A problem in a line" }, problem(UNREACHED))}
      ${shown({ zh: "数字键", en: "PIN pad" }, pinPad())}
      ${shown({ zh: "手写签名：空白", en: "Signature, empty" }, signatureField({ hold: quiet, clear: quiet, name: SESSION.staff.name.en }))}
      ${shown({ zh: "手写签名：已签", en: "Signature, drawn" }, signatureField({ hold: (pad) => requestAnimationFrame(() => drawn(pad)), clear: quiet }))}
    `
  },
}

const DOOR = { tablet: { name: "大堂前台 1 / Lobby desk 1", department: "housekeeping" }, people: STAFF }
const DOOR_STATE = { person: null, everybody: false, busy: false, problem: "" }

export const doors = {
  title: { zh: "登录", en: "The door" },
  view: () => html`
    ${shown({ zh: "当班的人", en: "The people on shift" }, doorOf({ door: DOOR, state: DOOR_STATE, acts: QUIET }))}
    ${shown({ zh: "所有人", en: "Everybody" }, doorOf({ door: { ...DOOR, tablet: { ...DOOR.tablet, name: "大堂前台 2 / Lobby desk 2" } }, state: { ...DOOR_STATE, everybody: true }, acts: QUIET }))}
    ${shown({ zh: "密码不对", en: "The PIN is wrong" }, doorOf({ door: DOOR, state: { ...DOOR_STATE, person: STAFF[0], problem: t("Too many tries. Please wait a little.") }, acts: QUIET }))}
  `,
}
