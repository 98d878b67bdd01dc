// The page that opens without a network: today's and tomorrow's visits, and a form for each.
import { fetchPack, handIn, isInstalled, sayWaiting, send } from "./sending.js"
import { keyOf, today } from "./fields.js"
import { formPart } from "./form.js"
import * as store from "./store.js"
import { showUnsentBanner } from "./unsent-banner.js"

const AGAIN = 15_000
const STATES = { logged: ["Logged", "done"], held: ["On hold: in hospital", "held"] }

// Also for people in hospital: a visit on the ward is logged with its reason.
const canBeLogged = (visit, notes) =>
  ["planned", "held"].includes(visit.state) && !notes.some(note => note.about === visit.planned)

// An unplanned visit today, for each person whose visits are on the phone.
function withoutPlan (visits) {
  const people = new Map(visits.map(visit => [visit.package, visit]))
  return [...people.values()].map(visit => ({ ...visit, ...today(), planned: null, how: "", begins: "" }))
}

const isApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent)

export async function startApp (app) {
  const banner = document.querySelector("[data-unsent-banner]")
  const part = name => app.querySelector(`[data-part="${name}"]`)
  const form = formPart(part("form"), refresh)
  const handInBox = app.querySelector("[data-hand-in-box]")
  let state = "", timer = null, here = null

  // Tell screen readers that the page has changed.
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
    const begun = await store.begunOf(holder.id)
    const names = state === "signed out" ? ["signed-out", "list"] : ["list"]
    const visits = pack?.visits ?? []
    const open = visits.filter(visit => canBeLogged(visit, [...unsent, ...sent]))
    const apart = begun.filter(one => !open.some(visit => visit.planned === one.planned))
    const unplanned = withoutPlan(visits)
    const isWanted = visit => location.hash === `#${keyOf(visit)}`
    const [start, goOn] = [[...open, ...unplanned].find(isWanted), apart.find(isWanted)]
    const wanted = start || goOn ? { ...start, ...goOn } : null // a note that was begun keeps its own day
    if (wanted) {
      await form.open(holder.id, wanted) // filled in before anybody can type
      show("form")
      return
    }
    drawList(part("list"), { visits, unsent, sent, begun, elsewhere: pack?.elsewhere ?? [] })
    drawBegun(part("list"), apart, async visit => {
      await store.dropDraft(holder.id, keyOf(visit))
      await draw()
      part("list").querySelector("h1").focus()
    })
    drawUnplanned(part("list"), unplanned, [...unsent, ...sent])
    show(...names, ...await others(holder.id))
  }

  // How many notes of other users wait here; never whose.
  async function others (id) {
    const waiting = await store.waitingOfOthers(id)
    const sum = waiting.reduce((total, { count }) => total + count, 0)
    part("others").querySelector("[data-others]").textContent = `Locked notes of someone else on this phone, not sent yet: ${sum}`
    part("others").querySelector("[data-others-in]").replaceChildren(
      ...waiting.filter(({ hasPass }) => hasPass).map(one => handInButton(one))
    )
    return sum ? ["others"] : []
  }

  function handInButton ({ id, count }) {
    const button = line("button", "govuk-button govuk-button--secondary", count === 1 ? "Send 1 waiting note" : `Send ${count} waiting notes`)
    button.type = "button"
    button.addEventListener("click", async () => {
      button.disabled = true
      const status = part("others").querySelector("[data-others-status]")
      status.textContent = ""
      const isIn = await handIn(id)
      if (!isIn) status.textContent = "Not all notes were sent. Try again when you are online."
      await draw()
    })
    return button
  }

  async function draw () {
    if (!form.isAt(location.hash)) await form.close()
    const id = here ? here.user : store.current()
    const holder = id ? await store.holder(id) : null
    handInBox.hidden = true
    if (holder) await showUnsentBanner(banner, holder.id)
    else banner.hidden = true
    if (!holder) show(here ? "begin" : state === "signed out" ? "sign-in" : "not-here", ...await others(null))
    else if (holder.locked) {
      show(...(state === "signed out" ? ["locked", "signed-out"] : ["locked"]), ...await others(holder.id))
    } else await showList(holder)
    if (holder && state === "signed out" && holder.pass && (await store.notesOf(holder.id, "unsent")).length) {
      handInBox.hidden = false
    }
  }

  // Send what waits, fetch what is new, and update the page.
  async function refresh () {
    clearTimeout(timer)
    const result = await send()
    state = result.state
    here = result.here ?? null
    const holder = result.here ? await store.holder(result.here.user) : null
    if (holder) {
      await store.forgetOldSent(holder.id)
      await fetchPack(holder).catch(() => {})
    }
    // Do not redraw while somebody is typing.
    if (!form.isOpen() || !location.hash) await draw()
    else if (holder) await showUnsentBanner(banner, holder.id)
    const id = result.here?.user ?? store.current()
    if (id && state === "signed out") await sayWaiting(id)
    if (id && (await store.notesOf(id, "unsent")).length) timer = setTimeout(refresh, AGAIN)
  }

  app.querySelector("[data-begin]").addEventListener("click", async () => {
    const result = await send()
    if (!result.here) return refresh()
    await navigator.storage?.persist?.()
    await store.beginHolder(result.here.user)
    await refresh()
  })
  app.querySelector("[data-hand-in]").addEventListener("click", async () => {
    await handIn(store.current())
    await draw()
  })
  window.addEventListener("hashchange", () => draw())
  window.addEventListener("online", refresh)
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh() })

  app.querySelector("[data-apple]").hidden = !isApple() || isInstalled()
  await store.lockWhatIsOld()
  if (store.current()) await draw()
  await refresh()
  if ("serviceWorker" in navigator) await navigator.serviceWorker.register("/phone/sw.js", { scope: "/" }).catch(() => {})
  app.dataset.ready = "1"
}

