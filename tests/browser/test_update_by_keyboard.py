"""An update is finished from its draft by keyboard alone: the key presses and pages are counted."""

import re

import pytest

from reviews.models import KeyworkerUpdate
from tests.cast import PASSWORD, assemble
from tests.factories import UpdateFactory, VisitFactory

WORDS = "She sleeps better and goes out twice a week. Evenings are still hard."
# A slow typist presses two keys a second; finding the next thing to press takes four seconds.
SECONDS_A_KEY, SECONDS_A_STOP = 0.5, 4


class Keyboard:
    """Keys on a page: Tab until something has the focus, text, Enter. Everything pressed is counted."""

    def __init__(self, person):
        self.person, self.page = person, person.page
        self.keys, self.stops, self.pages = 0, 0, 0

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1

    def tab_to(self, name: str, most: int = 60):
        """Press Tab until the element with this name has the focus."""
        self.stops += 1
        for _ in range(most):
            self.press("Tab")
            if self._focused(name):
                return
        raise AssertionError(f"{self.page.url}: {name!r} is not within {most} presses of Tab")

    def _focused(self, name: str) -> bool:
        words = self.page.evaluate(
            """() => {
                const element = document.activeElement
                const label = element.labels && element.labels[0]
                return ((label || element).innerText || element.value || "").trim()
            }"""
        )
        return re.match(re.escape(name), words) is not None

    def type(self, text: str):
        self.page.keyboard.type(text)
        self.keys += len(text)

    def enter(self):
        """Press Enter, which leads to the next page."""
        with self.page.expect_navigation():
            self.press("Enter")
        self.pages += 1
        self.person.check()

    @property
    def seconds(self) -> float:
        return self.keys * SECONDS_A_KEY + (self.stops + self.pages) * SECONDS_A_STOP


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_an_update_is_sent_from_its_draft_in_under_three_minutes_by_keyboard(open_browser, settings):
    """Given an update that is due; when it is written and sent by keyboard; then it takes three pages."""
    settings.DEMO = True
    cast = assemble()
    for _ in range(3):
        VisitFactory(package=cast.package, worker=cast.worker)
    update = UpdateFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    amara = open_browser(cast.amara.email, PASSWORD)
    amara.go(f"/updates/{update.pk}/")
    keyboard = Keyboard(amara)

    keyboard.tab_to("Write the update")
    keyboard.enter()
    keyboard.tab_to("How things are")
    keyboard.type(WORDS)
    keyboard.tab_to("Save and check")
    keyboard.enter()
    keyboard.tab_to("Send to the keyworker")
    keyboard.enter()

    update = KeyworkerUpdate.objects.get(pk=update.pk)
    assert (update.state, update.how_it_is) == ("sent", WORDS)
    assert "I want to cook for my sister" in update.progress
    assert (keyboard.pages, keyboard.stops) == (3, 4)
    print(f"{keyboard.keys} keys, {keyboard.pages} pages, {keyboard.seconds:.0f} seconds")
    assert keyboard.keys <= 240
    assert keyboard.seconds < 180
