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
    const path = `/api/collisions/${collision.id}/${verb}`
    const asked = { version: collision.version, ...body }
    const done = await app.attempt(() => api.send("POST", path, asked, keyFor(`${path} ${JSON.stringify(asked)}`)))
    acts.busy = false
    if (done) app.tell({ text: verb === "accept" ? t("The proposal is taken") : t("The collision is settled") })
    // Also after a refusal: what stands on the screen was not what stands in the house.
    app.catchUp()
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
