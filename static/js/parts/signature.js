// A field to sign by hand on the glass.

import { directive } from "../../vendor/lit-html/directive.js"
import { AsyncDirective } from "../../vendor/lit-html/async-directive.js"
import { html, noChange } from "../../vendor/lit-html/lit-html.js"
import SignaturePad from "../../vendor/signature_pad/signature_pad.min.js"

import { t } from "../house/i18n.js"
import { icon } from "./icon.js"

class Pad extends AsyncDirective {
  update({ element }, [hold]) {
    if (this.pad) return noChange
    this.pad = new SignaturePad(element, { minWidth: 0.8, maxWidth: 2.6, penColor: getComputedStyle(element).color })
    this.watch = new ResizeObserver(() => fit(element, this.pad))
    this.watch.observe(element)
    hold(this.pad)
    return noChange
  }

  disconnected() {
    this.watch?.disconnect()
    this.pad?.off()
  }
}

const drawn = directive(Pad)

/** The signing field; `hold(pad)` is given the pad, whose `toData()` is what was drawn. */
export function signatureField({ hold, clear }) {
  return html`<div class="signature">
    <canvas class="signature-glass" ${drawn(hold)} role="img" aria-label=${t("Field to sign by hand")}></canvas>
    <span class="signature-line" aria-hidden="true"></span>
    <button type="button" class="button small quiet" @click=${clear}>${icon("undo-2")}${t("Once more")}</button>
  </div>`
}

/** What the server takes: strokes of points, nothing else. */
export const strokesOf = (pad) => pad.toData().map(({ points }) => ({ points: points.map(({ x, y, time, pressure }) => ({ x, y, time, pressure })) }))

// A canvas that is resized is wiped: what was drawn is drawn again at the same place.
function fit(canvas, pad) {
  const ratio = Math.max(devicePixelRatio, 1)
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)]
  if (!width || (canvas.width === width && canvas.height === height)) return
  const held = pad.toData()
  canvas.width = width
  canvas.height = height
  canvas.getContext("2d").scale(ratio, ratio)
  pad.fromData(held)
}
