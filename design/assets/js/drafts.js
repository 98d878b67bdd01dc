// Saves what is typed and chosen as a draft on the server while a form is open. Nothing is stored in the browser.
// Without a connection the form is not sent: its page stays, with everything in it.
const WAIT = 1500
const TYPED = ["text", "number", "email", "tel", "url", "search", "textarea", "select-one"]

// Name → text. The values of ticked boxes and of a list of several are the lines of one text.
function answersOf (form) {
  const fields = {}
  for (const element of form.elements) {
    const { name, type, value } = element
    if (!name) continue
    // With the revision that the form was opened at: a draft that is continued later meets what was saved since.
    if (TYPED.includes(type) || name === "revision") fields[name] = value
    else if (type === "select-multiple") fields[name] = Array.from(element.selectedOptions, option => option.value).join("\n")
    else if (type === "radio") fields[name] = element.checked ? value : fields[name] ?? ""
    else if (type === "checkbox") fields[name] = [fields[name], element.checked ? value : ""].filter(Boolean).join("\n")
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

// The sentence beside the button that says why nothing was sent.
function noConnectionOf (form) {
  const problem = document.createElement("p")
  problem.className = "govuk-error-message"
  problem.setAttribute("role", "alert")
  problem.tabIndex = -1
  problem.hidden = true
  form.append(problem)
  return button => {
    const label = button?.textContent.trim() || button?.value || "Save"
    problem.textContent = `No connection: what you wrote is still here. Press “${label}” again when there is signal.`
    problem.hidden = false
    problem.focus()
  }
}

function saveDraftsOf (form) {
  const windowId = newWindowId()
  mark(form, "draft_window", windowId)
  mark(form, "draft_continued_from", form.dataset.draftContinuedFrom || "")
  const status = form.querySelector("[data-draft-status]")
  // In the portal: a line that says until when it is stored, and how to delete it.
  const endsWithSession = "draftEndsWithSession" in form.dataset
  const line = document.querySelector("[data-draft-line]")
  let timer = null
  // What was refused is saved nowhere yet.
  let saved = form.querySelector(".govuk-error-message") ? "" : JSON.stringify(answersOf(form))
  let sent = saved
  let submitting = false
  // Whether the last draft did not reach the server: then the form would not either.
  let unreachable = false
  const sayNoConnection = noConnectionOf(form)

  // The same words are not written again, so a screen reader is not told the same thing over and over.
  const say = words => {
    if (status && status.textContent !== words) status.textContent = words
  }

  const send = async () => {
    clearTimeout(timer)
    timer = null
    const text = JSON.stringify(answersOf(form))
    if (submitting || text === saved || text === sent) return
    if (!navigator.onLine) return say("Draft not saved: no connection")
    sent = text
    const body = `{"fields":${text},"window_id":"${windowId}","continued_from":${JSON.stringify(form.dataset.draftContinuedFrom || "")},"ends_with_session":${endsWithSession}}`
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
      unreachable = false
      if (answer.ok && !answer.redirected) {
        saved = text
        if (endsWithSession && line) {
          line.querySelector("[data-draft-until]").textContent = (await answer.json()).until
          line.hidden = false
        }
        say(endsWithSession ? "Not sent yet" : `Draft saved ${clock()}`)
      } else {
        sent = saved
        say("Draft not saved: you may have been signed out")
      }
    } catch {
      sent = saved
      unreachable = true
      say("Draft not saved: no connection")
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(send, WAIT)
  })
  form.addEventListener("submit", async event => {
    // On a phone that is in use for notes, a note waits there.
    if (!form.dataset.waitsOnPhone && (!navigator.onLine || unreachable)) {
      event.preventDefault()
      unreachable = false
      if (navigator.onLine) await send()
      if (!navigator.onLine || unreachable) sayNoConnection(event.submitter)
      else form.requestSubmit(event.submitter)
      return
    }
    submitting = true
    clearTimeout(timer)
  })
  window.addEventListener("online", send)
  window.addEventListener("pagehide", send)
  // Signing out, leaving and deleting what was written end the drafts: nothing may be saved after that.
  document.addEventListener("submit", event => {
    if (!event.target.matches("[data-drops-drafts]")) return
    submitting = true
    clearTimeout(timer)
  })
  // A page that comes back from the browser's memory is a form in use again.
  window.addEventListener("pageshow", () => { submitting = false })
}

// What must not wait: a passage of the page that is shown as soon as there is no connection.
function sayWhatCannotWait (passage) {
  const show = () => { passage.hidden = navigator.onLine }
  window.addEventListener("offline", show)
  window.addEventListener("online", show)
  show()
}

export function saveDrafts () {
  for (const passage of document.querySelectorAll("[data-no-connection]")) sayWhatCannotWait(passage)
  for (const form of document.querySelectorAll("form[data-draft-url]")) saveDraftsOf(form)
}
