"""What somebody who may not see Maya's record is sent of it: nothing, on any page, whatever the reason they may not.

Each standing brings about the reason; then its users read every page of this run and no answer may contain a canary: a
text that only Maya's record has. The number of answers is printed.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from accounts.models import Wall
from accounts.page_access import PageClass
from casework.models import Individual
from casework.services import declare_relation, lock_portal, merge, record_address
from contracts.services import suspend_account
from tests.casework.consent_builders import stop_consent
from tests.pages.matrix import ADDRESSES, EVERYBODY, Kind
from tests.pages.sampling import is_page_in_share
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker

SURNAME = "Quillonby"
CANARIES = {
    "name": SURNAME,
    "known as": "Quillie",
    "address": "Flat 9, Quill Court",
    "warning": "Quick dog at the door",
}


@dataclass(frozen=True)
class Standing:
    """Why `users` may not see the record: `begin` brings it about."""

    name: str
    users: str
    begin: Callable

    def __str__(self) -> str:
        return self.name


def wall(world, users: str, individual) -> None:
    Wall.objects.bulk_create(
        Wall(record_id=individual.pk, user=getattr(world.cast, who), reason="Test", recorded_by=world.cast.sunita)
        for who in users.split()
    )


def suspend(world) -> None:
    for who in ("amara", "priya", "maya", "rosa"):
        suspend_account(user=getattr(world.cast, who), reason="Phone stolen", by=world.cast.dana)


def merge_behind_a_wall(world) -> None:
    """Merge a record that is walled off from Amara and Priya into Maya’s: the wall counts for both."""
    other = Individual.objects.create(full_name=f"M {SURNAME}", recorded_by=world.cast.ben)
    merge(duplicate=other, into=world.mine.individual, reason="The same person", by=world.cast.ben)
    wall(world, "amara priya", other)


STAFF = " ".join(who for who in EVERYBODY.split() if who not in ("maya", "noel"))


def withdraw_consents(world):
    for decision in (world.mine.consent, world.mine.consent_to_ask):
        stop_consent(decision, world.cast.maya)


STANDINGS = [
    Standing("other people", "tomasz noel kofi ivor", lambda world: None),
    Standing("walled", STAFF, lambda world: wall(world, STAFF, world.mine.individual)),
    Standing("consent withdrawn", "rosa", withdraw_consents),
    Standing(
        "relation declared",
        "amara",
        lambda world: declare_relation(
            user=world.cast.amara,
            individual=world.mine.individual,
            declared_on=world.cast.today,
            words="My cousin",
            by=world.cast.amara,
        ),
    ),
    Standing("suspended", "amara priya maya rosa", suspend),
    Standing("locked", "maya rosa", lambda world: lock_portal(individual=world.mine.individual, by=world.cast.amara)),
    Standing("merged with a walled record", "amara priya", merge_behind_a_wall),
]


@pytest.mark.parametrize("standing", STANDINGS, ids=str)
def test_no_answer_contains_a_canary(world, standing):
    mine = world.mine.individual
    Individual.objects.filter(pk=mine.pk).update(
        full_name=f"Maya {SURNAME}",
        known_as=CANARIES["known as"],
        visit_warning=CANARIES["warning"],
    )
    place = {"kind": "post", "lines": CANARIES["address"], "area": "", "postcode": "", "note": ""}
    days = {"from_on": world.cast.today, "until_on": None}
    record_address(individual=mine, is_start_known=True, by=world.cast.amara, **place, **days)
    walker = Walker(world.cast)
    standing.begin(world)
    leaks, count = [], 0
    for address in ADDRESSES:
        path, page_class = path_and_class(address, world.mine)
        if address.kind is Kind.VERB or page_class is PageClass.DEMO_ONLY or not is_page_in_share(address.page):
            continue
        for who in standing.users.split():
            answer = walker.ask(who, "GET", path)
            count += 1
            file_bytes = getattr(answer.response, "file_bytes", b"")
            seen = answer.text + answer.location + file_bytes.decode(errors="replace")
            leaks += [f"{path} ({address.page}) as {who}: {name}" for name, text in CANARIES.items() if text in seen]
    print(f"{standing}: {count} answers, {len(leaks)} leaks")
    assert count > len(standing.users.split())
    if leaks:
        pytest.fail(f"{standing}, in {count} answers:\n  " + "\n  ".join(leaks), pytrace=False)
