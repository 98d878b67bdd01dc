// "Leave this page": leave at once, and without this page in the history.
export function startQuickExit () {
  for (const link of document.querySelectorAll("a[data-quick-exit]")) {
    link.addEventListener("click", event => {
      event.preventDefault()
      document.body.hidden = true
      window.location.replace(link.href)
    })
  }
}
