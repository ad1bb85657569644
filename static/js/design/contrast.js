// Contrast as WCAG 2.2 measures it, of the colours that tokens.css names. Pure: the page shows it, a test holds it.

// As it is written, and as it is sent.
const BY_SYSTEM = /@media ?\(prefers-color-scheme: ?dark\)/
const CHOSEN_DARK = /:root\[data-theme="?dark"?\]/

/** The colours of a style sheet's text by theme: {light: Map of name -> "#rrggbb", dark: Map}. */
export function themesOf(sheet) {
  const from = sheet.search(CHOSEN_DARK)
  const light = coloursOf(sheet.slice(0, sheet.search(BY_SYSTEM)))
  const dark = coloursOf(sheet.slice(from, sheet.indexOf("}", from)))
  return { light, dark: new Map([...light, ...dark]) }
}

const coloursOf = (text) => new Map([...text.matchAll(/--([\w-]+): ?(#[0-9a-f]{6})\b/g)].map(([, name, colour]) => [name, colour]))

/** The contrast of two colours, 1 to 21, in either order (WCAG 2.2, "contrast ratio"). */
export function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((place) => linear(Number.parseInt(colour.slice(place, place + 2), 16) / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const linear = (share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)

// Text asks for 4.5 (1.4.3), a sign or the edge of a field for 3 (1.4.11).
export const TEXT = 4.5
export const SIGN = 3

const PAPERS = ["paper", "paper-raised", "paper-sunk"]
const GRADES = ["gold", "crimson", "indigo", "jade", "slate"]

/** What stands on what: {ink, ground, least}. */
export const PAIRS = [
  ...["ink", "ink-soft", "gold", "late", "due", "settled"].flatMap((ink) => PAPERS.map((ground) => ({ ink, ground, least: TEXT }))),
  ...["ink", "ink-soft", "late"].map((ink) => ({ ink, ground: "late-wash", least: TEXT })),
  ...["ink", "ink-soft", "gold", "due", "late"].map((ink) => ({ ink, ground: "gold-wash", least: TEXT })),
  ...["ink", "ink-soft", "settled"].map((ink) => ({ ink, ground: "settled-wash", least: TEXT })),
  { ink: "on-main", ground: "main", least: TEXT },
  { ink: "paper-raised", ground: "late", least: TEXT },
  { ink: "paper", ground: "ink", least: TEXT },
  ...GRADES.map((grade) => ({ ink: "grade-ink", ground: `grade-${grade}`, least: TEXT })),
  // Edges of fields, marks that stand alone, the ring of the focus.
  ...["ink-faint", "focus"].flatMap((ink) => [...PAPERS, "gold-wash", "late-wash", "settled-wash"].map((ground) => ({ ink, ground, least: SIGN }))),
  ...["gold-line", "main"].flatMap((ink) => ["paper", "paper-raised"].map((ground) => ({ ink, ground, least: SIGN }))),
]