// A concern is sent at once or not at all; without a signal there is the telephone.
function drawConcern (card, visit) {
  card.querySelector("[data-concern-line]").hidden = !visit.concern
  const concern = card.querySelector("[data-concern]")
  concern.href = visit.concern || "#main"
  concern.append(hiddenWords(` about ${visit.initials}`))
  const council = card.querySelector("[data-council]")
  for (const [name, number] of visit.council ?? []) {
    const ring = document.createElement("a")
    ring.className = "govuk-link"
    ring.href = `tel:${number.replace(/[^+0-9]/g, "")}`
    ring.textContent = number
    council.append(`${name}: `, ring, ". ")
  }
}

// A card per visit, by day.
function drawList (section, { visits, unsent, sent, begun, elsewhere }) {
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
    put("time", [`${visit.begins} – ${visit.ends}`, visit.how?.toLowerCase()].filter(Boolean).join(", "))
    put("who", visit.initials)
    put("address", visit.address)
    put("warning", visit.warning)
    put("way-in", visit.access_notes)
    put("needs", visit.needs)
    const isOpen = canBeLogged(visit, [...unsent, ...sent])
    const isBegun = isOpen && begun.some(one => one.planned === visit.planned)
    const [words, tone] = waiting ? ["Not sent", "soon"] : gone ? ["Sent", "done"]
      : isBegun ? ["Draft", "soon"] : STATES[visit.state] ?? ["", "brand"]
    put("pill", words)
    card.querySelector("[data-pill]").classList.add(`cw-pill--${tone}`)
    card.classList.add(`cw-card--${tone}`)
    put("note-status", waiting?.stuck ?? (gone?.asks ? "Needs checking: see “Notes from your phone”."
      : isOpen && visit.state === "held" ? "In hospital. If you meet there, the form asks for the reason under “Add: next step”." : ""))
    const log = card.querySelector("[data-log]")
    log.hidden = !isOpen
    log.href = `#${visit.planned}`
    log.append(hiddenWords(` to ${visit.initials} at ${visit.begins}`))
    // Only on the day. It is sent at once or not at all: the person would read it too late.
    const late = card.querySelector("[data-late]")
    card.querySelector("[data-late-line]").hidden = !isOpen || !visit.late || visit.day !== today().day
    late.href = visit.late || "#main"
    late.append(hiddenWords(` for ${visit.initials} at ${visit.begins}`))
    drawConcern(card, visit)
    cards.append(card)
  }
  section.querySelector("[data-none]").hidden = visits.length > 0
  const others = section.querySelector("[data-elsewhere]")
  others.replaceChildren(...elsewhere.map(({ unsent: count, installed, reported }) => line("p", "govuk-body",
    `Notes not sent yet in the ${installed ? "installed app" : "browser"}, on ${reported}: ${count}. Open Casework there and sign in.`)))
  others.hidden = elsewhere.length === 0
}

// Notes that were begun and have no card: their day has passed, or the visit belongs to somebody else now.
function drawBegun (section, begun, discard) {
  const box = section.querySelector("[data-begun]")
  const cardOf = box.querySelector("template")
  box.hidden = begun.length === 0
  box.querySelector("[data-begun-cards]").replaceChildren(...begun.map(visit => {
    const card = cardOf.content.firstElementChild.cloneNode(true)
    const name = [visit.initials, visit.day_words, visit.planned ? visit.begins : "not planned"].filter(Boolean).join(", ")
    card.querySelector("[data-who]").textContent = name
    const goOn = card.querySelector("[data-go-on]")
    goOn.href = `#${keyOf(visit)}`
    const away = card.querySelector("[data-discard]")
    for (const one of [goOn, away]) one.append(hiddenWords(`: ${name}`))
    away.addEventListener("click", () => discard(visit))
    return card
  }))
}

// People without a planned visit: a link for each, and the state of the last note.
function drawUnplanned (section, unplanned, notes) {
  const box = section.querySelector("[data-unplanned]")
  box.hidden = unplanned.length === 0
  box.querySelector("ul").replaceChildren(...unplanned.map(visit => {
    const item = document.createElement("li")
    const link = line("a", "govuk-link", visit.initials)
    const last = notes.filter(note => note.about === keyOf(visit)).at(-1)
    link.href = `#${keyOf(visit)}`
    link.prepend(hiddenWords("Log a visit to "))
    const words = !last ? "" : last.kind === "sent" ? "Sent" : last.stuck ?? "Not sent"
    item.append(link, line("span", "cw-muted", ` ${visit.address}`), line("span", "", words && ` ${words}`))
    return item
  }))
}

function line (tag, className, words) {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = words
  return made
}

const hiddenWords = words => line("span", "govuk-visually-hidden", words)
