// Keeps what is typed on the server while a form is open. Nothing is stored in the browser.
const WAIT = 1500

function typedFields (form) {
  const fields = {}
  for (const element of form.elements) {
    // With the count of saves that the form was opened at: what is gone on with later meets what was saved since.
    const typed = element.tagName === "TEXTAREA" || element.name === "revision" || (element.tagName === "INPUT" && element.type === "text")
    if (typed && element.name) fields[element.name] = element.value
  }
  return fields
}

function clock () {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(new Date())
}

// Which window the form was sent from, and whose text it went on with, so that saving forgets these and no other.
function mark (form, name, value) {
  const input = document.createElement("input")
  input.type = "hidden"
  input.name = name
  input.value = value
  form.append(input)
}

function newTab () {
  const drawn = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(drawn, byte => byte.toString(16).padStart(2, "0")).join("")
}

function keep (form) {
  const tab = newTab()
  mark(form, "unsaved_tab", tab)
  mark(form, "unsaved_adopted", form.dataset.unsavedAdopted || "")
  const status = form.querySelector("[data-unsaved-status]")
  let timer = null
  let kept = JSON.stringify(typedFields(form))
  let sent = kept
  let submitting = false

  // The same words are not written again, so a screen reader is not told the same thing over and over.
  const say = words => {
    if (status && status.textContent !== words) status.textContent = words
  }

  const send = async () => {
    clearTimeout(timer)
    timer = null
    const text = JSON.stringify(typedFields(form))
    if (submitting || text === kept || text === sent) return
    sent = text
    const body = `{"fields":${text},"tab":"${tab}","adopted":${JSON.stringify(form.dataset.unsavedAdopted || "")}}`
    try {
      const answer = await fetch(form.dataset.unsaved, {
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
        kept = text
        say(`Kept ${clock()}`)
      } else {
        sent = kept
        say("Not kept: you may have been signed out")
      }
    } catch {
      sent = kept
      say("Not kept: no connection")
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

export function keepUnsavedTexts () {
  for (const form of document.querySelectorAll("form[data-unsaved]")) keep(form)
}
