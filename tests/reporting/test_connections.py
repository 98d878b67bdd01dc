"""The figures of connections maps: pairs only, each person once, counted by the database as a hand counts them."""

import pgtrigger
import pytest

from core.dates import Period
from reporting.figures import rows_of
from reporting.indicators import INDICATORS, indicators_of
from reviews.models import ConnectionsMap
from reviews.services import record_connections_map, withdraw_connections_map
from tests.cast import assemble
from tests.reporting.builders import AFTER, DAY, FIRST, LAST, QUARTER, TODAY, count, freeze_on
from tests.reviews.builders import domain_entries, make_map
from tests.snapshots import build_once

KEYS = [
    "connections-spread-up", "connections-spread-same", "connections-spread-down",
    "connections-people-up", "connections-people-same", "connections-people-down",
    "connections-places-up", "connections-places-same", "connections-places-down",
]  # fmt: skip


@pytest.fixture
def cast(db):
    """Given the cast on 6 July 2027; Maya's support started sixty days before the quarter."""
    with freeze_on(TODAY):
        cast = build_once(assemble)
        cast.package.__class__.objects.filter(pk=cast.package.pk).update(starts_on=FIRST - 60 * DAY)
        yield cast


def map_on(cast, day, written) -> ConnectionsMap:
    return make_map(cast, (cast.today - day).days, written)


def changes(cast) -> dict[str, int]:
    """Return the nine figures that are not 0."""
    return {key: value for key in KEYS if (value := count(key, cast.tameside))}


def test_a_first_map_alone_counts_in_no_figure(cast):
    map_on(cast, FIRST + DAY, {0: (["A friend"], [])})
    assert count("connections-maps", cast.tameside) == 0
    assert changes(cast) == {}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({0: (["Rosa", "2 x friends"], ["A café"]), 1: (["A nurse"], [])}, ("spread-up", "people-up", "places-down")),
        ({0: (["Rosa"], ["2 x cafés"])}, ("spread-same", "people-same", "places-same")),
        ({}, ("spread-down", "people-down", "places-down")),
        ({3: ([], ["3 x cafés"])}, ("spread-same", "people-down", "places-up")),
    ],
)
def test_the_later_map_is_compared_with_the_first(cast, written, expected):
    map_on(cast, FIRST - 30 * DAY, {0: (["Rosa"], ["2 x cafés"])})
    map_on(cast, FIRST + 9 * DAY, written)
    assert count("connections-maps", cast.tameside) == 1
    assert changes(cast) == {f"connections-{name}": 1 for name in expected}


@pytest.mark.parametrize(("day", "counted"), [(FIRST - DAY, 0), (FIRST, 1), (LAST, 1), (AFTER, 0)])
def test_the_later_map_is_made_in_the_quarter(cast, day, counted):
    map_on(cast, FIRST - 30 * DAY, {})
    map_on(cast, day, {0: (["Rosa"], [])})
    assert count("connections-maps", cast.tameside) == counted
    assert count("connections-people-up", cast.tameside) == counted


def test_a_person_counts_once_with_the_last_map_of_the_quarter(cast):
    map_on(cast, FIRST - 30 * DAY, {0: (["Rosa"], [])})
    map_on(cast, FIRST + DAY, {})
    last = map_on(cast, FIRST + 30 * DAY, {0: (["4 x friends"], [])})
    assert count("connections-maps", cast.tameside) == 1
    assert (count("connections-people-up", cast.tameside), count("connections-people-down", cast.tameside)) == (1, 0)
    (row,) = INDICATORS["connections-people-up"].rows(cast.tameside, QUARTER)
    assert (row.record_id, row.individual_id) == (last.pk, cast.individual.pk)


def test_a_withdrawn_map_is_not_counted(cast):
    first = map_on(cast, FIRST - 30 * DAY, {0: (["Rosa"], [])})
    map_on(cast, FIRST + DAY, {0: (["2 x friends"], [])})
    withdraw_connections_map(connections_map=first, reason="Another person’s", by=cast.amara)
    assert count("connections-maps", cast.tameside) == 0


def test_a_life_domain_of_one_map_only_is_not_compared(cast):
    gone, *_ = cast.life_domains
    map_on(cast, FIRST - 30 * DAY, {0: (["9 x friends"], []), 1: (["Rosa"], [])})
    gone.until_on = cast.today
    gone.save()
    later = map_on(cast, FIRST + DAY, {1: (["Rosa", "A friend"], [])})
    assert gone.pk not in set(later.domains.values_list("life_domain", flat=True))
    assert changes(cast) == dict.fromkeys(
        ["connections-spread-same", "connections-people-up", "connections-places-same"], 1
    )


def test_two_people_and_the_other_contract(cast):
    map_on(cast, FIRST - 30 * DAY, {})
    map_on(cast, FIRST + DAY, {0: (["Rosa"], [])})
    theirs = {"package": cast.other_package, "worker": cast.other_worker, "agreed_how": "Said yes", "by": cast.lewis}
    cast.other_package.__class__.objects.filter(pk=cast.other_package.pk).update(starts_on=FIRST - 60 * DAY)
    for day, written in ((FIRST - 5 * DAY, {1: (["Ula"], [])}), (LAST, {1: (["Ula"], ["A café"])})):
        entries = domain_entries(cast, written)
        record_connections_map(made_on=day, agreed_on=day, entries=entries, **theirs)
    assert count("connections-maps", cast.tameside) == 2
    assert count("connections-people-up", cast.tameside) == count("connections-people-same", cast.tameside) == 1
    assert count("connections-maps", cast.links) == 0
    hidden = frozenset({cast.individual.pk})
    assert len(rows_of(INDICATORS["connections-maps"], cast.tameside, QUARTER, hidden)) == 1


def test_a_contract_whose_terms_have_no_maps_prints_none_of_these_figures(cast):
    keys = {indicator.key for indicator in indicators_of(cast.tameside, QUARTER)}
    assert {"connections-maps", *KEYS} <= keys
    assert not {"connections-maps", *KEYS} & {indicator.key for indicator in indicators_of(cast.links, QUARTER)}
    assert "supported" in {indicator.key for indicator in indicators_of(cast.links, QUARTER)}
    with pgtrigger.ignore("contracts.Terms:terms_written_once"):
        cast.tameside.terms.update(asks_connections_map=False)
    keys = {indicator.key for indicator in indicators_of(cast.tameside, Period(FIRST, AFTER))}
    assert "connections-maps" not in keys
