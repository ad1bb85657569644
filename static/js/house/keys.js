// Keys that make sending a change again harmless.

/**
 * A key nobody else has. Not crypto.randomUUID: browsers have it over HTTPS only, and a hotel's own network may
 * still lack that.
 */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

const kept = new Map()

/** The key of an intention, said in a text: the same tap twice is one change. */
export function keyFor(intention) {
  if (!kept.has(intention)) kept.set(intention, newKey())
  return kept.get(intention)
}

/** The intention was answered, and has been taken back since or may be: the same said again is another one. */
export const answered = (intention) => kept.delete(intention)
