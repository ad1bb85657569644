// Stays, tasks and boards for the tests: the design page's, at moments that the tests count on.

import * as samples from "../../static/js/design/samples.js"

export const stay = (id, more = {}) =>
  samples.stay({
    id,
    state_at: "2026-11-22T01:00:00Z",
    arrival_at: "2026-11-22T08:00:00Z",
    arrival_said_at: "2026-11-21T00:00:00Z",
    departure_at: "2026-11-24T04:00:00Z",
    ...more,
  })

export const task = (id, more = {}) =>
  samples.task({ id, key: `key-${id}`, title: { zh: "清洁", en: "Clean the room" }, due_at: "2026-11-22T06:00:00Z", received_at: null, ...more })

export const DEPARTMENTS = ["concierge", "housekeeping", "engineering"].map((code) => ({ code, name: { zh: code, en: code }, icon: "bell" }))

export const snapshot = (more = {}) => ({
  seq: 10,
  stays: [stay(1), stay(2)],
  tasks: [task(1), task(2, { stay_id: 2 })],
  staff: [{ id: 7, name: { zh: "刘芳", en: "Liu Fang" }, role: "supervisor", department: "housekeeping", post: "" }],
  alarms: [],
  collisions: [],
  departments: DEPARTMENTS,
  grades: [],
  ...more,
})
