// "Leave this page": away at once, and the page just left is not one step back in the history.
export function startLeaving () {
  for (const link of document.querySelectorAll("a[data-leave]")) {
    link.addEventListener("click", event => {
      event.preventDefault()
      document.body.hidden = true
      window.location.replace(link.href)
    })
  }
}
