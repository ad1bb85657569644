"""What makes a screen one for everyone: axe's rules, room for large text, small glass, thumbs, the focus."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from vipops.web.pages import shells

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": STANDARDS},
    # Of WCAG 2.2, and off by default.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
CONTRAST: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}
THUMB = 48  # CSS px, the house's own measure
LEAST = 24  # WCAG 2.2, 2.5.8


def addresses(**places: object) -> dict[str, str]:
    """Every page's address by its rule, ``places`` put in: ``{"/stays/<int:stay_id>": "/stays/7", …}``.

    A rule with a place that the caller does not know raises KeyError: a new page is not forgotten.
    """
    app = Flask(__name__)
    app.register_blueprint(shells.blueprint)
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint == "pages.shell"]
    return {rule: re.sub(r"<(?:\w+:)?(\w+)>", lambda place: f"{places[place[1]]}", rule) for rule in rules}


def faults(page: Page, options: dict[str, Any] = ALL_RULES, context: str | None = None) -> list[str]:
    """What axe finds, of whatever gravity: the rule and the first elements that break it."""
    violations = Axe().run(page, context=context, options=options).response["violations"]
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes'][:3]]}" for one in violations]


def overflow(page: Page, width: int, height: int, text_percent: int = 100) -> list[str]:
    """What pushes the page wider than its window at this size of window and text; the size is set back."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("(percent) => { document.documentElement.style.fontSize = `${percent}%` }", text_percent)
    found: list[str] = page.evaluate(WIDER)
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    if before:
        page.set_viewport_size(before)
    return [f"{width} px, text {text_percent} %: {one}" for one in found]


def small_targets(page: Page) -> list[str]:
    """Controls that a thumb misses. Links in running text may be as high as their line."""
    found: list[str] = page.evaluate(TARGETS, [THUMB, LEAST])
    return found


def overlaps(page: Page) -> list[str]:
    """Controls drawn over one another: what is seen of them, not what a thumb may hit around it."""
    found: list[str] = page.evaluate(OVERLAPS)
    return found


def unseen_focus(page: Page) -> list[str]:
    """Controls that do not show when they have the focus."""
    # The browser shows the focus to whoever used the keyboard last.
    page.keyboard.press("Shift")
    found: list[str] = page.evaluate(FOCUS)
    return found


WIDER = """async () => {
  // A picture of the new size, not of the old one.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const held = (one) => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true
    }
    return false
  }
  const wide = [...document.querySelectorAll("body *")].filter(
    (one) => one.checkVisibility() && one.getBoundingClientRect().right > width + 1 && !held(one))
  return [`page is ${document.documentElement.scrollWidth} px wide: ` +
    wide.slice(0, 4).map((one) => one.outerHTML.slice(0, 120)).join(" | ")]
}"""

TARGETS = """([thumb, least]) => {
  const small = new Set()
  const controls = "a[href], button, input, select, textarea, summary, [tabindex='0'], [role=link]"
  for (const one of document.querySelectorAll(controls)) {
    if (one.disabled || !one.checkVisibility({ visibilityProperty: true })) continue
    if (one.closest(".unseen, .skip")) continue
    // A label is tapped for its field.
    const labelled = one.matches("[type=radio], [type=checkbox], [type=file]") && one.closest("label")
    const place = labelled || one
    const { width, height } = place.getBoundingClientRect()
    if (!width || !height) continue
    const inText = one.matches("a") && getComputedStyle(one).display === "inline"
    const drawn = Boolean(one.ownerSVGElement) || one.matches(".table-wide")
    const needed = inText ? 0 : drawn ? least : thumb
    if (Math.min(width, height) < needed - 0.5) {
      small.add(`${Math.round(width)} x ${Math.round(height)}: ${one.outerHTML.slice(0, 120)}`)
    }
  }
  return [...small].slice(0, 6)
}"""

OVERLAPS = """() => {
  const held = (style) => style.overflowX !== "visible" || style.overflowY !== "visible"
  const clear = "rgba(0, 0, 0, 0)"
  const bare = (style) => !Number.parseFloat(style.borderTopWidth) && style.backgroundColor === clear
  const drawnBox = (one) => {
    const box = one.getBoundingClientRect()
    const style = getComputedStyle(one)
    // Of what has no edge only its words are seen.
    const inset = (side) => (bare(style) ? Number.parseFloat(style[`padding${side}`]) : 0)
    const seen = { left: box.left + inset("Left"), right: box.right - inset("Right"),
      top: box.top + inset("Top"), bottom: box.bottom - inset("Bottom") }
    let layer = document.body
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) {
      const around = getComputedStyle(up)
      if (held(around)) {
        const frame = up.getBoundingClientRect()
        Object.assign(seen, { left: Math.max(seen.left, frame.left), right: Math.min(seen.right, frame.right),
          top: Math.max(seen.top, frame.top), bottom: Math.min(seen.bottom, frame.bottom) })
      }
      if (["sticky", "fixed", "absolute"].includes(around.position) || up.matches("dialog")) {
        layer = up
        break
      }
    }
    return { one, seen, layer }
  }
  const apart = 1.5
  // What is out of sight is not laid out.
  const laidOut = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }
  const within = document.querySelector("dialog[open]") ?? document
  const shown = [...within.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((one) => one.checkVisibility(laidOut))
    .filter((one) => !one.closest(".unseen, .skip, svg") && getComputedStyle(one).position !== "absolute")
    .slice(0, 400)
    .map(drawnBox)
    .filter(({ seen }) => seen.right - seen.left > apart && seen.bottom - seen.top > apart)
  const told = []
  shown.forEach(({ one, seen, layer }, place) => {
    for (const other of shown.slice(place + 1)) {
      if (other.layer !== layer || one.contains(other.one)) continue
      const wide = Math.min(seen.right, other.seen.right) - Math.max(seen.left, other.seen.left)
      const high = Math.min(seen.bottom, other.seen.bottom) - Math.max(seen.top, other.seen.top)
      if (wide > apart && high > apart) {
        told.push(`${one.outerHTML.slice(0, 100)} lies over ${other.one.outerHTML.slice(0, 100)}`)
      }
    }
  })
  return told.slice(0, 6)
}"""

FOCUS = """() => {
  const before = document.activeElement
  const shows = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2
  }
  const strokes = (one) => [...one.querySelectorAll(".hit")].some((hit) => {
    const { stroke, strokeWidth } = getComputedStyle(hit)
    return stroke !== "none" && Number.parseFloat(strokeWidth) >= 2
  })
  const unseen = new Set()
  const controls = "a[href], button, input, select, textarea, summary, [tabindex='0']"
  for (const one of [...document.querySelectorAll(controls)].slice(0, 250)) {
    if (one.disabled || !one.checkVisibility({ visibilityProperty: true })) continue
    one.focus({ preventScroll: true })
    if (document.activeElement !== one) continue
    const around = one.closest("label, .drop")
    const seen = shows(one) || strokes(one) || (one.nextElementSibling && shows(one.nextElementSibling)) ||
      (around && shows(around))
    if (!seen) unseen.add(one.outerHTML.slice(0, 160))
  }
  before?.focus?.({ preventScroll: true })
  return [...unseen].slice(0, 6)
}"""
