"""Every page: no accessibility violation, no script error, no sideways scrolling at 320 px.

`make pictures` also takes a picture of every page at three widths, and stores its HTML beside them.
"""

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.person import Person
from tests.cast import assemble
from tests.pages.matrix import ADDRESSES, Kind
from tests.pages.sampling import ONLY, is_page_in_share
from tests.pages.world import build

PICTURES = os.environ.get("PICTURES", "")
WIDTHS = (320, 390, 1440)

# A page is opened by the first of these users who may see it.
VIEWERS = ("amara", "ben", "sunita", "alan", "priya", "helen", "maya", "rosa")
WITHOUT_PAGE = {
    "achievement_document",
    "my_pdf",
    "plan_pdf",
    "update_pdf",
    "concern_sheet",
    "incident_sheet",
    "my_safety_card_download",
    "review_pdf",
    "review_text_file",
    "linked_review_text",
    "linked_review_pdf",
    "update_text_file",
    "linked_update_text",
    "linked_update_pdf",
    "plan_scan",
    "calendar",
    "account_list_csv",
    "stay_signed_in",
    "caseload_csv",
    "former_workers_csv",
    "people_csv",
    "referrals_csv",
    "workers_csv",
    "notice_pdf",
    "referral_times_csv",
    "health",
    "logo",
    "health_jobs",
    "hours_csv",
    "payroll_csv",
    "hours_money_csv",
    "phone_manifest",
    "phone_pack",
    "phone_who",
    "phone_worker",
    "import_errors",
    "import_sample",
    "import_sheet",
    "import_template",
    "package_document",
    "referral_document",
    "return_pdf",
    "risk_pdf",
}
PUBLIC = ("/accounts/login/", "/accounts/password/reset/", "/accounts/login/code/", "/service/", "/nowhere/")


def list_pages(world):
    """Yield each page of this run with the first viewer who may see it, and others where pages differ by role."""
    for address in ADDRESSES:
        if address.kind is Kind.VERB or address.name in WITHOUT_PAGE:
            continue
        if not (PICTURES and not ONLY) and not is_page_in_share(address.page):
            continue
        path = reverse(address.name, args=address.args(world.mine))
        viewers = 0
        for who in VIEWERS:
            if world.clients[who].get(path).status_code == 200:
                yield address.page, path, who
                viewers += 1
            if viewers and address.name not in ("home", "person", "me", "return", "referrals", "updates"):
                break


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("every page")
def test_every_page_is_accessible_at_320_px(browser, live_server, settings):
    """Given one record of every kind; when each page is opened; then it passes axe and fits a small phone."""
    settings.DEMO = True
    cast = assemble()
    world = build(cast)
    world.clients = {}
    for who in VIEWERS:
        world.clients[who] = Client()
        world.clients[who].force_login(getattr(cast, who))
    failures = []
    persons = {who: Person(browser, live_server.url, width=320, height=720) for who in VIEWERS}
    for who, person in persons.items():
        person.take_session(world.clients[who].cookies["sessionid"].value)
    for page, path, who in list_pages(world):
        name = f"{page.replace(' ', '_')}.{who}"
        failures += open_page(persons[who], page, path, name)
        if PICTURES:
            Path(PICTURES, f"{name}.html").write_bytes(world.clients[who].get(path).getvalue())
    nobody = Person(browser, live_server.url, width=320, height=720)
    for path in PUBLIC:
        failures += open_page(nobody, "signed out", path, f"public_{path.strip('/').replace('/', '_')}")
    for person in (*persons.values(), nobody):
        person.close()
    assert not failures, "\n".join(failures)


def open_page(person, page, path, picture) -> list[str]:
    try:
        person.go(path)
    except AssertionError as error:
        person.failures.clear()
        return [f"{page}: {error}"]
    if PICTURES:
        take_pictures(person, Path(PICTURES) / picture)
    return []


def take_pictures(person, start: Path) -> None:
    """Take a picture of the open page at each width; leave the narrowest."""
    for width in sorted(WIDTHS, reverse=True):
        person.page.set_viewport_size({"width": width, "height": 900 if width > 1000 else 720})
        person.picture(f"{start}.{width}.png")
