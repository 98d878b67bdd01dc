"""A word of 200 letters, as an address or a slip of the hand makes it, does not widen a page on a phone."""

from django.urls import reverse

# Puts the word into every text of the page but those that are ours alone: buttons, menus, charts, choices.
LENGTHEN = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
  const ours = "select, svg, script, style, template, button, thead, caption, .govuk-button"
  const texts = []
  while (walker.nextNode()) {
    const text = walker.currentNode
    if (text.data.trim() && !text.parentElement.closest(ours)) texts.push(text)
  }
  for (const text of texts) {
    const word = document.createElement("span")
    word.textContent = "W".repeat(200)
    // As the cells of a table are drawn.
    if (text.parentElement.closest("td, th")) word.className = "cw-long-word"
    text.replaceWith(word)
  }
  return texts.length
}"""
WIDER = """() => [...document.querySelectorAll("main *")]
  .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
  .filter(element => !element.closest(".cw-scroll, svg, thead, .govuk-visually-hidden"))
  .filter(element => getComputedStyle(element).position !== "absolute")
  .map(element => `${element.tagName}.${element.className}`)"""


def test_no_component_grows_with_a_long_word_at_320_px(browser, live_server, settings):
    settings.DEMO = True  # the gallery is a page of the demo
    page = browser.new_page(viewport={"width": 320, "height": 720})
    page.goto(live_server.url + reverse("gallery"))
    page.wait_for_load_state("networkidle")
    assert page.evaluate(LENGTHEN) > 50
    assert page.evaluate(WIDER) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
