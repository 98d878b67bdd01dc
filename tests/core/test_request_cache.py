"""The request cache: a value is fetched once per request and never stored longer."""

import datetime
import uuid

import pytest
from django.db import connection
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Post
from contracts.services import relieve
from core import clock
from core.models import StateChange
from core.request_cache import cached, request_cache
from core.timeline import LENGTH, Entry, newest, timeline_source, to_entries


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
