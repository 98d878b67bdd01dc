// "Saved on this phone, not sent: 3", on every page of the person whose notes they are.
import { noteOf } from "./fields.js"
import { send, whoIsHere } from "./sending.js"
import * as store from "./store.js"

const AGAIN = 30_000

export async function showStrip (strip, holderId) {
  const unsent = await store.notesOf(holderId, "unsent")
  const words = `Saved on this phone, not sent: ${unsent.length}`
  strip.hidden = unsent.length === 0
  if (strip.textContent !== words) strip.textContent = words
  return unsent.length
}

// On a page that the server made for `data-phone`, the id of who is signed in.
export async function startStrip (strip) {
  const id = strip.dataset.phone
  await store.lockWhatIsOld()
  for (const form of document.querySelectorAll("form[action$='/logout/']")) lockBeforeLeaving(form, id)
  await store.isHereNow(id)
  if (!await store.holder(id)) return
  for (const form of document.querySelectorAll("form[data-unsaved]")) keepWhenTheSignalWent(form, id)
  const go = async () => {
    if (!await showStrip(strip, id)) return
    await send()
    if (await showStrip(strip, id)) setTimeout(go, AGAIN)
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

// The ordinary form of a visit, when the signal went while it was typed: the note waits on the phone instead.
function keepWhenTheSignalWent (form, holderId) {
  const planned = /^\/visits\/planned\/([0-9a-f-]{36})\/log\/$/.exec(location.pathname)?.[1]
  const packageId = /^\/packages\/([0-9a-f-]{36})\/visits\/log\/$/.exec(location.pathname)?.[1]
  if (!planned && !packageId) return
  form.addEventListener("submit", async event => {
    if (form.dataset.reached) return
    event.preventDefault()
    if (await whoIsHere() !== undefined) {
      form.dataset.reached = "1"
      form.requestSubmit(event.submitter)
      return
    }
    const id = crypto.randomUUID()
    const about = planned ? { planned } : { package: packageId }
    const text = noteOf(id, holderId, about, form)
    await store.addNote(id, holderId, text, planned ?? packageId)
    location.assign("/phone/")
  })
}
