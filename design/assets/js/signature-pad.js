// A box to sign in with a finger, a pen or a mouse. The drawing is put into the field as an SVG path.
const WIDTH = 600
const HEIGHT = 200
const SVG = "http://www.w3.org/2000/svg"

function element (name, attributes) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

function pad (box) {
  const input = box.querySelector("input")
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "cw-signature__pad", role: "img", "aria-label": "Box to sign in" })
  const line = element("path", { class: "cw-signature__line", d: input.value, fill: "none" })
  const clear = document.createElement("button")
  clear.type = "button"
  clear.className = "govuk-button govuk-button--secondary"
  clear.textContent = "Clear the box"
  svg.append(line)
  box.append(svg, clear)
  let drawing = false

  const keep = path => {
    input.value = path
    line.setAttribute("d", path)
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const place = event => {
    const edge = svg.getBoundingClientRect()
    const x = Math.round((event.clientX - edge.left) / edge.width * WIDTH)
    const y = Math.round((event.clientY - edge.top) / edge.height * HEIGHT)
    return `${Math.min(WIDTH, Math.max(0, x))} ${Math.min(HEIGHT, Math.max(0, y))}`
  }
  svg.addEventListener("pointerdown", event => {
    drawing = true
    svg.setPointerCapture(event.pointerId)
    const at = place(event)
    // A dot is a line too.
    keep(`${input.value}${input.value ? " " : ""}M${at} L${at}`)
    event.preventDefault()
  })
  svg.addEventListener("pointermove", event => { if (drawing) keep(`${input.value} L${place(event)}`) })
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { drawing = false })
  clear.addEventListener("click", () => keep(""))
}

export function startSignaturePads () {
  for (const box of document.querySelectorAll("[data-signature]")) pad(box)
}
