"""Queries compiled once: other ids and another time give the rows that the query gives when it is built."""

import datetime
import uuid

import pytest

from core import clock
from core.compiled import MOST, NotConstantError, compiled_rows
from core.models import StateChange

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def changes(db) -> list[StateChange]:
    """Given six changes, one a minute."""
    return StateChange.objects.bulk_create(
        StateChange(
            record_kind="made up",
            record_id=uuid.uuid4(),
            verb=f"verb {number}",
            to_state="there",
            recorded_at=clock.now() - number * MINUTE,
        )
        for number in range(6)
    )


def verbs_of(ids):
    rows = StateChange.objects.filter(record_id__in=ids["records"], recorded_at__gte=clock.now() - 4 * MINUTE)
    return rows.order_by("verb").values_list("verb", "recorded_at")


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 6])
def test_the_rows_equal_those_of_the_query_built_anew(changes, count):
    for part in (changes[:count], changes[6 - count :]):
        ids = {"records": [change.record_id for change in part]}
        assert compiled_rows(verbs_of, ids, key="verbs") == list(verbs_of(ids))


def test_a_query_is_built_once_for_similar_numbers_of_ids(changes):
    built = []

    def build(ids):
        built.append(ids)
        return verbs_of(ids)

    for count in (3, 4, 3):
        compiled_rows(build, {"records": [change.record_id for change in changes[:count]]}, key="built once")
    assert len(built) == 1
    assert not any(change.record_id in built[0]["records"] for change in changes)


def test_only_the_query_that_was_used_the_longest_ago_is_dropped(changes):
    """Given as many queries as are stored, all used again but the second; then one more drops the second alone."""
    built = []

    def ask(number):
        def build(ids):
            built.append(number)
            return verbs_of(ids)

        compiled_rows(build, {"records": [changes[0].record_id]}, key=("dropped", number))

    for number in range(MOST):
        ask(number)
    for number in (*range(2, MOST), 0):
        ask(number)
    ask(MOST)
    assert built == [*range(MOST), MOST], "nothing was dropped before"
    ask(0)
    assert built[-1] == MOST, "the first was used since"
    ask(1)
    assert built[-1] == 1


def test_instants_are_counted_from_the_time_of_each_request(changes):
    ids = {"records": [change.record_id for change in changes]}
    before = compiled_rows(verbs_of, ids, key="verbs")
    with clock.frozen_at(clock.now() + 2 * MINUTE):
        assert len(compiled_rows(verbs_of, ids, key="verbs")) == len(before) - 2


def test_the_day_is_part_of_the_key(changes):
    ids = {"records": [change.record_id for change in changes]}

    def build(ids):
        return StateChange.objects.filter(record_id__in=ids["records"], recorded_at__date=clock.today()).values_list(
            "verb"
        )

    compiled_rows(build, ids, key="of today")
    with clock.frozen_at(clock.now() + datetime.timedelta(days=1)):
        assert compiled_rows(build, ids, key="of today") == []


def test_an_id_that_the_key_does_not_name_is_refused(changes):
    stray = changes[0].record_id
    with pytest.raises(NotConstantError, match=str(stray)):
        compiled_rows(lambda ids: StateChange.objects.filter(record_id=stray).values_list("verb"), {}, key="stray")
    at = changes[0].recorded_at.replace(microsecond=7)
    with pytest.raises(NotConstantError, match="is not counted from now"):
        compiled_rows(lambda ids: StateChange.objects.filter(recorded_at=at).values_list("verb"), {}, key="instant")


def test_the_ids_of_the_user_and_of_the_key_may_be_named(changes):
    first, second = changes[:2]
    for change in (first, second):
        rows = compiled_rows(
            lambda ids, pk=change.record_id: StateChange.objects.filter(record_id=pk).values_list("verb"),
            {},
            key="named",
            named={"user": change.record_id},
        )
        assert rows == [(change.verb,)]
    constant = first.record_id
    assert compiled_rows(
        lambda ids: StateChange.objects.filter(record_id=constant).values_list("verb"),
        {},
        key=("constant", constant),
        constants=[constant],
    ) == [(first.verb,)]


def test_rows_are_of_the_kind_that_the_query_gives(changes):
    ids = {"records": [change.record_id for change in changes]}

    def build(ids):
        return StateChange.objects.filter(record_id__in=ids["records"]).select_related("recorded_by").order_by("verb")

    assert compiled_rows(build, ids, key="instances") == list(build(ids))
    assert compiled_rows(lambda ids: build(ids).values("verb"), ids, key="dicts") == list(build(ids).values("verb"))
    assert compiled_rows(lambda ids: build(ids).none(), ids, key="none") == []


def test_a_query_that_reads_further_rows_is_refused(changes):
    with pytest.raises(NotConstantError, match="prefetches"):
        compiled_rows(lambda ids: StateChange.objects.prefetch_related("recorded_by"), {}, key="prefetches")
