"""Indicators 9 to 11 of C11: what people say at reviews is better, the same or worse; each person once (R54)."""

import pgtrigger
import pytest

from casework.services import end_package, merge
from core.dates import Period
from reporting.figures import rows_of
from reporting.indicators import INDICATORS, indicators_of
from reviews.models import Review
from tests.cast import assemble
from tests.factories import ReviewFactory
from tests.reporting.builders import AFTER, DAY, FIRST, LAST, QUARTER, TODAY, count, freeze_on
from tests.snapshots import build_once

KEYS = [
    "network-answered", "network-better", "network-same", "network-worse", "network-not-said",
    "life-answered", "life-better", "life-same", "life-worse", "life-not-said",
    "distress-answered", "distress-better", "distress-same", "distress-worse", "distress-not-said",
]  # fmt: skip


@pytest.fixture
def cast(db):
    """Given the cast on 6 July 2027."""
    with freeze_on(TODAY):
        yield build_once(assemble)


def review_on(cast, day, package=None, **answers) -> Review:
    columns = {"conducted_on": day, "met_on": day, "state": "conducted", "due_on": day, **answers}
    return ReviewFactory(package=package or cast.package, terms=cast.terms, **columns)


def figures(cast) -> dict[str, int]:
    """Return the fifteen figures that are not 0."""
    return {key: value for key in KEYS if (value := count(key, cast.tameside))}


def test_each_answer_counts_in_its_figure(cast):
    review_on(cast, FIRST, social_network="better", quality_of_life="same", managing_distress="worse")
    assert figures(cast) == dict.fromkeys(
        ["network-answered", "network-better", "life-answered", "life-same", "distress-answered", "distress-worse"], 1
    )


def test_who_prefers_not_to_say_is_apart_and_who_was_not_asked_is_in_no_figure(cast):
    review_on(cast, FIRST, social_network="not said", quality_of_life="not asked", managing_distress="")
    assert figures(cast) == {"network-not-said": 1}


@pytest.mark.parametrize(("day", "counted"), [(FIRST - DAY, 0), (FIRST, 1), (LAST, 1), (AFTER, 0)])
def test_the_review_took_place_in_the_quarter(cast, day, counted):
    review_on(cast, day, managing_distress="better")
    assert count("distress-better", cast.tameside) == count("distress-answered", cast.tameside) == counted


def test_a_person_counts_once_with_the_last_review_that_asked(cast):
    review_on(cast, FIRST, social_network="worse")
    last = review_on(cast, FIRST + 30 * DAY, social_network="better")
    review_on(cast, LAST, social_network="not asked")
    assert figures(cast) == {"network-answered": 1, "network-better": 1}
    (row,) = INDICATORS["network-better"].rows(cast.tameside, QUARTER)
    assert (row.record_id, row.individual_id) == (last.pk, cast.individual.pk)


def test_a_review_that_did_not_take_place_yet_counts_in_none(cast):
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=FIRST)
    assert figures(cast) == {}


def test_two_people_a_merged_record_and_the_other_contract(cast):
    review_on(cast, FIRST, quality_of_life="better")
    review_on(cast, LAST, package=cast.other_package, quality_of_life="same")
    review_on(cast, LAST, package=cast.links_package, quality_of_life="worse")
    assert figures(cast) == {"life-answered": 2, "life-better": 1, "life-same": 1}
    assert count("life-worse", cast.links) == 1
    assert rows_of(INDICATORS["life-better"], cast.tameside, QUARTER, frozenset({cast.individual.pk})) == []
    end_package(package=cast.other_package, ended_on=cast.today, reason="choice", by=cast.ben, destination="not known")
    merge(duplicate=cast.other_individual, into=cast.individual, reason="The same NHS number", by=cast.ben)
    assert figures(cast) == {"life-answered": 1, "life-same": 1}, "the last review of the two records"


def test_the_sum_of_the_answers_is_the_number_who_answered(cast):
    review_on(cast, FIRST, social_network="better")
    review_on(cast, FIRST, package=cast.other_package, social_network="same")
    parts = [count(f"network-{answer}", cast.tameside) for answer in ("better", "same", "worse")]
    assert sum(parts) == count("network-answered", cast.tameside) == 2


def test_a_contract_whose_terms_do_not_ask_prints_none_of_these_figures(cast):
    assert set(KEYS) <= {each.key for each in indicators_of(cast.tameside, QUARTER)}
    with pgtrigger.ignore("contracts.Terms:terms_written_once"):
        cast.tameside.terms.update(counts_review_answers=None)
    assert not set(KEYS) & {each.key for each in indicators_of(cast.tameside, Period(FIRST, AFTER))}
