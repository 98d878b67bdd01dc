// The answers of a form of a visit: name → list of texts, as the server takes them.
// The version of the note format: the server accepts this one and earlier ones (visits/phone/note_format.py).
const VERSION = 1
const LEFT_OUT = ["csrfmiddlewaretoken", "id", "save"]

// The key of a visit on the phone: the planned visit, or else its package.
export const keyOf = ({ planned, package: packageId }) => planned ?? packageId

// Today in London: as a date, and in words as the server writes them.
export function today () {
  const write = options => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...options })
  const parts = write({ year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date())
  const part = name => parts.find(({ type }) => type === name).value
  const words = write({ weekday: "long", day: "numeric", month: "long" }).format(new Date()).replace(",", "")
  return { day: `${part("year")}-${part("month")}-${part("day")}`, day_words: words }
}

export const isLeftOut = name => LEFT_OUT.includes(name)

export function fieldsOf (form) {
  const fields = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !isLeftOut(name)) (fields[name] ??= []).push(value)
  }
  return fields
}

// A note of a visit; `about` has `planned` or `package`, or both.
export function noteOf (id, by, about, form) {
  const written = { version: VERSION, id, by, written_at: new Date().toISOString(), planned: null, package: null }
  return JSON.stringify({ ...written, ...about, fields: fieldsOf(form) })
}
