// Seals words so that only the server can read them: on the tablet they may not rest readable.
// vipops/services/seals.py is the other half, and says how.

const PURPOSE = new TextEncoder().encode("vipops offline words 1")
const CURVE = { name: "ECDH", namedCurve: "P-256" }

/** Browsers seal only where the page came safely: over HTTPS, or from this very machine. */
export const canSeal = (crypto = globalThis.crypto) => Boolean(crypto?.subtle)

/**
 * The words sealed to the server's key {id, public}; `bound` is what they belong to. Answers
 * {key_id, ephemeral, nonce, words}, all but the id in base64url.
 */
export async function seal(words, bound, key, crypto = globalThis.crypto) {
  const theirs = await crypto.subtle.importKey("raw", bytesOf(key.public), CURVE, false, [])
  const mine = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"])
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey))
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256)
  const stretched = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"])
  const way = { name: "HKDF", hash: "SHA-256", salt: ephemeral, info: PURPOSE }
  const secret = await crypto.subtle.deriveKey(way, stretched, { name: "AES-GCM", length: 256 }, false, ["encrypt"])
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const closing = { name: "AES-GCM", iv: nonce, additionalData: encoded(sorted(bound)) }
  const closed = new Uint8Array(await crypto.subtle.encrypt(closing, secret, encoded(words)))
  return { key_id: key.id, ephemeral: textOf(ephemeral), nonce: textOf(nonce), words: textOf(closed) }
}

const encoded = (value) => new TextEncoder().encode(JSON.stringify(value))

// The server writes the bound facts with sorted names.
const sorted = (facts) => Object.fromEntries(Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1)))

function textOf(bytes) {
  const plain = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0))
