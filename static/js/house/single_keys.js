// Whether keys alone, without Ctrl, do something on this tablet. Speech input and trembling hands press them by
// chance, so they can be turned off (WCAG 2.2, 2.1.4).

const NAME = "single-keys"

export const singleKeys = {
  on: () => localStorage.getItem(NAME) !== "off",
  turn(on) {
    if (on) localStorage.removeItem(NAME)
    else localStorage.setItem(NAME, "off")
  },
}

const TYPES = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"

/** The key that was pressed by itself and not into a field, or "". */
export function singleKey(event) {
  const alone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing
  return alone && singleKeys.on() && !event.target.closest?.(TYPES) ? event.key : ""
}
