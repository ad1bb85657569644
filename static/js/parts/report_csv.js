// A table as a file that spreadsheets open: comma-separated, with a mark that says it is UTF-8. Pure.

const MARK = "\ufeff"
// A spreadsheet would reckon a text that begins so: an apostrophe makes it a text again.
const RECKONED = /^[=+\-@\t\r]/

/** The file's text for columns [{label}] and rows of texts, numbers and nulls. */
export function csvOf(columns, rows) {
  const lines = [columns.map(({ label }) => label), ...rows]
  return MARK + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n"
}

function cell(value) {
  if (value === null || value === undefined) return ""
  if (typeof value === "number") return String(value)
  const text = RECKONED.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
