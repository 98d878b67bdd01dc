// "Leave this page" signs out, and the page is gone before the server has answered. Until a sign-out is confirmed, a
// mark in the browser hides every page of the site: each asks for the sign-out once more, and is drawn only after it.
const MARK = "casework-leaving"
const INSTEAD = "https://www.bbc.co.uk/weather"

function read () {
  try {
    return JSON.parse(window.localStorage.getItem(MARK))
  } catch {
    return null
  }
}

function write (leaving) {
  try {
    if (leaving) window.localStorage.setItem(MARK, JSON.stringify(leaving))
    else window.localStorage.removeItem(MARK)
  } catch {
    // Where a browser stores nothing, the request alone signs out.
  }
}

function hide () {
  document.documentElement.hidden = true
}

// Sign out at `action` and open `to` instead of this page.
export function leave (action, to) {
  hide()
  write({ action, to })
  // Both outlive the page. Not every browser has both, and signing out twice does no harm.
  if (navigator.sendBeacon) navigator.sendBeacon(action)
  fetch(action, { method: "POST", credentials: "same-origin", keepalive: true }).catch(() => {})
  window.location.replace(to)
}

// Sign out as long as that is not confirmed. Then the address is asked for again, now by somebody who is signed out.
async function finish ({ action, to }) {
  hide()
  try {
    const answer = await fetch(action, { method: "POST", credentials: "same-origin", cache: "no-store" })
    if (!answer.ok) throw new Error(`${answer.status}`)
  } catch {
    window.location.replace(to || INSTEAD)
    return
  }
  write(null)
  window.location.replace(window.location.origin + window.location.pathname + window.location.search)
}

// Before anything is drawn. A page of the person that the browser had in memory is hidden, too, and asked for again.
export function hideAfterLeaving () {
  const leaving = read()
  if (leaving) finish(leaving)
  const isOfPerson = () => document.documentElement.classList.contains("cw-portal")
  window.addEventListener("pagehide", event => {
    if (event.persisted && isOfPerson()) hide()
  })
  window.addEventListener("pageshow", event => {
    if (!event.persisted) return
    const later = read()
    if (later) finish(later)
    else if (isOfPerson()) window.location.reload()
  })
  // Another window of the same browser was left.
  window.addEventListener("storage", event => {
    if (event.key !== MARK || !event.newValue || !isOfPerson()) return
    hide()
    window.location.replace(JSON.parse(event.newValue).to)
  })
}
