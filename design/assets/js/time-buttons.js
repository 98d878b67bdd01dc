// Buttons beside two time boxes: "Now" at each, and the planned times if there are any. A third, hidden box says how the
// times were entered: "tapped" if both were, "typed" as soon as somebody typed. data-time-of-now="no": no "Now".
function now () {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" }).format(new Date())
}

function button (words, press) {
  const made = document.createElement("button")
  made.type = "button"
  made.className = "govuk-button govuk-button--secondary cw-time-button"
  made.textContent = words
  made.addEventListener("click", press)
  return made
}

function start (form) {
  const [first, second, source] = form.dataset.timeButtons.split(" ").map(name => form.elements[name])
  const from = new Map([[first, first.value ? source.value || "typed" : ""], [second, second.value ? source.value || "typed" : ""]])
  const say = () => {
    const ways = new Set([...from.values()].filter(Boolean))
    source.value = ways.size === 1 ? [...ways][0] : "typed"
  }
  const set = (box, value, way) => {
    box.value = value
    from.set(box, way)
    say()
    box.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "tapped" }))
  }
  const row = document.createElement("div")
  row.className = "cw-time-buttons"
  for (const [box, words] of [[first, "Started now"], [second, "Finished now"]]) {
    box.addEventListener("input", event => {
      if (event.detail !== "tapped") {
        from.set(box, "typed")
        say()
      }
    })
    if (form.dataset.timeOfNow !== "no") row.append(button(words, () => set(box, now(), "tapped")))
  }
  const planned = (form.dataset.plannedTimes || "").split(" ").filter(Boolean)
  if (planned.length === 2) {
    row.append(button(`Same as planned, ${planned.join(" to ")}`, () => {
      set(first, planned[0], "plan")
      set(second, planned[1], "plan")
    }))
  }
  first.closest("fieldset").after(row)
}

export function startTimeButtons () {
  for (const form of document.querySelectorAll("form[data-time-buttons]")) start(form)
}
