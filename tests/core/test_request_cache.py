"""The request cache: a value is fetched once per request and never stored longer."""

import contextlib
import datetime
import uuid

import pytest
from django.db import connection, transaction
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.walls import hidden_from, raise_wall
from contracts.models import Post
from contracts.services import relieve
from core import clock
from core.models import StateChange
from core.request_cache import cache_until_write, cached, only_reads, request_cache
from core.timeline import LENGTH, Entry, newest, timeline_source, to_entries
from core.verbs import verb


def test_a_value_is_fetched_once_per_request():
    calls = []

    def fetch():
        calls.append("again")
        return len(calls)

    with request_cache():
        assert [cached("key", fetch) for _ in range(3)] == [1, 1, 1]
    # The next request does not see it, and outside a request nothing is cached.
    with request_cache():
        assert cached("key", fetch) == 2
    assert [cached("key", fetch), cached("key", fetch)] == [3, 4]


def count() -> int:
    return cached("number of changes", StateChange.objects.count)


def make_change() -> StateChange:
    return StateChange(record_kind="made up", record_id=uuid.uuid4(), verb="verb", to_state="there")


@pytest.mark.django_db
def test_inside_a_verb_a_write_a_lock_or_a_rollback_empties_it(django_assert_num_queries):
    with cache_until_write():
        before = count()
        with django_assert_num_queries(0):
            assert count() == before
        StateChange.objects.bulk_create([make_change()])
        assert count() == before + 1
        list(StateChange.objects.select_for_update()[:1])
        with django_assert_num_queries(1):
            count()
        with contextlib.suppress(ValueError), transaction.atomic():
            StateChange.objects.bulk_create([make_change()])
            assert count() == before + 2
            raise ValueError
        assert count() == before + 1
    with django_assert_num_queries(2):
        assert count() == count()


@pytest.mark.django_db
def test_a_verb_reads_again_what_it_changed(cast):
    """Given a verb that raises a wall; then from there on it is behind the wall for the rest of the verb."""

    @verb
    def look_twice(*, by) -> list[bool]:
        return [
            is_hidden_from_amara(),
            raise_wall(record_id=cast.package.pk, user=cast.amara, reason="About her", by=by) is None,
            is_hidden_from_amara(),
        ]

    def is_hidden_from_amara() -> bool:
        return cast.package.pk in hidden_from(cast.amara)

    assert look_twice(by=cast.ben) == [False, False, True]


@pytest.mark.parametrize(
    ("sql", "is_read"),
    [
        ('SELECT "visits_visit"."updated_at" FROM "visits_visit"', True),
        ("(SELECT 1) UNION (SELECT 2)", True),
        ("EXECUTE compiled_1(%s)", True),
        ("SAVEPOINT s1", True),
        ('SELECT 1 FROM "visits_visit" FOR UPDATE SKIP LOCKED', False),
        ('SELECT 1 FROM "visits_visit" FOR NO KEY UPDATE', False),
        ("SELECT pg_advisory_xact_lock(%s)", False),
        ("SELECT pg_try_advisory_lock(%s)", False),
        ('WITH gone AS (DELETE FROM "core_message" RETURNING id) SELECT id FROM gone', False),
        ('INSERT INTO "core_message" VALUES (1)', False),
        ("ROLLBACK TO SAVEPOINT s1", False),
        ('COPY "core_message" FROM STDIN', False),
    ],
)
def test_only_a_plain_query_leaves_it_as_it_is(sql, is_read):
    assert only_reads(sql) is is_read


@pytest.mark.django_db
def test_a_post_that_ends_between_two_requests_is_gone_in_the_second(cast):
    """Given Ben, signed in; when his post ends; then his next request, on the day after, gets 404."""
    client = Client()
    client.force_login(cast.ben)
    assert client.get(reverse("people")).status_code == 200

    relieve(post=Post.objects.get(user=cast.ben), until_on=cast.today + datetime.timedelta(days=1), by=cast.alan)

    with clock.frozen_at(clock.now() + datetime.timedelta(days=1)):
        client.force_login(cast.ben)
        assert client.get(reverse("people")).status_code == 404


@pytest.mark.django_db
def test_the_newest_timeline_rows_of_several_tables_are_merged(cast):
    """Given more rows in two tables than are shown; then one query returns the newest of both in order."""
    records, minute = [uuid.uuid4(), uuid.uuid4()], datetime.timedelta(minutes=1)
    StateChange.objects.bulk_create(
        StateChange(
            record_kind="made up",
            record_id=records[number % 2],
            verb=f"verb {number}",
            to_state="there",
            recorded_at=clock.now() - number * minute,
            recorded_by=cast.ben if number % 3 else None,
        )
        for number in range(2 * LENGTH + 4)
    )
    sources = [
        timeline_source(
            lambda individual, user, record=record: StateChange.objects.filter(record_id=record),
            lambda row: Entry(at=row.at, title=row.columns["verb"], by=row.by),
            at="recorded_at",
            verb="verb",
        )
        for record in records
    ]

    entries = to_entries(sources, newest(sources, cast.individual, cast.ben), cast.individual.pk)

    assert [entry.title for entry in entries] == [f"verb {number}" for number in range(LENGTH)]
    assert [entry.by for entry in entries[:3]] == ["Automatic", "Ben Whitcombe", "Ben Whitcombe"]


@pytest.mark.django_db
def test_a_page_that_answers_a_post_asks_for_posts_once(cast):
    """Given a POST that is answered with a page; then its header, banner and footer ask for the posts once together."""
    request = RequestFactory().post(reverse("people"))
    request.user, request.csp_nonce = cast.amara, "nonce"
    with CaptureQueriesContext(connection) as queries:
        render(request, "404.html")
    assert len([query for query in queries if 'FROM "contracts_post"' in query["sql"]]) == 1
