// Who on the board is meant, ranked, with the reason of the match. Pure: the board, a text, the answer.
// The same folding as vipops/domain/search_words.py, which knows pinyin by the character and past guests as well.

const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ß: "ss" }
const MARKS = /\p{M}/gu
const WORDS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu
const ONLY_HAN = /^\p{Script=Han}+$/u
const TONE = /(?<=[a-z])[1-5](?=[a-z]|$)/g
const SYLLABLE =
  /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|[aeiouv])$/
const LONGEST_SYLLABLE = 6
const SHORTEST_NUMBER = 3
const MOST_PARTS = 6

/** The text without case, accents and tone marks. */
export function folded(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(MARKS, "").normalize("NFC")
  return bare.replace(/[^\x00-\x7f]/g, (letter) => LETTERS[letter] ?? letter)
}

/** The words of a text, folded. */
export const pieces = (text) => folded(text).match(WORDS) ?? []

/** A number as people type it, without the signs between. */
export const code = (text) => pieces(text).join("")

/** Whether there is enough of a text to look for. */
export function isEnough(text) {
  const typed = code(text)
  return typed.length > 1 || /[^\x00-\x7f]/.test(typed)
}

/**
 * The stays of the board that are meant, best first: [{stay, reason: {kind, text}}]. Of two that fit alike the one
 * that is here or comes next stands first.
 */
export function search(board, text, { limit = 8 } = {}) {
  if (!isEnough(text)) return []
  const asked = { words: pieces(text).map((word) => word.replace(TONE, "")), code: code(text) }
  const found = []
  for (const stay of board.stays.values()) {
    const hit = hitOf(stay, asked)
    if (hit) found.push({ stay, ...hit })
  }
  found.sort((one, other) => one.rank - other.rank || OVER.has(one.stay.state) - OVER.has(other.stay.state) || Date.parse(one.stay.arrival_at) - Date.parse(other.stay.arrival_at) || one.stay.id - other.stay.id)
  return found.slice(0, limit).map(({ stay, reason }) => ({ stay, reason }))
}

const OVER = new Set(["departed", "cancelled", "no_show"])

// A room is said whole, of a plate people remember the end.
const REASONS = [
  ["room", (stay) => stay.room, (said, asked) => said === asked],
  ["flight", (stay) => stay.flight, (said, asked) => asked.length >= SHORTEST_NUMBER && said.startsWith(asked)],
  ["plate", (stay) => stay.plate, (said, asked) => asked.length >= SHORTEST_NUMBER && said.includes(asked)],
  ["party", (stay) => stay.party.code, (said, asked) => asked.length >= SHORTEST_NUMBER && said.startsWith(asked)],
]
const BY_WORD = REASONS.length
const BEGINS_A_ROOM = BY_WORD + 2

function hitOf(stay, asked) {
  for (const [rank, [kind, textOf, fits]] of REASONS.entries()) {
    const text = textOf(stay)
    if (text && fits(code(text), asked.code)) return { rank, reason: { kind, text } }
  }
  const own = wordsOf(stay.name)
  if (asked.words.every((word) => own.has(word))) return { rank: BY_WORD, reason: { kind: "name", text: "" } }
  const all = [...own]
  if (asked.words.every((word) => all.some((one) => one.startsWith(word)))) return { rank: BY_WORD + 1, reason: { kind: "name", text: "" } }
  // The floor, while the room's number is still being typed.
  if (/^\d{2,}$/.test(asked.code) && code(stay.room).startsWith(asked.code)) return { rank: BEGINS_A_ROOM, reason: { kind: "room", text: stay.room } }
  return null
}

const KEPT = new WeakMap()

/** All words by which a name as spoken is found; kept by the name's identity. */
export function wordsOf(name) {
  let words = KEPT.get(name)
  if (!words) KEPT.set(name, (words = new Set([name.zh, name.en].filter(Boolean).flatMap(ofText))))
  return words
}

function ofText(text) {
  const parts = pieces(text)
  return [...parts.flatMap((part) => (ONLY_HAN.test(part) ? tails(part) : ofLatin(part))), ...joined(parts), ...joined([...parts].reverse())]
}

const tails = (han) => [...han].map((_, start) => [...han].slice(start).join(""))

function ofLatin(part) {
  const spelt = syllables(part)
  const from = spelt.slice(1).map((_, start) => spelt.slice(start + 1).join(""))
  return spelt.length > 1 ? [part, ...from, initials(spelt)] : [part]
}

// Parts that follow each other, because a title may stand before the name.
function joined(parts) {
  const latin = parts.filter((part) => !ONLY_HAN.test(part)).slice(0, MOST_PARTS)
  const runs = latin.flatMap((_, start) => latin.slice(start + 1).map((_part, more) => latin.slice(start, start + more + 2)))
  return runs.flatMap((run) => {
    const spelt = run.map(syllables)
    const pinyin = spelt.every((one) => one.length) ? [initials(spelt.flat())] : []
    return [run.join(""), initials(run), ...pinyin]
  })
}

const initials = (words) => words.map((word) => word[0]).join("")

/** The pinyin syllables of a word, as few as will do; none when it is no pinyin. */
export function syllables(word) {
  const ways = new Map([[0, []]])
  for (let start = 0; start < word.length; start += 1) {
    const way = ways.get(start)
    if (!way) continue
    for (let end = start + 1; end <= Math.min(word.length, start + LONGEST_SYLLABLE); end += 1) {
      const known = ways.get(end)
      if (SYLLABLE.test(word.slice(start, end)) && (!known || way.length + 1 < known.length)) ways.set(end, [...way, word.slice(start, end)])
    }
  }
  return ways.get(word.length) ?? []
}
