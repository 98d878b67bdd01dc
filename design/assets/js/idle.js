// Warns somebody who has been away from the page, and signs them out in time. What they typed is sent as a form that
// was not finished: the server stores it, and gives it back after they sign in.
const SHARED = "casework-last-used" // the windows of one browser count together
const LOOK_EVERY = 5000
const TELL_EVERY = 60000

function lastUsed () {
  return Number(window.localStorage.getItem(SHARED)) || 0
}

function changedForm () {
  return Array.from(document.querySelectorAll("form[method=post]")).find(form =>
    form.dataset.changed === "yes" && form.elements.csrfmiddlewaretoken)
}

function giveUp (form) {
  const input = document.createElement("input")
  input.type = "hidden"
  input.name = "timed_out"
  input.value = "1"
  form.append(input)
  form.submit()
}

export function startIdleWarning () {
  const dialog = document.querySelector("[data-idle-seconds]")
  if (!dialog) return
  const limit = Number(dialog.dataset.idleSeconds) * 1000
  const warnAt = limit - Number(dialog.dataset.idleWarned) * 1000
  let told = Date.now()

  const stay = () => {
    told = Date.now()
    fetch(dialog.dataset.idleStay, { credentials: "same-origin", cache: "no-store" }).catch(() => {})
  }
  const use = () => {
    if (dialog.open) return // somebody presses the button, so that no stray movement answers
    window.localStorage.setItem(SHARED, String(Date.now()))
    if (Date.now() - told > TELL_EVERY) stay()
  }
  window.localStorage.setItem(SHARED, String(Date.now()))
  for (const kind of ["keydown", "pointerdown", "scroll", "input"]) {
    document.addEventListener(kind, use, { capture: true, passive: true })
  }
  document.addEventListener("input", event => {
    const form = event.target.closest("form")
    if (form) form.dataset.changed = "yes"
  })
  dialog.querySelector("[data-idle-button]").addEventListener("click", () => {
    dialog.close()
    window.localStorage.setItem(SHARED, String(Date.now()))
    stay()
  })
  // Escape says the same as the button.
  dialog.addEventListener("cancel", () => {
    window.localStorage.setItem(SHARED, String(Date.now()))
    stay()
  })

  setInterval(() => {
    const away = Date.now() - lastUsed()
    if (away < warnAt) {
      if (dialog.open) dialog.close() // another window was used
      return
    }
    if (away < limit) {
      if (!dialog.open) dialog.showModal()
      return
    }
    const form = changedForm()
    if (form) giveUp(form)
    else window.location.assign(`${dialog.dataset.idleEnd}?next=${encodeURIComponent(window.location.pathname)}`)
  }, LOOK_EVERY)
}
