// The form of a visit, the same as online. What is typed is stored at once; saving makes a note that waits to be sent.
import { fieldsOf, isLeftOut, keyOf, noteOf, today } from "./fields.js"
import * as store from "./store.js"

const WAIT = 500
// The questions that an answer has opened: each of them needs an answer too.
const SHOWN = ".govuk-radios__conditional:not(.govuk-radios__conditional--hidden), " +
  ".govuk-checkboxes__conditional:not(.govuk-checkboxes__conditional--hidden)"

function fill (form, fields) {
  form.reset()
  for (const element of form.elements) {
    if (isLeftOut(element.name)) continue
    const values = fields[element.name] ?? (element.type === "hidden" ? [""] : null)
    if (!values) continue
    if (["radio", "checkbox"].includes(element.type)) element.checked = values.includes(element.value)
    else if (element.tagName !== "BUTTON") element.value = values[0]
  }
  // Show or hide the fields that depend on the answers.
  window.dispatchEvent(new Event("pageshow"))
}

export function formPart (part, saved) {
  const form = part.querySelector("form")
  const needed = JSON.parse(part.dataset.needed)
  const neededIfMet = JSON.parse(part.dataset.neededIfMet)
  const neededOfChange = JSON.parse(part.dataset.neededOfChange)
  const problems = part.querySelector("[data-problems]")
  let holder = "", visit = null, timer = null, isSaving = false, keeping = null

  const blank = () => {
    const [year, month, day] = visit.day.split("-")
    return { day_day: [String(Number(day))], day_month: [String(Number(month))], day_year: [year] }
  }

  function missing () {
    const fields = fieldsOf(form)
    const isEmpty = name => !Object.entries(fields).some(([key, values]) =>
      (key === name || key.startsWith(`${name}_`)) && values.join("").trim())
    const isMet = fields.did_happen?.includes("yes")
    const found = Object.entries({ ...needed, ...isMet ? neededIfMet : {} }).filter(([name]) => isEmpty(name))
    for (const shown of form.querySelectorAll(SHOWN)) {
      const radio = shown.querySelector("input[type=radio]")
      if (radio && isEmpty(radio.name)) {
        found.push([radio.name, `Choose an answer to “${shown.querySelector("legend").textContent.trim()}”`])
      }
    }
    // A change that is described, or that somebody must know of, says what was noticed; and the other way round.
    const answer = name => (fields[name] ?? []).join("").trim()
    const isCrisis = fields.support_kinds?.includes("crisis")
    if (!isCrisis && !answer("sign") && (answer("sign_words") || answer("urgency"))) {
      found.push(["sign", neededOfChange.sign])
    }
    if (!isCrisis && answer("sign") && !answer("urgency")) found.push(["urgency", neededOfChange.urgency])
    return found
  }

  function sayWhatIsMissing (found) {
    const list = problems.querySelector("ul")
    list.replaceChildren(...found.map(([name, message]) => {
      const item = document.createElement("li")
      const link = document.createElement("a")
      const field = [...form.elements].find(element => element.name === name || element.name.startsWith(`${name}_`))
      link.href = `#${field.id}`
      link.textContent = message
      link.addEventListener("click", event => {
        event.preventDefault()
        field.focus()
      })
      item.append(link)
      return item
    }))
    problems.hidden = found.length === 0
    if (found.length) problems.focus()
  }

  function keep () {
    if (!timer) return
    clearTimeout(timer)
    timer = null
    keeping = store.keepDraft(holder, visit, fieldsOf(form)).catch(() => {})
    return keeping
  }

  form.addEventListener("input", () => {
    clearTimeout(timer)
    timer = visit && !isSaving ? setTimeout(keep, WAIT) : null
  })
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep() })

  form.addEventListener("submit", async event => {
    event.preventDefault()
    if (isSaving) return
    const found = missing()
    sayWhatIsMissing(found)
    if (found.length) return
    isSaving = true
    clearTimeout(timer)
    timer = null
    try {
      await keeping // a draft that is being stored must not arrive after the note
      const id = crypto.randomUUID()
      const about = { planned: visit.planned, package: visit.package }
      await store.addNote(id, holder, noteOf(id, holder, about, form), keyOf(visit))
      visit = null
      location.hash = ""
    } catch {
      part.querySelector("[data-not-kept]").hidden = false
    } finally {
      isSaving = false
    }
    await saved()
  })

  return {
    isOpen: () => visit !== null,

    isAt: hash => visit !== null && hash === `#${keyOf(visit)}`,

    // On going back, store what was typed last.
    async close () {
      if (isSaving) return
      await keep()
      await keeping
      visit = null
    },

    async open (holderId, wanted) {
      if (visit && keyOf(visit) === keyOf(wanted)) return
      await keep()
      holder = holderId
      visit = wanted
      part.querySelector("h1").textContent = [wanted.initials, wanted.day === today().day ? "" : wanted.day_words, wanted.begins, wanted.how].filter(Boolean).join(", ")
      const door = [
        ["Warning: read before you knock", wanted.warning], ["Getting in", wanted.access_notes], ["What helps", wanted.needs], ["Address", wanted.address], ...wanted.instructions ?? []
      ]
      part.querySelector("[data-door]").replaceChildren(...door.filter(([, words]) => words).map(([heading, words]) => {
        const row = document.createElement("p")
        const strong = document.createElement("strong")
        row.className = "govuk-body"
        strong.textContent = `${heading}: `
        row.append(strong, words)
        return row
      }))
      sayWhatIsMissing([])
      part.querySelector("[data-not-kept]").hidden = true
      fill(form, (await store.draftOf(holderId, keyOf(wanted)))?.fields ?? blank())
      window.scrollTo(0, 0)
    }
  }
}
