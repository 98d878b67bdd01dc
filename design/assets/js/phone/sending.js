// Sends the notes of the signed-in user that wait. The server stores a note once, however often it is sent, so a note
// is sent again when in doubt.
import * as store from "./store.js"

const AT_ONCE = 20
const PATIENCE = 10_000

// A network without an answer counts as no network.
async function ask (path, options, patience = PATIENCE) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    return await fetch(path, { redirect: "manual", cache: "no-store", ...options, signal: stop.signal })
  } finally {
    clearTimeout(timer)
  }
}

// Who is signed in here: {user}, null when nobody is, undefined when the server cannot be asked.
export async function whoIsHere () {
  try {
    const answer = await ask("/phone/who/")
    if (answer.type === "opaqueredirect" || answer.status === 403) return null
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

export const isInstalled = () => window.matchMedia("(display-mode: standalone)").matches || navigator.standalone === true

export async function fetchPack (holder) {
  const answer = await ask(`/phone/pack/?device=${holder.device}`)
  if (!answer.ok) return
  const { pass, ...pack } = await answer.json()
  await store.keepPack(holder.id, pack, pass)
}

const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? ""

async function post (path, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() }
  const answer = await ask(path, { method: "POST", headers, body: JSON.stringify(body) }, 6 * PATIENCE)
  return answer.ok ? (await answer.json()).answers : null
}

// `path` and `more` say how: as the signed-in user, or with the pass of the phone.
async function sendAll (holder, path, more) {
  const waiting = await store.notesOf(holder.id, "unsent")
  let left = waiting.length
  for (let first = 0; first < waiting.length; first += AT_ONCE) {
    const some = waiting.slice(first, first + AT_ONCE)
    const entries = await Promise.all(some.map(store.textOf))
    const device = { id: holder.device, unsent: left - some.length, installed: isInstalled() }
    const answers = await post(path, { ...more, entries, device })
    if (!answers) return false
    for (const [place, note] of some.entries()) {
      const { kept, asks, words } = answers[place]
      if (kept) await store.markSent(note, asks)
      else await store.markStuck(note, words)
      left -= kept ? 1 : 0
    }
  }
  return true
}

// One tab at a time; the others need not wait for it.
function alone (work) {
  return navigator.locks ? navigator.locks.request("casework-phone-sending", work) : work()
}

// Send as the person who is signed in. Returns the state for the page: "sent", "signed out", "no network", "refused".
export async function send () {
  const here = await whoIsHere()
  if (here === undefined) return { state: "no network" }
  if (here === null) return { state: "signed out" }
  await store.isHereNow(here.user)
  const holder = await store.holder(here.user)
  if (!holder) return { state: "sent", here }
  try {
    const all = await alone(() => sendAll(holder, "/phone/entries/", {}))
    return { state: all ? "sent" : "refused", here }
  } catch {
    return { state: "no network", here }
  }
}

// Signed out, the phone can still say how many notes wait, so that the other storage warns of them.
export async function sayWaiting (id) {
  const holder = await store.holder(id)
  if (!holder?.pass) return
  const device = { id: holder.device, unsent: (await store.notesOf(id, "unsent")).length, installed: isInstalled() }
  await post("/phone/hand-in/", { pass: holder.pass, entries: [], device }).catch(() => {})
}

// For somebody who can no longer sign in: hand in the notes with the pass of the phone. Returns whether all were sent.
export async function handIn (id) {
  const holder = await store.holder(id)
  const all = await alone(() => sendAll(holder, "/phone/hand-in/", { pass: holder.pass })).catch(() => false)
  // The server has everything, and nobody is signed in: delete the key.
  if (all) await store.lock(id)
  return all
}
