// A guest's days as people read them: the year once where it is one.

import assert from "node:assert/strict"
import { test } from "node:test"

import { speak } from "../../static/js/house/i18n.js"
import { fromTo } from "../../static/js/parts/guest_words.js"

test("the year stands once where it is one, where the language says it", async (t) => {
  t.mock.method(globalThis, "fetch", async () => ({ ok: true, json: async () => ({}) }))
  const days = [["2026-11-25", "2026-11-28"], ["2025-12-30", "2026-01-02"]]
  await speak("en", "1")
  assert.deepEqual(days.map(([first, last]) => fromTo(first, last)), ["25 Nov – 28 Nov 2026", "30 Dec 2025 – 2 Jan 2026"])
  await speak("zh", "1")
  assert.deepEqual(days.map(([first, last]) => fromTo(first, last)), ["2026年11月25日 – 11月28日", "2025年12月30日 – 2026年1月2日"])
})
