// The answers of a form of a visit: name → list of texts, as the server takes them.
// Of the way in which notes are written: the server takes this one and those before it (visits/phone_notes.py).
const VERSION = 1
const LEFT_OUT = ["csrfmiddlewaretoken", "id", "save"]

// What a visit goes by here: the planned one, else whose it is.
export const keyOf = ({ planned, package: packageId }) => planned ?? packageId

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
