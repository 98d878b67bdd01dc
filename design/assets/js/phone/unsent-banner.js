// "Saved on this phone, not sent: 3. Drafts on this phone: 1", on every page of the user who wrote them.
import { noteOf } from "./fields.js"
import { send, whoIsHere } from "./sending.js"
import * as store from "./store.js"

const AGAIN = 30_000

export async function showUnsentBanner (banner, holderId) {
  const unsent = await store.notesOf(holderId, "unsent")
  const begun = await store.draftCount(holderId)
  const words = [
    unsent.length ? `Saved on this phone, not sent: ${unsent.length}` : "",
    begun ? `Drafts on this phone: ${begun}` : ""
  ].filter(Boolean).join(". ")
  banner.hidden = !words
  if (banner.textContent !== words) banner.textContent = words
  return unsent.length
}

// On a page that the server made for `data-phone`, the id of who is signed in.
export async function startUnsentBanner (banner) {
  const id = banner.dataset.phone
  await store.lockWhatIsOld()
  for (const form of document.querySelectorAll("form[action$='/logout/']")) lockBeforeLeaving(form, id)
  await store.isHereNow(id)
  if (!await store.holder(id)) return
  for (const form of document.querySelectorAll("form[data-draft-url]")) keepWhenTheSignalWent(form, id)
  const go = async () => {
    if (!await showUnsentBanner(banner, id)) return
    await send()
    if (await showUnsentBanner(banner, id)) setTimeout(go, AGAIN)
  }
  await go()
}

function lockBeforeLeaving (form, id) {
  form.addEventListener("submit", async event => {
    if (form.dataset.locked) return
    event.preventDefault()
    form.dataset.locked = "1"
    try {
      await store.lock(id)
    } finally {
      form.submit()
    }
  })
}

// The ordinary form of a visit, when the signal or the sign-in was lost while typing: the note waits on the phone.
// The form is sent as usual only if its writer is the signed-in user.
function keepWhenTheSignalWent (form, holderId) {
  const planned = /^\/visits\/planned\/([0-9a-f-]{36})\/log\/$/.exec(location.pathname)?.[1]
  const packageId = /^\/packages\/([0-9a-f-]{36})\/visits\/log\/$/.exec(location.pathname)?.[1]
  if (!planned && !packageId) return
  // Another window may have another text under the same visit id: each is stored separately.
  const place = crypto.randomUUID()
  const problem = problemOf(form)
  let isWaiting = false
  window.addEventListener("pageshow", () => { isWaiting = false })
  form.dataset.waitsOnPhone = "yes"
  form.addEventListener("submit", async event => {
    if (form.dataset.reached) return
    event.preventDefault()
    if (isWaiting) return
    isWaiting = true
    problem.hidden = true
    try {
      if ((await whoIsHere())?.user === holderId) {
        form.dataset.reached = "1"
        form.requestSubmit(event.submitter)
        delete form.dataset.reached
        setTimeout(() => { isWaiting = false }, AGAIN)
        return
      }
      const about = planned ? { planned } : { package: packageId }
      const id = form.elements.namedItem("id")?.value || place
      await keepFor(holderId, place, noteOf(id, holderId, about, form), planned ?? packageId)
      location.assign("/phone/")
    } catch (error) {
      console.warn(error)
      problem.hidden = false
      problem.focus()
      // The form is in use again, and what is typed is kept on the server again.
      window.dispatchEvent(new Event("pageshow"))
    }
  })
}

// After signing out in another window there is no key: make a new one, and lock it at once.
async function keepFor (holderId, place, text, about) {
  const isKnown = Boolean(await store.holder(holderId))
  if (!isKnown) await store.beginHolder(holderId)
  await store.addNote(place, holderId, text, about, { keepsDraft: true })
  if (!isKnown) await store.lock(holderId)
}

function problemOf (form) {
  const problem = document.createElement("p")
  problem.className = "govuk-error-message"
  problem.setAttribute("role", "alert")
  problem.tabIndex = -1
  problem.hidden = true
  problem.textContent = "This phone could not save the note. Leave this page open and copy your text somewhere else."
  form.append(problem)
  return problem
}
