import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { mock, test } from "node:test"

globalThis.document = { createTreeWalker: () => ({}), createComment: () => ({}), documentElement: { dataset: {} }, addEventListener() {} }
globalThis.addEventListener = () => {}
globalThis.removeEventListener = () => {}
const asked = []
globalThis.fetch = async (path) => {
  asked.push(String(path))
  return { ok: false, status: 503, headers: new Headers(), json: async () => ({ code: "busy" }) }
}

const { ANYTHING, lookAgain } = await import("../../static/js/pages/look_again.js")
const pages = readFileSync(new URL("../../static/js/pages/main.js", import.meta.url), "utf8")
const files = [...pages.matchAll(/import\("\.\/(\w+)\.js"\)\)\.(\w+)/g)].map(([, file, name]) => ({ file, name }))

// Time passes by our hand: what is waited for is due at once, and what the answers bring is let in.
mock.timers.enable({ apis: ["setTimeout", "setInterval"] })
const SOON = 600

async function pause(milliseconds) {
  mock.timers.tick(milliseconds)
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
}

// What each page that fetches must look again at, and one event that is not its business.
const LOOKS = {
  stay: [{ kind: "task_ticked", stay_id: 7 }, { kind: "task_ticked", stay_id: 8 }],
  wishes: [{ kind: "request_recorded", request: { id: 1, stay_id: 1 } }, { kind: "paper_printed" }],
  letters: [{ kind: "letter_signed" }, { kind: "room_added" }],
  arrivals: [{ kind: "reservation_held" }, { kind: "task_ticked" }],
  papers: [{ kind: "paper_printed" }, { kind: "task_ticked" }],
  staff: [{ kind: "tablet_revoked" }, { kind: "task_ticked" }],
  procedure: [{ kind: "procedure_put_in_force" }, { kind: "task_ticked" }],
  grades: [{ kind: "procedure_put_in_force" }, { kind: "task_ticked" }],
  handover: [{ kind: "handover_given" }, { kind: "room_added" }],
  approvals: [{ kind: "grade_asked" }, { kind: "task_ticked" }],
  reviews: [{ kind: "tick_held" }, { kind: "room_added" }],
  lost_property: [{ kind: "lost_property_found" }, { kind: "task_ticked" }],
  guest: [{ kind: "guest_noted", guest_id: 7 }, { kind: "guest_noted", guest_id: 8 }],
  rooms: [{ kind: "room_closed" }, { kind: "task_ticked" }],
}
// These fetch nothing, or only what somebody asks for.
const NOTHING_TO_FOLLOW = {
  board: "drawn from the board",
  department: "drawn from the board",
  design: "samples",
  guests: "each guest shown is a look on record",
  opinions: "each look is on record",
  reports: "figures of a period that was chosen",
  hotel: "a form that somebody fills in",
}

test("every page is in one of the two tables", () => {
  assert.ok(files.length > 15)
  assert.deepEqual(files.map(({ file }) => file).sort(), [...Object.keys(LOOKS), ...Object.keys(NOTHING_TO_FOLLOW)].sort())
})

function appOf() {
  const listeners = new Set()
  const board = { stays: new Map([[7, { id: 7 }]]), plans: new Map(), staff: new Map() }
  return {
    listeners,
    tell: (...events) => listeners.forEach((hear) => hear(events)),
    hear(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    board: { get: () => board },
    house: () => ({ now: Date.now(), zone: "Asia/Shanghai", wholeHouse: true, staff: new Map(), grades: new Map(), departments: [] }),
    who: { staff: { id: 1, department: "front_office", role: "lobby_manager" }, permissions: [] },
    may: () => true,
    redraw() {},
    go() {},
  }
}

for (const { file, name } of files.filter((one) => LOOKS[one.file])) {
  const [concerning, other] = LOOKS[file]

  test(`${file} looks again within a second, and only at what concerns it`, async () => {
    const page = (await import(`../../static/js/pages/${file}.js`))[name]
    const app = appOf()
    page.enter(app, ["7"])
    await pause(20)
    asked.length = 0
    app.tell(other)
    await pause(SOON)
    assert.deepEqual(asked, [], "not its business")
    app.tell(concerning)
    await pause(SOON)
    assert.ok(asked.length > 0, "looked again")
    asked.length = 0
    app.tell({ kind: ANYTHING })
    await pause(SOON)
    assert.ok(asked.length > 0, "looked again after a board that was fetched anew")
    page.leave(app)
    assert.equal(app.listeners.size, 0, "nothing hears once the page is left")
  })
}

test("a steady stream of events is looked at all the same, a burst once", async () => {
  const app = appOf()
  let looks = 0
  const stop = lookAgain(app, () => true, () => (looks += 1))
  app.tell({ kind: "a" })
  app.tell({ kind: "b" })
  await pause(400)
  assert.equal(looks, 1)
  for (let count = 0; count < 12; count += 1) {
    app.tell({ kind: "c" })
    await pause(100)
  }
  assert.ok(looks >= 3, `${looks}`)
  stop()
})
