// Moments as people of the hotel read them: in the hotel's zone, whatever the tablet's own clock is set to.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

// How far the server's clock is ahead of this tablet's, in milliseconds.
let ahead = 0

/** Now by the server's clock, in milliseconds. */
export const now = () => Date.now() + ahead

/** Learn the house's clock from an answer's X-House-Time, which is exact to the second. */
export function hear(date, at = Date.now()) {
  const difference = Date.parse(date) + 500 - at
  if (Number.isFinite(difference) && Math.abs(difference - ahead) > 1500) ahead = difference
}

/** Have ready what the first time needs: a browser takes a tenth of a second to learn of zones and calendars. */
export function getReady() {
  timeOf(now(), { zone: "UTC" })
}

/** "14:05" */
export function timeOf(moment, { zone }) {
  return toField(moment, { zone }).slice(11)
}

/** "Sun 22 Nov" or "11月22日周日" */
export function dayOf(moment, { zone, language }) {
  const parts = { weekday: "short", day: "numeric", month: "short" }
  return formatter(language === "zh" ? "zh-CN" : "en-GB", zone, parts).format(at(moment)).replace(",", "")
}

/** The calendar day in the zone, "2026-11-22": days can be compared and sorted by it. */
export function dateKey(moment, { zone }) {
  return toField(moment, { zone }).slice(0, 10)
}

/** How many days `moment` lies after `now` by the calendar of the zone: 0 today, 1 tomorrow, -1 yesterday. */
export function daysAhead(moment, now, { zone }) {
  return Math.round((Date.parse(dateKey(moment, { zone })) - Date.parse(dateKey(now, { zone }))) / DAY)
}

/** What a `datetime-local` field holds for this moment: "2026-11-22T14:05" in the zone. */
export function toField(moment, { zone }) {
  const minute = Math.floor(at(moment) / MINUTE)
  const key = `${zone} ${minute}`
  if (!fields.has(key)) {
    if (fields.size >= MOST_FIELDS) fields.clear()
    // "2026-11-22 14:05": one formatter for days and times, as making one takes long.
    fields.set(key, formatter("sv-SE", zone, FIELD).format(minute * MINUTE).replace(" ", "T"))
  }
  return fields.get(key)
}

// A board asks for the same few hundred minutes with every event.
const fields = new Map()
const MOST_FIELDS = 10_000

const FIELD = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }

/**
 * The moment that a field's "2026-11-22T14:05" means in the zone, as ISO 8601 in UTC. A time that the clocks
 * skip is read as the hour after, one that comes twice as the first. Answers null for anything else.
 */
export function fromField(text, { zone }) {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  if (Number.isNaN(wall)) return null
  const before = wall - offset(wall - DAY, zone)
  const after = wall - offset(wall + DAY, zone)
  const earliest = Math.min(before, after)
  const found = earliest + offset(earliest, zone) === wall ? earliest : Math.max(before, after)
  return new Date(found).toISOString().replace(".000Z", "Z")
}

/**
 * What a field holds as people of the hotel read it: "11月23日周一 14:30" of a `datetime-local`, the day alone of a
 * `date`, "14:30" of a `time`; "" while it holds nothing whole.
 */
export function readable(text, { zone, language }) {
  if (/^\d\d:\d\d$/.test(text)) return text
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? fromField(`${text}T12:00`, { zone: "UTC" }) : null
  if (day) return dayWithYear(day, { zone: "UTC", language })
  const moment = fromField(text, { zone })
  return moment ? `${dayWithYear(moment, { zone, language })} ${timeOf(moment, { zone })}` : ""
}

function dayWithYear(moment, { zone, language }) {
  const year = dateKey(moment, { zone }).slice(0, 4)
  const day = dayOf(moment, { zone, language })
  if (year === dateKey(now(), { zone }).slice(0, 4)) return day
  return language === "zh" ? `${year}年${day}` : `${day} ${year}`
}

/** The end of the hotel day that `now` lies in; the day turns at `turns` o'clock. In milliseconds. */
export function endOfDay(now, { zone }, turns = 4) {
  const today = dateKey(now - turns * HOUR, { zone })
  const tomorrow = dateKey(Date.parse(`${today}T12:00:00Z`) + DAY, { zone: "UTC" })
  return Date.parse(fromField(`${tomorrow}T${String(turns).padStart(2, "0")}:00`, { zone }))
}

/** The distance between two moments, for words: {count, unit} with unit minute, hour or day. */
export function distance(from, to) {
  const minutes = Math.max(0, Math.floor((at(to) - at(from)) / MINUTE))
  if (minutes < 90) return { count: minutes, unit: "minute" }
  if (minutes < 36 * 60) return { count: Math.round(minutes / 60), unit: "hour" }
  return { count: Math.round(minutes / 1440), unit: "day" }
}

function at(moment) {
  return typeof moment === "number" ? moment : Date.parse(moment)
}

// What the zone's clocks show minus UTC, at this moment, in milliseconds.
function offset(moment, zone) {
  const key = toField(moment, { zone })
  return Date.parse(`${key}Z`) - Math.floor(moment / MINUTE) * MINUTE
}

const formatters = new Map()

// Making a formatter costs a thousand times what using it does.
function formatter(locale, zone, parts) {
  const key = `${locale} ${zone} ${Object.keys(parts)}`
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...parts }))
  return formatters.get(key)
}
