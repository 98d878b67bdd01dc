// Saves what is typed as a draft on the server while a form is open. Nothing is stored in the browser.
const WAIT = 1500

function typedFields (form) {
  const fields = {}
  for (const element of form.elements) {
    // With the revision that the form was opened at: a draft that is continued later meets what was saved since.
    const typed = element.tagName === "TEXTAREA" || element.name === "revision" || (element.tagName === "INPUT" && element.type === "text")
    if (typed && element.name) fields[element.name] = element.value
  }
  return fields
}

function clock () {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(new Date())
}

// Which window the form was sent from, and whose draft it continued, so that saving discards these and no other.
function mark (form, name, value) {
  const input = document.createElement("input")
  input.type = "hidden"
  input.name = name
  input.value = value
  form.append(input)
}

function newWindowId () {
  const drawn = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(drawn, byte => byte.toString(16).padStart(2, "0")).join("")
}

function saveDraftsOf (form) {
  const windowId = newWindowId()
  mark(form, "draft_window", windowId)
  mark(form, "draft_continued_from", form.dataset.draftContinuedFrom || "")
  const status = form.querySelector("[data-draft-status]")
  let timer = null
  // What was refused is saved nowhere yet.
  let saved = form.querySelector(".govuk-error-message") ? "" : JSON.stringify(typedFields(form))
  let sent = saved
  let submitting = false

  // The same words are not written again, so a screen reader is not told the same thing over and over.
  const say = words => {
    if (status && status.textContent !== words) status.textContent = words
  }

  const send = async () => {
    clearTimeout(timer)
    timer = null
    const text = JSON.stringify(typedFields(form))
    if (submitting || text === saved || text === sent) return
    sent = text
    const body = `{"fields":${text},"window_id":"${windowId}","continued_from":${JSON.stringify(form.dataset.draftContinuedFrom || "")}}`
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        credentials: "same-origin",
        // A browser refuses keepalive bodies over 64 KiB.
        keepalive: new Blob([body]).size < 60000,
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": form.elements.csrfmiddlewaretoken.value
        },
        body
      })
      if (answer.ok && !answer.redirected) {
        saved = text
        say(`Draft saved ${clock()}`)
      } else {
        sent = saved
        say("Draft not saved: you may have been signed out")
      }
    } catch {
      sent = saved
      say("Draft not saved: no connection")
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(send, WAIT)
  })
  form.addEventListener("submit", () => {
    submitting = true
    clearTimeout(timer)
  })
  window.addEventListener("pagehide", send)
  // A page that comes back from the browser's memory is a form in use again.
  window.addEventListener("pageshow", () => { submitting = false })
}

export function saveDrafts () {
  for (const form of document.querySelectorAll("form[data-draft-url]")) saveDraftsOf(form)
}
