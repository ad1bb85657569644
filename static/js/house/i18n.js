// The texts of the screens. English stands in the code; the catalogue that the server reads
// (vipops/translations) holds the other language, so that both speak from one source.

let language = "en"
let texts = {}
let plurals = new Intl.PluralRules("en")

/** Speak `next` from now on, with this catalogue: {"English": "…", "one {n}": ["…", …]}. */
export function use(next, catalogue) {
  language = next
  texts = catalogue
  plurals = new Intl.PluralRules(next)
  if (globalThis.document) document.documentElement.lang = next === "zh" ? "zh-CN" : "en"
}

/** Fetch the catalogue of a language and speak it. */
export async function speak(next, version) {
  const answer = await fetch(`/texts/${next}.json?v=${encodeURIComponent(version)}`)
  if (!answer.ok) throw new Error(`No texts for ${next}: ${answer.status}`)
  use(next, await answer.json())
}

export const spoken = () => language

/** The texts of the language that is spoken, by the English that stands in the code. */
export const catalogue = () => texts

/** The text in the person's language; `{name}` stands for values.name. */
export function t(text, values) {
  return filled(texts[text] ?? text, values)
}

/** The text for a count: `{n}` stands for it. */
export function n(one, many, count, values) {
  const forms = texts[one] ?? [one, many]
  const form = forms.length === 1 || plurals.select(count) === "one" ? forms[0] : forms[1]
  return filled(form, { n: count, ...values })
}

/** How much of a line a letter takes: a Chinese character is as wide as two Latin letters. */
export const widthOf = (letter) => (letter > "\u2e7f" ? 2 : 1)

/** "Skip: Clean room 1803", as the language writes it. */
export const about = (what, whom) => t("{what}: {whom}", { what, whom })

/** A text that the house wrote in both languages: {zh, en}. */
export function words(pair) {
  if (!pair || typeof pair === "string") return pair ?? ""
  return pair[language] || pair.en || pair.zh || ""
}

/** The same text in the other language, where it differs. */
export function otherWords(pair) {
  const other = pair?.[language === "zh" ? "en" : "zh"] ?? ""
  return other === words(pair) ? "" : other
}

function filled(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) : text
}
