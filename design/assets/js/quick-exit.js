// "Leave this page": away at once, and the page just left is not one step back in the history.
export function startQuickExit () {
  for (const link of document.querySelectorAll("a[data-quick-exit]")) {
    link.addEventListener("click", event => {
      event.preventDefault()
      document.body.hidden = true
      window.location.replace(link.href)
    })
  }
}
