"""Queries compiled once for users with the same posts give each user the rows of the query built for them."""

import pytest

from accounts.services import suspend_access
from accounts.walls import raise_wall
from casework import duties
from casework.access import user_rows
from casework.services import grant_inspection, open_with_reason
from contracts.posts import permissions
from core import clock
from core.compiled import compiled_rows
from core.request_cache import request_cache
from dashboard import caseload_board
from dashboard.home import sides
from dashboard.home.council import council_reading
from dashboard.home.notifications import unread_messages
from dashboard.home.own_visits import visits_today
from dashboard.home.reader import Reader, duties_of_week
from dashboard.home.urgent.rows import urgent_rows
from dashboard.home.urgent.staffing import uncovered_visits
from tests.cast import STAFF
from visits.duties import visits_to_log

# One instant for both ways: what is waiting is counted from it.
READ_AT = clock.now()


def nothing_else(world):
    """The world as it is."""


def grants(world):
    open_with_reason(individual=world.cast.individual, reason="On call tonight", by=world.cast.lewis)
    grant_inspection(individual=world.cast.individual, user=world.cast.helen, reason="Inspection", by=world.cast.ben)


def walls(world):
    """Walls around the person, a package, and single records below it."""
    cast = world.cast
    hidden = [cast.individual, cast.package, world.mine.plan, world.mine.visit, world.mine.concern]
    for user, record in zip([cast.amara, cast.ben, cast.dana, cast.tess, cast.omar], hidden, strict=True):
        raise_wall(record_id=record.pk, user=user, reason="named in a concern", by=None)


def suspended(world):
    suspend_access(user=world.cast.amara, reason="lost phone", by=world.cast.ben)


def rows_of(user, day):
    """Return what the pages that list a user's work show: duties, visits, referrals, holds, calls for help."""
    with request_cache():
        reader = Reader(user, READ_AT, permissions(user))
        return {
            "duties": duties.duty_items(user, day),
            "duties of the week": duties_of_week(user, day),
            "duties of packages": caseload_board.duties(user, day, list(packages_of(user, day))),
            "not logged": user_rows.first_rows(user, "not logged", lambda: visits_to_log(user, day), 9),
            "visits today": visits_today(user, day),
            "to cover": uncovered_visits(user, day),
            "referrals": sides.referral_counts(reader),
            "holds": sides.holds(reader),
            "reading": council_reading(reader),
            "on call": sides.who_answers(reader),
            "messages": sorted(
                message.pk for message in user_rows.first_rows(user, "messages", lambda: unread_messages(user), 99)
            ),
            "urgent": urgent_rows(reader),
        }


def packages_of(user, day):
    return caseload_board.people_of(user, day).order_by("pk").values_list("package", flat=True)[:5]


def built_anew(build, ids, **options):
    return list(build(ids))


@pytest.mark.parametrize("change", [nothing_else, grants, walls, suspended])
def test_every_user_gets_the_rows_of_their_own_query(world, monkeypatch, change):
    """In turn: users with the same posts reuse the query that was compiled for another."""
    change(world)
    shown = 0
    for name in STAFF:
        user = getattr(world.cast, name)
        user.refresh_from_db()
        monkeypatch.setattr(user_rows, "compiled_rows", compiled_rows)
        compiled = rows_of(user, world.cast.today)
        monkeypatch.setattr(user_rows, "compiled_rows", built_anew)
        assert compiled == rows_of(user, world.cast.today), name
        shown += sum(map(bool, compiled.values()))
    assert shown > len(STAFF), "the world has rows for many of them"
