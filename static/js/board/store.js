// Holds one value and tells who listens. The only place of the screens that changes in place.

/** A store with `get()`, `set(next)`, `update(change)` and `listen(hear)`, which answers how to stop. */
export function createStore(first) {
  let value = first
  const listeners = new Set()
  const set = (next) => {
    if (next === value) return
    value = next
    for (const hear of [...listeners]) hear(value)
  }
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    listen(hear) {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
  }
}
