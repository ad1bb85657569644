// What a tap on the alarms does, and their strip over every page.

import * as api from "../house/api.js"
import { t } from "../house/i18n.js"
import { newKey } from "../house/keys.js"
import { alarmStrip } from "../parts/alarms.js"

/** The alarms' acts and the strip that offers them: {strip(rows, house)}. */
export function alarmActs(app) {
  let taking = 0
  let unfolded = false

  async function take({ id }) {
    taking = id
    const taken = await app.attempt(() => api.send("POST", `/api/alarms/${id}/take`, {}, newKey()))
    if (taken) app.tellUndo(t("You have the alarm in hand"), () => api.send("POST", `/api/alarms/${id}/release`, {}, newKey()))
    taking = 0
    app.redraw()
  }

  function unfold() {
    unfolded = !unfolded
    app.redraw()
  }

  return { strip: (rows, house) => alarmStrip({ rows, unfolded, house, session: app.who, busy: taking, acts: { take, unfold } }) }
}
