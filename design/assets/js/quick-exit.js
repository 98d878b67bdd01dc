// "Leave this page": leave at once, and without this page in the history. A form of it signs out as well.
import { leave } from "./leaving.js"

export function startQuickExit () {
  for (const link of document.querySelectorAll("a[data-quick-exit]")) {
    link.addEventListener("click", event => {
      event.preventDefault()
      document.body.hidden = true
      window.location.replace(link.href)
    })
  }
  for (const form of document.querySelectorAll("form[data-quick-exit]")) {
    form.addEventListener("submit", event => {
      event.preventDefault()
      leave(form.action, form.dataset.quickExit)
    })
  }
}
