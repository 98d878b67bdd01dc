// The data on the phone. All personal data is encrypted with a key that no script can read: the browser makes it, stores
// it and uses it. Each holder (the id of a user) has their own key and sees only their own data.
import { keyOf } from "./fields.js"

const NAME = "casework-phone"
// "1" while anything is stored on this phone: casework.js then loads the script of the banner.
const FLAG = "casework-phone"
export const LONGEST_WITHOUT_SIGN_IN = 72 * 60 * 60 * 1000

let opened = null

function promised (request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function database () {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      // holders: {id, key, device, locked, signedInAt, pack, pass}; notes: {id, holder, kind, writtenAt, sealed, …}
      request.result.createObjectStore("holders", { keyPath: "id" })
      request.result.createObjectStore("notes", { keyPath: "id" }).createIndex("holder", "holder")
      request.result.createObjectStore("drafts", { keyPath: "id" }).createIndex("holder", "holder")
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opened
}

// Done only when it is on the disk: "strict" asks the browser not to answer from memory.
async function change (stores, work) {
  const transaction = (await database()).transaction(stores, "readwrite", { durability: "strict" })
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })
  const result = await work(transaction)
  await done
  return result
}

async function read (store, get) {
  return promised(get((await database()).transaction(store).objectStore(store)))
}

export const current = () => localStorage.getItem(`${FLAG}-holder`)

export const holder = id => read("holders", store => store.get(id))

export const holders = () => read("holders", store => store.getAll())

// The holder; if there is none, make one with a key.
export async function beginHolder (id) {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
  await change("holders", async transaction => {
    const store = transaction.objectStore("holders")
    if (!await promised(store.get(id))) {
      store.put({ id, key, device: crypto.randomUUID(), locked: false, signedInAt: Date.now(), pack: null })
    }
  })
  localStorage.setItem(FLAG, "1")
  localStorage.setItem(`${FLAG}-holder`, id)
  return holder(id)
}

export async function changeHolder (id, changes) {
  await change("holders", async transaction => {
    const store = transaction.objectStore("holders")
    const known = await promised(store.get(id))
    if (known) store.put({ ...known, ...changes })
  })
}

async function seal (key, text, name) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(name)
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, new TextEncoder().encode(text))
  return { iv, data }
}

async function unseal (key, sealed, name) {
  const additionalData = new TextEncoder().encode(name)
  return new TextDecoder().decode(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv, additionalData }, key, sealed.data)
  )
}

export async function keepPack (id, pack, pass) {
  const { key } = await holder(id)
  await changeHolder(id, { pack: await seal(key, JSON.stringify(pack), "pack"), pass })
}

export async function packOf (id) {
  const known = await holder(id)
  return known?.pack ? JSON.parse(await unseal(known.key, known.pack, "pack")) : null
}

// That a note was sent is remembered for two days.
export async function forgetOldSent (holderId) {
  const old = (await notesOf(holderId, "sent")).filter(note => Date.now() - note.sentAt > 48 * 60 * 60 * 1000)
  await change("notes", transaction => { for (const note of old) transaction.objectStore("notes").delete(note.id) })
}

// Notes: saved and not sent; and those sent today, without their text.

// `id` is the key of the note here; storing it again replaces it. The text has the visit's own id.
// A draft of the same visit written in another form (`keepsDraft`) is not replaced.
export async function addNote (id, holderId, text, about, { keepsDraft = false } = {}) {
  const { key } = await holder(holderId)
  const sealed = await seal(key, text, id)
  await change(["notes", "drafts"], transaction => {
    transaction.objectStore("notes").put({ id, holder: holderId, kind: "unsent", about, writtenAt: Date.now(), sealed })
    if (!keepsDraft) transaction.objectStore("drafts").delete(`${holderId} ${about}`)
  })
}

export async function notesOf (holderId, kind) {
  const all = await read("notes", store => store.index("holder").getAll(holderId))
  return all.filter(note => note.kind === kind).sort((one, other) => one.writtenAt - other.writtenAt)
}

export async function textOf (note) {
  return unseal((await holder(note.holder)).key, note.sealed, note.id)
}

