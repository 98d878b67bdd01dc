"""What somebody who may not see a record is sent of it: nothing, on any page, whatever the reason they may not.

Each standing brings about the reason; then its users read every page of this run, and no answer may contain a canary: a
text that only that record has (`tests/pages/canaries.py`). The number of answers is printed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from accounts.models import Wall
from accounts.page_access import PageClass
from casework.models import ConsentDecision, Individual
from casework.services import declare_relation, lock_portal, merge
from contracts.services import end_roles, suspend_account
from tests.casework.consent_builders import stop_consent
from tests.pages.canaries import CANARY, everything_in, plant
from tests.pages.matrix import ADDRESSES, EVERYBODY, Kind
from tests.pages.sampling import is_page_in_share
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker

STAFF = " ".join(who for who in EVERYBODY.split() if who not in ("maya", "noel"))
# A representative chooses under this name whom a message to us is about, whatever they may see: they know it.
KNOWN = {("rosa", "Representative.known_as")}
FORMER = "amara tess omar sunita farah priya rui helen duty"


@dataclass(frozen=True)
class Standing:
    """Why `users` may not see the record `of` somebody: `begin` brings it about. They read the pages of `about`."""

    name: str
    users: str
    begin: Callable
    of: str = "mine"
    about: tuple[str, ...] = ("mine",)

    def __str__(self) -> str:
        return self.name


def nothing(world) -> None:
    """No reason is needed."""


def wall(world, users: str, individual) -> None:
    Wall.objects.bulk_create(
        Wall(record_id=individual.pk, user=getattr(world.cast, who), reason="Test", recorded_by=world.cast.sunita)
        for who in users.split()
    )


def withdraw_consents(world) -> None:
    """Withdraw all that Rosa may see or ask for; she remains a representative who may write to us."""
    for decision in ConsentDecision.objects.for_party(world.mine.representative).newest():
        if decision.is_given:
            stop_consent(decision, world.cast.maya)


def declare(world) -> None:
    relation = {"individual": world.mine.individual, "declared_on": world.cast.today, "words": "My cousin"}
    declare_relation(user=world.cast.amara, by=world.cast.amara, **relation)


def suspend(world) -> None:
    for who in ("amara", "priya", "maya", "rosa"):
        suspend_account(user=getattr(world.cast, who), reason="Phone stolen", by=world.cast.dana)


def end_posts(world) -> None:
    """End every role of theirs now. Their accounts remain."""
    for who in FORMER.split():
        end_roles(user=getattr(world.cast, who), until_on=world.cast.today, by=world.cast.ben)


def merge_behind_a_wall(world) -> None:
    """Merge a record that is walled off from Amara and Priya into Maya’s: the wall counts for both."""
    other = Individual.objects.create(full_name="M Quillonby", recorded_by=world.cast.ben)
    merge(duplicate=other, into=world.mine.individual, reason="The same person", by=world.cast.ben)
    wall(world, "amara priya", other)


BOTH = ("mine", "theirs")
STANDINGS = [
    Standing("own", "maya", nothing, "theirs", BOTH),
    Standing("other people", "tomasz noel kofi ivor", nothing, "mine", BOTH),
    Standing("walled", STAFF, lambda world: wall(world, STAFF, world.mine.individual)),
    Standing("consent withdrawn", "rosa", withdraw_consents),
    Standing("relation declared", "amara", declare),
    Standing("suspended", "amara priya maya rosa", suspend),
    Standing("post ended", FORMER, end_posts),
    Standing("locked", "maya rosa", lambda world: lock_portal(individual=world.mine.individual, by=world.cast.amara)),
    Standing("merged with a walled record", "amara priya", merge_behind_a_wall),
]


def read_every_page(world, standing: Standing) -> Iterator[tuple[str, str, str]]:
    """Yield the page, the user and all that is sent, for each page of this run."""
    walker = Walker(world.cast)
    for address in ADDRESSES:
        if address.kind is Kind.VERB or not is_page_in_share(address.page):
            continue
        for path, page_class in {path_and_class(address, getattr(world, whose)) for whose in standing.about}:
            if page_class is not PageClass.DEMO_ONLY:
                for who in standing.users.split():
                    yield f"{path} ({address.page})", who, everything_in(walker.ask(who, "GET", path))


@pytest.mark.parametrize("standing", STANDINGS, ids=str)
def test_no_answer_contains_a_canary(world, standing):
    planted = plant(getattr(world, standing.of).individual)
    standing.begin(world)
    leaks, count = defaultdict(set), 0
    for page, who, sent in read_every_page(world, standing):
        count += 1
        for canary in set(CANARY.findall(sent)) & set(planted):
            if (who, planted[canary]) not in KNOWN:
                leaks[page, planted[canary]].add(who)
    print(f"{standing}: {len(planted)} canaries, {count} answers, {len(leaks)} leaks")
    assert len(planted) > 200
    assert count > len(standing.users.split())
    if leaks:
        words = [f"{page}: {column} as {' '.join(sorted(users))}" for (page, column), users in leaks.items()]
        pytest.fail(f"{standing}, in {count} answers:\n  " + "\n  ".join(words), pytrace=False)
