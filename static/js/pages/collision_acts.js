// What the lobby manager does with a collision: take the proposal, or say how it was settled.

import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { keyFor } from "../house/keys.js"
import { settleDialog } from "../parts/collisions.js"

/** The acts of collisions: {accept, settle, unfold}, and whether the panel is `unfolded`. */
export function collisionActs(app) {
  const acts = { accept, settle, unfold, unfolded: false, busy: false }

  async function send(collision, verb, body = {}) {
    acts.busy = true
    const done = await app.attempt(() => post(collision, verb, body))
    acts.busy = false
    if (done && verb === "accept") app.tellUndo(t("The proposal is taken"), () => post(done.collision, "take_back"))
    else if (done) app.tell({ text: t("The collision is settled") })
    // Also after a refusal: what stands on the screen was not what stands in the house.
    app.catchUp()
  }

  function post({ id, version }, verb, body = {}) {
    const path = `/api/collisions/${id}/${verb}`
    const asked = { version, ...body }
    return api.send("POST", path, asked, keyFor(`${path} ${JSON.stringify(asked)}`))
  }

  function accept(collision) {
    return send(collision, "accept")
  }

  function settle(collision) {
    app.open((talk) => settleDialog({ collision, talk, send: (body) => send(collision, "settle", body) }))
  }

  function unfold() {
    acts.unfolded = !acts.unfolded
    app.redraw()
  }

  return acts
}