// The server has it: delete the text, and remember for the list that it was sent.
export async function markSent (note, asks) {
  await change("notes", transaction => {
    transaction.objectStore("notes").put({
      id: note.id, holder: note.holder, kind: "sent", about: note.about, writtenAt: note.writtenAt, sentAt: Date.now(), asks
    })
  })
}

export async function markStuck (note, words) {
  await change("notes", transaction => transaction.objectStore("notes").put({ ...note, stuck: words }))
}

// A note that is begun and not saved. `visit` says whose and when, in case its card is gone later.
export async function keepDraft (holderId, visit, fields) {
  const { key } = await holder(holderId)
  const { planned, package: packageId, initials, day, day_words, begins } = visit
  const id = `${holderId} ${keyOf(visit)}`
  const kept = { visit: { planned, package: packageId, initials, day, day_words, begins }, fields }
  const sealed = await seal(key, JSON.stringify(kept), id)
  await change("drafts", transaction => transaction.objectStore("drafts").put({ id, holder: holderId, sealed }))
}

// Those of the earlier release have only the fields.
const asDraft = (kept, planned) => kept.visit
  ? kept
  : { visit: { planned, package: null, initials: "A visit", day: "", day_words: "", begins: "" }, fields: kept }

export async function draftOf (holderId, about) {
  const id = `${holderId} ${about}`
  const kept = await read("drafts", store => store.get(id))
  return kept ? asDraft(JSON.parse(await unseal((await holder(holderId)).key, kept.sealed, id)), about) : null
}

// The notes that are begun and not saved, the earliest first.
export async function begunOf (holderId) {
  const ids = await read("drafts", store => store.index("holder").getAllKeys(holderId))
  const drafts = await Promise.all(ids.map(id => draftOf(holderId, id.slice(holderId.length + 1))))
  const when = ({ day, begins }) => `${day} ${begins}`
  return drafts.filter(Boolean).map(draft => draft.visit).sort((one, other) => when(one) < when(other) ? -1 : 1)
}

export async function dropDraft (holderId, about) {
  await change("drafts", transaction => transaction.objectStore("drafts").delete(`${holderId} ${about}`))
}

export async function draftCount (holderId) {
  return (await read("drafts", store => store.index("holder").getAllKeys(holderId))).length
}

// How many notes of users other than `id` (null: of everybody) wait here, and the pass with which to hand them in.
export async function waitingOfOthers (id) {
  const found = []
  for (const known of await holders()) {
    const count = known.id === id ? 0 : (await notesOf(known.id, "unsent")).length
    if (count) found.push({ id: known.id, count, hasPass: Boolean(known.pass) })
  }
  return found
}

// Somebody has signed in: unlock their own data only.
export async function isHereNow (id) {
  for (const known of await holders()) {
    if (known.id === id) await changeHolder(id, { locked: false, signedInAt: Date.now() })
    else if (!known.locked) await lock(known.id)
  }
  if (await holder(id)) localStorage.setItem(`${FLAG}-holder`, id)
  else localStorage.removeItem(`${FLAG}-holder`)
}

// Leaving

async function forgetAll (id) {
  await change(["holders", "notes", "drafts"], async transaction => {
    transaction.objectStore("holders").delete(id)
    for (const name of ["notes", "drafts"]) {
      const store = transaction.objectStore(name)
      for (const key of await promised(store.index("holder").getAllKeys(id))) store.delete(key)
    }
  })
  if (current() === id) localStorage.removeItem(`${FLAG}-holder`)
  if (!(await holders()).length) localStorage.removeItem(FLAG)
}

// After signing out, or too long without a sign-in, the visits are deleted, and the key too unless notes wait to be
// sent; then everything stays encrypted until the same person signs in.
export async function lock (id) {
  const waiting = (await notesOf(id, "unsent")).length + await draftCount(id)
  if (waiting) await changeHolder(id, { locked: true, pack: null })
  else await forgetAll(id)
}

export async function lockWhatIsOld () {
  for (const known of await holders()) {
    if (Date.now() - known.signedInAt > LONGEST_WITHOUT_SIGN_IN && !known.locked) await lock(known.id)
  }
}
