// What the server says in English, in the language of the person who reads it. A sentence with values filled in is
// known again by its pattern in the catalogue: "Room {1} stands in line {2} too." Its values stay as they are, but
// for those that are sentences themselves, or words of the house such as a state.

import { catalogue, spoken } from "./i18n.js"

let patterns = []
let read = null
let found = new Map()

/** The sentence in the person's language, or "" where the catalogue does not know it. */
export function said(sentence) {
  if (!sentence || spoken() === "en") return sentence ?? ""
  if (read !== catalogue()) learn(catalogue())
  if (!found.has(sentence)) {
    // A list of thousands of bookings repeats its mistakes; beyond that nothing need be remembered.
    if (found.size > MOST) found.clear()
    found.set(sentence, inOwnWords(sentence))
  }
  return found.get(sentence)
}

const MOST = 2000
const HOLE = /\{(\d)\}/

function learn(texts) {
  read = texts
  found = new Map()
  patterns = Object.keys(texts).filter((text) => HOLE.test(text)).map(pattern)
  // What says most of itself comes first: "one of {1} here" before "one of {1}".
  patterns.sort((one, other) => other.letters - one.letters)
}

function pattern(text) {
  const parts = text.split(/\{\d\}/)
  // A value in quotes is what somebody wrote, never a word of the house.
  const quoted = parts.slice(0, -1).map((part, place) => part.endsWith("“") && parts[place + 1].startsWith("”"))
  const plain = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  return { text, quoted, letters: parts.join("").length, shape: new RegExp(`^${plain.join("([\\s\\S]*?)")}$`) }
}

function inOwnWords(sentence) {
  const exact = read[sentence]
  if (typeof exact === "string") return exact
  for (const { text, quoted, shape } of patterns) {
    const values = shape.exec(sentence)?.slice(1)
    if (values) return read[text].replace(/\{(\d)\}/g, (_hole, number) => filledIn(values[number - 1], quoted[number - 1]))
  }
  return ""
}

const filledIn = (value, isQuoted) => (isQuoted || NO_WORDS.test(value) ? value : inOwnWords(value) || value)

// A name, a code, a number, something in quotes: not for translation.
const NO_WORDS = /^(["“]|[\p{Lu}\p{N}][^ ]*$)|^$/u
