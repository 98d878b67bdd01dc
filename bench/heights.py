"""How high a page is in Chromium."""

from playwright.sync_api import sync_playwright

from servers import packages

WIDTHS = (1440, 390)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def heights(address: str, cookie: str) -> list[int]:
    """Return the height in pixels of the page at each of `WIDTHS`, signed in by `cookie` ("name=value")."""
    name, _, value = cookie.partition("=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=packages.browser(), args=ARGUMENTS)
        measured = []
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.context.add_cookies([{"name": name, "value": value, "url": address}])
            page.goto(address)
            measured.append(page.evaluate("document.documentElement.scrollHeight"))
            page.close()
        browser.close()
    return measured
