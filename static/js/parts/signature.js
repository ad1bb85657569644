// A field to sign by hand on the glass.

import { directive } from "../../vendor/lit-html/directive.js"
import { AsyncDirective } from "../../vendor/lit-html/async-directive.js"
import { html, noChange, nothing } from "../../vendor/lit-html/lit-html.js"
import SignaturePad from "../../vendor/signature_pad/signature_pad.min.js"

import { contours } from "../house/contours.js"
import { t } from "../house/i18n.js"
import { icon } from "./icon.js"

const PADS = new WeakMap()

class Pad extends AsyncDirective {
  update({ element }, [hold]) {
    if (this.pad) return noChange
    this.pad = new SignaturePad(element, { minWidth: 0.8, maxWidth: 2.6, penColor: getComputedStyle(element).color })
    PADS.set(element, this.pad)
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

/**
 * The signing field; `hold(pad)` is given the pad, whose `toData()` is what was drawn. Who cannot draw has `name`,
 * the signer's own, written there by a button.
 */
export function signatureField({ hold, clear, name = "" }) {
  return html`<div class="signature">
    <canvas class="signature-glass" ${drawn(hold)} role="img" aria-label=${t("Field to sign by hand")}></canvas>
    <span class="signature-line" aria-hidden="true"></span>
    <span class="signature-acts">
      ${name ? html`<button type="button" class="button small quiet" @click=${(event) => writeName(event, name)}>${icon("keyboard")}${t("Write my name")}</button>` : nothing}
      <button type="button" class="button small quiet" @click=${clear}>${icon("undo-2")}${t("Once more")}</button>
    </span>
  </div>`
}

/** What the server takes: strokes of points, nothing else. */
export const strokesOf = (pad) => pad.toData().map(({ points }) => ({ points: points.map(({ x, y, time, pressure }) => ({ x, y, time, pressure })) }))

// The server takes at most 200 strokes and 8,000 points.
const MOST_STROKES = 180
const MOST_POINTS = 7_000
const BASELINE = 120
const LARGEST = 64

// The name in letters, as the lines around them: strokes like those of a hand, whatever the script.
function writeName(event, name) {
  const canvas = event.target.closest(".signature").querySelector("canvas")
  const pad = PADS.get(canvas)
  let lines = []
  for (let step = 2; step < 12 && (step === 2 || tooMany(lines)); step++) lines = contours(...maskOf(canvas, name), step).slice(0, MOST_STROKES)
  pad.clear()
  pad.fromData(lines.map((points) => ({ ...WRITTEN, penColor: pad.penColor, points: points.map(({ x, y }, place) => ({ x, y, time: place * 8, pressure: 0.5 })) })))
}

const WRITTEN = { minWidth: 0.8, maxWidth: 1.2, dotSize: 0, velocityFilterWeight: 0.7, compositeOperation: "source-over" }
const tooMany = (lines) => lines.reduce((sum, { length }) => sum + length, 0) > MOST_POINTS

// The name drawn aside, in CSS pixels of the field: [mask, width, height].
function maskOf({ clientWidth: width, clientHeight: height }, name) {
  const aside = Object.assign(document.createElement("canvas"), { width, height })
  const pen = aside.getContext("2d", { willReadFrequently: true })
  const font = (size) => `italic ${size}px ${getComputedStyle(document.documentElement).getPropertyValue("--serif")}`
  pen.font = font(LARGEST)
  const size = Math.min(LARGEST, (LARGEST * width * 0.86) / pen.measureText(name).width)
  pen.font = font(size)
  pen.fillText(name, (width - pen.measureText(name).width) / 2, BASELINE)
  const { data } = pen.getImageData(0, 0, width, height)
  return [Uint8Array.from({ length: width * height }, (_, place) => (data[place * 4 + 3] > 127 ? 1 : 0)), width, height]
}

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
