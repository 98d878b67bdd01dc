// Behaviour on top of pages that already work without it.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs"
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs"
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs"
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs"
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs"
import { startQuickExit } from "./quick-exit.js"
import { startSignaturePads } from "./signature-pad.js"
import { startTimeButtons } from "./time-buttons.js"
import { saveDrafts } from "./drafts.js"
import { startIdleWarning } from "./idle.js"

// aria-expanded is not allowed on a radio; what it shows follows it in the reading order.
class QuietRadios extends Radios {
  syncConditionalRevealWithInputState (input) {
    super.syncConditionalRevealWithInputState(input)
    input.removeAttribute("aria-expanded")
  }
}

// The policy allows no inline script, so the classes that the components look for are set here.
document.body.classList.add("js-enabled", "govuk-frontend-supported")

// A page that answers what was sent, a refused form or the check of the answers, is opened anew when somebody comes back
// to it: the browser would ask to send it again, and without the answer show an error. What was typed is a draft.
// After the skip link, the part of the page in the address would also take the focus from the errors.
if (document.querySelector(".govuk-error-summary, button[name=confirmed]")) {
  window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search)
}

for (const Component of [Button, Checkboxes, ErrorSummary, QuietRadios, SkipLink]) {
  for (const root of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
    try {
      new Component(root)
    } catch (problem) {
      // When one component fails, the plain page remains and the other components work.
      console.warn(problem)
    }
  }
}

startQuickExit()
startSignaturePads()
startTimeButtons()
saveDrafts()
startIdleWarning()

// Notes written without a signal: loaded only on a phone that is in use for them.
const banner = document.querySelector("[data-phone]")
if (banner && window.localStorage.getItem("casework-phone") === "1") {
  import(banner.dataset.phoneScript).then(phone => phone.startUnsentBanner(banner)).catch(problem => console.warn(problem))
}
