// The design system: every pair of colours can be read in both themes, every part stands on the design page.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"

import { contrast, PAIRS, themesOf } from "../../static/js/design/contrast.js"

const STATIC = new URL("../../static/", import.meta.url)
const read = (path) => readFileSync(new URL(path, STATIC), "utf8")
const listed = (folder, ending) => readdirSync(new URL(folder, STATIC)).filter((name) => name.endsWith(ending))
const SHEETS = listed("css/", ".css").filter((name) => name !== "tokens.css")
const THEMES = themesOf(read("css/tokens.css"))

test("contrast is measured as WCAG measures it", () => {
  assert.equal(contrast("#ffffff", "#000000"), 21)
  assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48")
  assert.equal(contrast("#ffffff", "#777777").toFixed(2), "4.48")
})

for (const [name, theme] of Object.entries(THEMES)) {
  test(`what stands on what can be read, ${name}`, () => {
    const weak = PAIRS.map((pair) => ({ ...pair, is: contrast(theme.get(pair.ink), theme.get(pair.ground)) })).filter(({ is, least }) => is < least)
    assert.deepEqual(weak, [])
  })
}

// Each rule of the sheets with the tokens that it sets as text, ground and edge.
function rules() {
  return SHEETS.flatMap((name) =>
    [...read(`css/${name}`).matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector, body]) => ({
      where: `${name}: ${selector.trim()}`,
      ink: /(?:^|[\s;])color: var\(--([\w-]+)\)/.exec(body)?.[1],
      ground: /background(?:-color)?: var\(--([\w-]+)\)/.exec(body)?.[1],
    })),
  )
}

test("every ink that a sheet writes with is among the measured pairs", () => {
  const inks = new Set(PAIRS.map(({ ink }) => ink))
  assert.deepEqual(rules().filter(({ ink }) => ink && !inks.has(ink)), [])
})

test("every ink on a ground of its own is a measured pair", () => {
  const known = new Set(PAIRS.map(({ ink, ground }) => `${ink} on ${ground}`))
  const both = rules().filter(({ ink, ground }) => ink && ground)
  assert.ok(both.length > 5)
  assert.deepEqual(both.filter(({ ink, ground }) => !known.has(`${ink} on ${ground}`)), [])
})

const DRAWS = /html`|formDialog\(|lookFirst\(|menuDialog\(/

// The functions of a part that draw something: by what stands between their name and the end of their body.
function drawing(source) {
  return [...source.matchAll(/^export (?:function (\w+)|const (\w+) =)([\s\S]*?)(?=^(?:export |function |const |\/\*\*|async )|(?![\s\S]))/gm)]
    .filter(([, , , body]) => DRAWS.test(body))
    .map(([, one, other]) => one ?? other)
}

// What a script takes from the parts: {module: names}.
function taken(source, folder) {
  const found = new Map()
  for (const [, names, module] of source.matchAll(new RegExp(`import \\{([^}]+)\\} from "${folder}(\\w+\\.js)"`, "g"))) {
    found.set(module, new Set([...(found.get(module) ?? []), ...names.split(",").map((one) => one.trim())]))
  }
  return found
}

test("every part is shown on the design page, with all that it draws", () => {
  const shown = taken(listed("js/design/", ".js").map((name) => read(`js/design/${name}`)).join("\n"), "\\.\\./parts/")
  const parts = listed("js/parts/", ".js").map((name) => ({ name, source: read(`js/parts/${name}`) }))
  // A part of a part is seen with the whole.
  const within = taken(parts.map(({ source }) => source).join("\n"), "\\./")
  const isSeen = (name, part) => AROUND.has(part) || shown.get(name)?.has(part) || within.get(name)?.has(part)
  const isUsedAtHome = (source, part) => source.split(new RegExp(`\\b${part}\\(`)).length > 2
  const missing = parts.flatMap(({ name, source }) =>
    drawing(source)
      .filter((part) => !isSeen(name, part) && !isUsedAtHome(source, part))
      .map((part) => `static/js/parts/${name}: ${part} has no sample in static/js/design/`),
  )
  assert.deepEqual(missing, [])
  assert.ok(shown.size > 40)
})

// What surrounds the design page itself, and the screen that nobody signs in to.
const AROUND = new Set(["frame", "wall", "wallOver"])

test("a part without a sample would be seen", () => {
  assert.deepEqual(drawing("export function drawn(x) {\n  return html`<p>${x}</p>`\n}\n\nexport const word = () => t('x')\n"), ["drawn"])
})
