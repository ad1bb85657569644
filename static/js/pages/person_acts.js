// The signed-in person's own menu: language, light and dark, password and PIN, leaving.

import { speak, t } from "../house/i18n.js"
import * as session from "../house/session.js"
import { unsent } from "../live/queue.js"
import { ownSecretDialog } from "../parts/own_secret.js"
import { personMenu } from "../parts/frame.js"
import { openKeys } from "./shortcuts.js"

/** The menu's acts: {open, language, theme}. `learn(who)` hears what the server now says of the person. */
export function personActs(app, { offline, queued, textsVersion, learn }) {
  const menu = (talk) => ({
    session: app.who,
    unsent: unsent(queued.get()),
    hereOnly: offline.hereOnly(),
    offline: app.link.get().mode === "offline",
    theme: document.documentElement.dataset.theme ?? "",
    talk,
    acts: { language, theme, secret, keys: () => openKeys(app), signOut, sendFirst },
  })

  async function language(code) {
    await app.attempt(async () => {
      learn(await session.changeLanguage(code))
      await speak(code, textsVersion)
    })
  }

  function theme(code) {
    if (code) localStorage.setItem("theme", code)
    else localStorage.removeItem("theme")
    if (code) document.documentElement.dataset.theme = code
    else delete document.documentElement.dataset.theme
    app.redraw()
  }

  function secret() {
    const change = async (body) => {
      await session.changeSecret(body)
      app.tell({ text: t("Changed. Your other sessions have ended.") })
    }
    app.open((talk) => ownSecretDialog({ talk, send: (body) => app.attempt(() => change(body)) }))
  }

  const signOut = () => app.attempt(offline.signOut)

  async function sendFirst() {
    await app.attempt(offline.sendFirst, { keepOpen: true })
    if (!unsent(queued.get())) await signOut()
  }

  return { open: () => app.open((talk) => personMenu(menu(talk))), language, theme }
}
