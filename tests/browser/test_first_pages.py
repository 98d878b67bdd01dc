"""The first page of each sign-in that the demo prints. The pictures of the README are made here."""

import os

import pytest
from django.conf import settings as project
from django.core.management import call_command

from demo.logins import PASSWORD
from tests.pages.sampling import SHARE, part_of
from tests.smallest_demo import smallest_demo

# With SCREENSHOTS=1 the pictures go to docs/screens, from the whole demo; otherwise they are discarded.
KEEPS_PICTURES = os.environ.get("SCREENSHOTS") == "1"
PHONE = {"width": 390, "height": 844}
SIGN_INS = {
    "worker": PHONE,
    "teamlead": {},
    "oncall": {},
    "manager": {},
    "safeguarding": {},
    "finance": {},
    "admin": {},
    "keyworker": {},
    "referrer": {},
    "commissioner": {},
    "person": PHONE,
    "representative": PHONE,
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("demo data")
def test_the_first_page_of_each_sign_in(open_browser, settings, tmp_path, shared_folder):
    """Given the demo; when users of this run's share sign in; then their first page loads and passes axe."""
    settings.DEMO = True
    if KEEPS_PICTURES:
        call_command("demo_data", people=40)
    else:
        smallest_demo(shared_folder).restore()
    folder = project.BASE_DIR / "docs/screens" if KEEPS_PICTURES else tmp_path
    names = list(SIGN_INS) if KEEPS_PICTURES else part_of(list(SIGN_INS), SHARE)
    for name in names:
        person = open_browser(f"{name}@demo.example", PASSWORD, **SIGN_INS[name])
        person.go("/")
        assert "/accounts/" not in person.page.url, f"{name} is not signed in"
        person.page.screenshot(path=folder / f"{name}.png")
    assert len(list(folder.glob("*.png"))) >= len(names)
