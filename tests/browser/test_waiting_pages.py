"""The pages for referrals, on the narrowest phone and on a wide screen."""

import os
from pathlib import Path

import pytest

from demo.logins import PASSWORD
from referrals.models import CapacityNotice, Referral
from tests.browser.person import Person
from tests.smallest_demo import smallest_demo

WIDTHS = (320, 1440)
PICTURES = os.environ.get("PICTURES")


def keep_picture(person: Person, name: str) -> None:
    """Take a picture of the page if this run keeps pictures."""
    if PICTURES:
        person.picture(Path(PICTURES) / name)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("demo data")
def test_every_page_fits_the_screen_and_is_accessible(open_browser, settings, shared_folder):
    """Given the demo; then lists, the waiting list, a notice and a decision fit the screen and pass axe."""
    settings.DEMO = True
    smallest_demo(shared_folder).restore()
    waiting = Referral.objects.filter(state="waiting", contract__name__contains="Tameside").first()
    waiting = waiting or Referral.objects.filter(state="waiting").first()
    notice = CapacityNotice.objects.filter(lines__isnull=False).first()
    pages = {
        "manager": {
            "list": "/referrals/",
            "waiting": f"/referrals/waiting/?contract={waiting.contract_id}",
            "times": "/referrals/times/?from_on_day=1&from_on_month=1&from_on_year=2020"
            "&until_on_day=1&until_on_month=1&until_on_year=2040",
            "decline": f"/referrals/{waiting.pk}/decline/",
            "place": f"/referrals/{waiting.pk}/place/",
            "tell": f"/notices/new/{waiting.contract_id}/",
            "notice": f"/notices/{notice.pk}/",
        },
        "commissioner": {"notices": "/notices/", "notice-read": f"/notices/{notice.pk}/"},
        "referrer": {"own": "/referrals/"},
    }
    for name, addresses in pages.items():
        for width in WIDTHS:
            person = open_browser(f"{name}@demo.example", PASSWORD, width=width, height=900)
            for page, address in addresses.items():
                person.go(address)
                keep_picture(person, f"{page}-{width}.png")
            if name == "manager":
                person.go(addresses["decline"])
                person.fill("What capacity is missing?", "Two workers at a time every evening")
                person.press("Continue")
                person.sees("Check your answers", "Two workers at a time every evening", "Capacity on")
                person.check()
                keep_picture(person, f"check-{width}.png")
                person.press("Change")
                typed = person.page.get_by_label("What capacity is missing?").input_value()
                assert typed == "Two workers at a time every evening"
