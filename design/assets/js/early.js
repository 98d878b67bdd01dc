// Runs before the page is drawn, so that nothing moves: what a choice reveals is hidden from the start.
// If casework.js does not start, it is shown again.
import { hideAfterLeaving } from "./leaving.js"

hideAfterLeaving()

const supported = "govuk-frontend-supported"
document.documentElement.classList.add(supported)
window.addEventListener("load", () => {
  if (!document.body.classList.contains(supported)) document.documentElement.classList.remove(supported)
})
