// What this tablet keeps over a reload, in IndexedDB: ticks on their way, and under which tokens they go.
// Numbers, verbs and sealed words only; no name, no room, no title (live/keeper.js makes the rows).

import { openDB } from "../../vendor/idb/index.js"

/** Opens on first use. A browser that keeps nothing throws at every call. */
export function openStore(name = "vipops") {
  let opened = null
  const database = () => {
    opened ??= openDB(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("ticks", { keyPath: "key" })
        fresh.createObjectStore("tokens", { keyPath: "session" })
        fresh.createObjectStore("facts")
      },
    })
    return opened
  }

  return {
    ticks: async () => (await database()).getAll("ticks"),
    put: async (row) => (await database()).put("ticks", row),
    remove: async (key) => (await database()).delete("ticks", key),
    tokens: async () => (await database()).getAll("tokens"),
    putToken: async (token) => (await database()).put("tokens", token),
    removeToken: async (session) => (await database()).delete("tokens", session),
    fact: async (code) => (await database()).get("facts", code),
    putFact: async (code, value) => (await database()).put("facts", value, code),
    async wipe() {
      const held = await database()
      await Promise.all(["ticks", "tokens", "facts"].map((part) => held.clear(part)))
    },
  }
}
