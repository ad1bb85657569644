// What a tap on a print button does: the paper is made, opened, printed, and put on record.

import * as api from "../house/api.js"
import { keyFor, newKey } from "../house/keys.js"
import { spoken, t } from "../house/i18n.js"
import { PAPERS, paperName } from "../parts/paper_words.js"
import { printDialog } from "../parts/print_dialog.js"

/**
 * Open the dialog of a paper. `about` is {stay, meal, task, day}; `done()` follows once the print is on record.
 * @param {object} app
 * @param {{code: string, about?: object, lead?: string, copies?: number, done?: () => void}} asked
 */
export function openPaper(app, { code, about = {}, lead = "", copies = 1, done = () => {} }) {
  const known = PAPERS[code]
  // The pack lies ready in the house's language, and nobody asks for proof of it.
  const isPack = known.about === "house"
  const paper = { ...known, languages: isPack ? [] : known.languages, records: !isPack }
  const opened = newKey()
  let turn = 0

  const talk = app.open(
    (held) => printDialog({ title: paperName(code), lead, paper, copies, choose: (language) => make(held, language), send: (body) => record(held, body), talk: held }),
    { made: null, waited: 0, language: known.forGuest || isPack ? "" : spoken() },
  )
  make(talk, talk.language)

  async function make(held, language) {
    const mine = ++turn
    Object.assign(held, { made: null, problem: null, waited: 0, language })
    app.redraw()
    const clock = setInterval(() => {
      held.waited += 1
      app.redraw()
    }, 1000)
    try {
      const given = await api.file(addressOf(code, { ...about, language }))
      if (mine === turn) held.made = { sha256: given.sha256, address: addressOf(code, { ...about, language, sha256: given.sha256 }) }
    } catch (error) {
      if (mine === turn) held.problem = error
    } finally {
      clearInterval(clock)
      app.redraw()
    }
  }

  function record(held, { copies: printed }) {
    const { sha256 } = held.made
    return app.attempt(async () => {
      await api.send("POST", `/api/papers/${code}/prints`, { ...about, copies: printed, sha256 }, keyFor(`${opened} ${printed}`))
      app.tell({ text: t("On record: {paper}", { paper: paperName(code) }) })
      // After the dialog has closed: what follows may open the next one.
      setTimeout(done, 0)
    })
  }
}

function addressOf(code, asked) {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== "" && value !== undefined && value !== null))
  return `/api/papers/${code}.pdf?${query}`
}
