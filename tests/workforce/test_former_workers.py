"""The list of workers who have left."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests.casework.test_package import DAY, make_worker
from workforce.models import Worker
from workforce.services import end_employment
from workforce.staff import views


def leave(cast, name: str, left_on: datetime.date, reason: str = "retired", **more) -> Worker:
    """Take on a worker long ago who leaves after `left_on`."""
    worker = make_worker(cast, name, started_on=left_on - 900 * DAY, **more)
    return end_employment(worker=worker, left_on=left_on, reason=reason, by=cast.ben)


def open_list(user, **filters):
    client = Client()
    client.force_login(user)
    return client.get(reverse("former_workers"), filters)


def names(response) -> list[str]:
    return [str(worker) for worker in response.context["workers"]]


def test_a_worker_is_former_from_the_day_after_their_last(cast):
    leave(cast, "yesterday", cast.today - DAY)
    leave(cast, "today", cast.today)
    make_worker(cast, "staying")
    assert names(open_list(cast.ben)) == ["Yesterday"]


def test_the_last_to_leave_is_first_with_day_reason_and_link(cast):
    leave(cast, "earlier", datetime.date(2024, 3, 1), "dismissed")
    later = leave(cast, "later", datetime.date(2025, 6, 2), "another job")
    response = open_list(cast.ben)
    assert names(response) == ["Later", "Earlier"]
    for words in ("2 Jun 2025", "Another job", reverse("worker", args=[later.pk])):
        assert words in response.text


def test_a_year_is_chosen_among_those_in_which_somebody_left(cast):
    """The first and the last day of a year belong to it."""
    for name, left_on in (("before", (2023, 12, 31)), ("first", (2024, 1, 1)), ("last", (2024, 12, 31))):
        leave(cast, name, datetime.date(*left_on))
    response = open_list(cast.ben, year="2024")
    assert names(response) == ["Last", "First"]
    assert [choice for choice, _ in response.context["filter"].form.fields["year"].choices] == ["", "2024", "2023"]


@pytest.mark.parametrize("year", ["1999", "last", "２０２４"])
def test_another_year_is_an_error_of_the_filter(cast, year):
    leave(cast, "earlier", datetime.date(2024, 3, 1))
    response = open_list(cast.ben, year=year)
    assert names(response) == ["Earlier"]
    assert response.context["filter"].form.errors.keys() == {"year"}


def test_pages_keep_the_year(cast, monkeypatch):
    monkeypatch.setattr(views, "PAGE_LENGTH", 2)
    for month in range(1, 6):
        leave(cast, f"month{month}", datetime.date(2024, month, 1))
    second = open_list(cast.ben, year="2024", page="2")
    assert names(second) == ["Month3", "Month2"]
    assert 'href="?year=2024&amp;page=1"' in second.text
    assert 'href="?year=2024&amp;page=3"' in second.text


def test_a_manager_lists_the_workers_of_their_contracts(cast):
    leave(cast, "ours", datetime.date(2024, 3, 1))
    leave(cast, "theirs", datetime.date(2024, 3, 1), contracts=[cast.links])
    assert names(open_list(cast.ben)) == ["Ours"]
    assert names(open_list(cast.nadia)) == ["Theirs"]


def test_the_staff_list_leads_managers_to_it(cast):
    for user, is_shown in ((cast.ben, True), (cast.tess, False)):
        client = Client()
        client.force_login(user)
        assert (reverse("former_workers") in client.get(reverse("workers")).text) is is_shown
