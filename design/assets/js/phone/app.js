// The page that opens without a network: today's and tomorrow's visits, and a form for each.
import { fetchPack, handIn, isInstalled, sayWaiting, send } from "./sending.js"
import { formPart } from "./form.js"
import * as store from "./store.js"
import { showStrip } from "./strip.js"

const AGAIN = 15_000
const STATES = { logged: ["Logged", "done"], held: ["Held: in hospital", "held"] }

const isApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent)

export async function startApp (app) {
  const strip = document.querySelector("[data-strip]")
  const part = name => app.querySelector(`[data-part="${name}"]`)
  const form = formPart(part("form"), refresh)
  const handInBox = app.querySelector("[data-hand-in-box]")
  let state = "", timer = null

  // Whoever cannot see the page is told that it has become another one.
  function show (...names) {
    const before = app.querySelector("[data-part]:not([hidden])")
    for (const one of app.querySelectorAll("[data-part]")) one.hidden = !names.includes(one.dataset.part)
    const now = app.querySelector("[data-part]:not([hidden])")
    if (before && now !== before) now.querySelector("h1")?.focus()
  }

  async function showList (holder) {
    const pack = await store.packOf(holder.id)
    const unsent = await store.notesOf(holder.id, "unsent")
    const sent = await store.notesOf(holder.id, "sent")
    const names = state === "signed out" ? ["signed-out", "list"] : ["list"]
    const wanted = pack?.visits.find(visit => location.hash === `#${visit.planned}`)
    if (wanted) {
      show("form")
      await form.open(holder.id, wanted)
      return
    }
    drawList(part("list"), { visits: pack?.visits ?? [], unsent, sent, elsewhere: pack?.elsewhere ?? [] })
    show(...names)
  }

  async function draw (here) {
    const id = here ? here.user : store.current()
    const holder = id ? await store.holder(id) : null
    handInBox.hidden = true
    if (holder) await showStrip(strip, holder.id)
    else strip.hidden = true
    if (!holder) show(here ? "begin" : state === "signed out" ? "sign-in" : "not-here")
    else if (holder.locked) show(...(state === "signed out" ? ["locked", "signed-out"] : ["locked"]))
    else await showList(holder)
    if (holder && state === "signed out" && holder.pass && (await store.notesOf(holder.id, "unsent")).length) {
      handInBox.hidden = false
    }
  }

  // Send what waits, fetch what is new, show what is so.
  async function refresh () {
    clearTimeout(timer)
    const result = await send()
    state = result.state
    const holder = result.here ? await store.holder(result.here.user) : null
    if (holder) {
      await store.forgetOldSent(holder.id)
      await fetchPack(holder).catch(() => {})
    }
    // Whoever is typing is not disturbed.
    if (!form.isOpen() || !location.hash) await draw(result.here)
    else if (holder) await showStrip(strip, holder.id)
    const id = result.here?.user ?? store.current()
    if (id && state === "signed out") await sayWaiting(id)
    if (id && (await store.notesOf(id, "unsent")).length) timer = setTimeout(refresh, AGAIN)
  }

  app.querySelector("[data-begin]").addEventListener("click", async () => {
    const { here } = await send()
    if (!here) return refresh()
    await navigator.storage?.persist?.()
    await store.beginHolder(here.user)
    await refresh()
  })
  app.querySelector("[data-hand-in]").addEventListener("click", async () => {
    await handIn(store.current())
    await draw(null)
  })
  window.addEventListener("hashchange", () => draw(null))
  window.addEventListener("online", refresh)
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh() })

  app.querySelector("[data-apple]").hidden = !isApple() || isInstalled()
  await store.lockWhatIsOld()
  if (store.current()) await draw(null)
  await refresh()
  if ("serviceWorker" in navigator) await navigator.serviceWorker.register("/phone/sw.js", { scope: "/" }).catch(() => {})
  app.dataset.ready = "1"
}

// A card per visit, by day.
function drawList (section, { visits, unsent, sent, elsewhere }) {
  const cards = section.querySelector("[data-cards]")
  const cardOf = section.querySelector("template")
  cards.replaceChildren()
  let day = ""
  for (const visit of visits) {
    if (visit.day !== day) {
      day = visit.day
      cards.append(line("h2", "govuk-heading-m", visit.day_words))
    }
    const card = cardOf.content.firstElementChild.cloneNode(true)
    const waiting = unsent.find(note => note.about === visit.planned)
    const gone = sent.find(note => note.about === visit.planned)
    const put = (name, words) => {
      const place = card.querySelector(`[data-${name}]`)
      place.textContent = words
      place.hidden = !words
    }
    put("time", `${visit.begins} – ${visit.ends}`)
    put("who", visit.initials)
    put("address", visit.address)
    put("warning", visit.warning)
    put("way-in", visit.way_in)
    const [words, tone] = waiting ? ["Not sent", "soon"] : gone ? ["Sent", "done"] : STATES[visit.state] ?? ["", "brand"]
    put("pill", words)
    card.querySelector("[data-pill]").classList.add(`cw-pill--${tone}`)
    card.classList.add(`cw-card--${tone}`)
    put("said", waiting?.stuck ?? (gone?.asks ? "It asks a question: look at your notes from the phone." : ""))
    const log = card.querySelector("[data-log]")
    log.hidden = Boolean(waiting || gone || visit.state !== "planned")
    log.href = `#${visit.planned}`
    log.append(hiddenWords(` to ${visit.initials} at ${visit.begins}`))
    cards.append(card)
  }
  section.querySelector("[data-none]").hidden = visits.length > 0
  const others = section.querySelector("[data-elsewhere]")
  others.replaceChildren(...elsewhere.map(({ unsent: count, installed, said }) => line("p", "govuk-body",
    `Notes wait in the ${installed ? "installed app" : "browser"} too: ${count}, it said on ${said}. Open Casework there and sign in.`)))
  others.hidden = elsewhere.length === 0
}

function line (tag, className, words) {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = words
  return made
}

const hiddenWords = words => line("span", "govuk-visually-hidden", words)
