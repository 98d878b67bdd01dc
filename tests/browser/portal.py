"""What the stories of the portal share: a small phone, keys only, and the order in which a page is read aloud."""

from tests.browser.keyboard import move_to
from tests.browser.person import Person

PHONE = {"width": 320, "height": 720}


def follow(reader: Person, name: str, role: str = "link"):
    """Move to a link or button by Tab, press Enter, and check the page that follows."""
    move_to(reader.page, role, name)
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    reader.check()


def reads_in_order(page, *texts: str):
    """Check the order of these texts in the accessibility snapshot of the whole page, as a screen reader reads it."""
    snapshot = page.locator("body").aria_snapshot()
    at = 0
    for text in texts:
        found = snapshot.find(text, at)
        assert found >= 0, f"{text!r} is not read after the others on {page.url}:\n{snapshot}"
        at = found + len(text)
