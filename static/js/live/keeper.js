// Keeps the queue over a reload. A row holds ids, the verb, the version, the times, the author's id; whatever a
// person wrote is sealed first, and where this browser cannot seal it is not kept at all, and that is said.

/**
 * `store` is live/store.js; `seal(words, bound, key)` answers the sealed words, or null where nothing can be
 * sealed; `kept(key, how)` is told "kept" or "here only"; `failed(error)` when the tablet could not keep something.
 */
export function createKeeper({ store, seal, kept = () => {}, failed = () => {} }) {
  let last = Promise.resolve()
  const sealed = new Map()

  // One after the other: what is taken away must not come back by an older write that was slower.
  function inTurn(work) {
    last = last.then(work).catch(failed)
    return last
  }

  const put = (entry) =>
    inTurn(async () => {
      const row = await rowOf(entry)
      await store.put(row)
      if (entry.state === "here") kept(entry.key, row.wordless ? "here only" : "kept")
    })

  const remove = (key) =>
    inTurn(async () => {
      sealed.delete(key)
      await store.remove(key)
    })

  /** The entries that an earlier page left, in the order they were made. */
  async function restore() {
    await last
    const rows = await store.ticks()
    // A tablet's clock may be put right meanwhile; the places only grow.
    rows.sort((one, other) => one.place - other.place || one.madeAt - other.madeAt)
    for (const row of rows) if (row.sealed) sealed.set(row.key, row.sealed)
    return rows.map(entryOf)
  }

  async function rowOf(entry) {
    const words = wordsOf(entry)
    const found = entry.sealed ?? (words && !entry.body.second ? await sealOnce(entry, words) : null)
    return {
      key: entry.key,
      place: entry.place,
      taskId: entry.taskId,
      stayId: entry.stayId,
      verb: entry.verb,
      version: entry.body.version,
      madeAt: entry.madeAt,
      author: entry.author,
      session: entry.session,
      state: entry.state === "refused" ? "refused" : "here",
      sealed: found,
      wordless: Boolean(words) && !found,
      problem: entry.state === "refused" ? outline(entry.problem) : null,
    }
  }

  async function sealOnce(entry, words) {
    if (!sealed.has(entry.key)) {
      const bound = { task: entry.taskId, verb: entry.verb, key: entry.key, author: entry.author }
      sealed.set(entry.key, await seal(words, bound, entry))
    }
    return sealed.get(entry.key)
  }

  return { put, remove, restore, idle: () => last }
}

/** What a body says beyond the version; null when a tap was all. */
export function wordsOf({ body }) {
  const { version, ...words } = body
  return Object.keys(words).length ? words : null
}

// Of a refusal only what no guest and no colleague is named by: ids, codes, times.
function outline({ status, code, facts = {} }) {
  return { status, code, by: facts.by?.id ?? null, at: facts.at ?? null, state: facts.task?.state ?? facts.state ?? null }
}

function entryOf({ version, wordless, problem, ...row }) {
  const entry = { ...row, body: { version }, title: null, late: true, sent: true }
  if (problem) return { ...entry, problem: { ...problem, facts: { by: problem.by && { id: problem.by }, at: problem.at, state: problem.state } } }
  if (wordless) return { ...entry, state: "refused", problem: { status: 0, code: "words_lost", facts: {} } }
  return entry
}
