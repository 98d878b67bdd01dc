"""Logging a visit takes few taps."""

import datetime

import pytest

from core import clock
from tests.cast import PASSWORD, assemble
from visits.models import PlannedVisit, Visit

PHONE = {"width": 320, "height": 720}
MINUTE = datetime.timedelta(minutes=1)


class TapCounter:
    """Press elements and remember their labels."""

    def __init__(self, person):
        self.person, self.pressed = person, []

    def __call__(self, locator):
        self.pressed.append(locator.inner_text())
        locator.click()
        self.person.page.wait_for_load_state()
        self.person.check()


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_a_visit_is_logged_with_six_taps_from_the_first_page(open_browser, settings):
    settings.DEMO = True
    cast = assemble()
    begins = max(clock.instant_on(cast.today, datetime.time(0)), clock.now() - 120 * MINUTE).replace(
        second=0, microsecond=0
    )
    planned = PlannedVisit.objects.create(
        package=cast.package, worker=cast.worker, starts_at=begins, ends_at=begins + 30 * MINUTE
    )
    amara = open_browser(cast.amara.email, PASSWORD, **PHONE)
    page, tap = amara.page, TapCounter(amara)

    tap(page.get_by_role("link", name="Log this visit"))
    tap(page.get_by_role("group", name="Did the visit go ahead?").get_by_text("Yes", exact=True))
    box, button = page.get_by_label("Start time"), page.get_by_role("button", name="Started now")
    bottom = sum(box.bounding_box()[part] for part in ("y", "height"))
    assert button.bounding_box()["y"] >= bottom, "the buttons cover the boxes"
    tap(page.get_by_role("button", name="Same as planned"))
    tap(page.get_by_text("Face to face", exact=True))
    amara.fill("What happened", "Walked to the allotment.\nShe spoke first.")
    tap(page.get_by_role("button", name="Save visit"))

    assert len(tap.pressed) <= 6, tap.pressed
    visit = Visit.objects.get(planned=planned)
    assert (visit.started_at, visit.ended_at) == (planned.starts_at, planned.ends_at)
    assert (visit.times_from, visit.outcome) == ("plan", "yes")
    assert visit.notes.splitlines() == ["Walked to the allotment.", "She spoke first."]

    # The next one is started and ended by tap and then corrected: the form says so.
    amara.go(f"/packages/{cast.package.pk}/visits/log/")
    tap(page.get_by_role("button", name="Started now"))
    tap(page.get_by_role("button", name="Finished now"))
    assert page.locator("input[name=times_from]").input_value() == "tapped"
    amara.fill("End time", "23:59")
    assert page.locator("input[name=times_from]").input_value() == "typed"
