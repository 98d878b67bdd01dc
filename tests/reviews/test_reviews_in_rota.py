"""An arranged review is in the rota of who takes part, and clashes with visits and with times that do not suit."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import Allocation
from casework.services import record_time_preference
from core import clock
from core.errors import Refused
from reviews import services
from reviews.models import Review
from tests.factories import PlannedVisitFactory, ReviewFactory
from visits.rota import recurrence
from visits.services import begin_recurring_visit, plan_visit

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


def at(cast, days: int, hour: int) -> datetime.datetime:
    return clock.instant_on(cast.today + days * DAY, datetime.time(hour))


def make_review(cast, meets_at=None, package=None) -> Review:
    package = package or cast.package
    review = ReviewFactory(package=package, terms=cast.terms, due_on=cast.today + (20 + Review.objects.count()) * DAY)
    if meets_at is not None:
        services.arrange_review(review=review, revision=review.revision, meets_at=meets_at, by=cast.ben)
    return Review.objects.get(pk=review.pk)


def rota_of(user, query: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(f"{reverse('rota')}?{query}").text


def plan(cast, starts_at, worker=None, package=None):
    return plan_visit(
        package=package or cast.package,
        worker=worker or cast.worker,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
        by=cast.ben,
        asks_about_clashes=True,
    )


# The rota


@pytest.mark.parametrize("by", ["worker", "person"])
@pytest.mark.parametrize("showing", ["day", "week"])
def test_the_review_is_in_the_rota_on_its_day(cast, by, showing):
    review = make_review(cast, at(cast, 3, 14))
    day = cast.today + 3 * DAY
    query = f"by={by}&showing={showing}&on_day={day.day}&on_month={day.month}&on_year={day.year}&on={day}"
    for user in (cast.amara, cast.ben):
        page = rota_of(user, query)
        assert reverse("review", args=[review.pk]) in page, user
        assert "Review, M.L." in page


def test_another_day_and_another_worker_do_not_have_it(cast):
    review = make_review(cast, at(cast, 3, 14))
    address = reverse("review", args=[review.pk])
    assert address not in rota_of(cast.ben, f"showing=day&on={cast.today + 2 * DAY}")
    assert address not in rota_of(cast.lewis, f"showing=day&on={cast.today + 3 * DAY}")


def test_who_is_no_longer_allocated_on_that_day_does_not_have_it(cast):
    review = make_review(cast, at(cast, 3, 14))
    Allocation.objects.filter(package=cast.package).update(until_on=cast.today + 2 * DAY)
    assert reverse("review", args=[review.pk]) not in rota_of(cast.ben, f"showing=day&on={cast.today + 3 * DAY}")


def test_a_visit_at_the_same_time_is_marked_in_the_rota(cast):
    make_review(cast, at(cast, 3, 14))
    PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=at(cast, 3, 14), ends_at=at(cast, 3, 14) + HOUR
    )
    assert "Clash" in rota_of(cast.ben, f"showing=day&on={cast.today + 3 * DAY}")


# Planning a visit


def test_a_visit_of_the_person_or_of_the_worker_during_a_review_is_asked_about(cast):
    make_review(cast, at(cast, 3, 14))
    with pytest.raises(Refused, match="Review with the person at 14:00"):
        plan(cast, at(cast, 3, 14))
    Allocation.objects.create(
        package=cast.other_package, worker=cast.worker, kind="buddy", from_on=cast.today, recorded_by=None
    )
    with pytest.raises(Refused, match="another appointment at 14:00: review") as refused:
        plan(cast, at(cast, 3, 14), package=cast.other_package)
    assert "Maya" not in refused.value.message
    plan(cast, at(cast, 3, 15))


def test_a_recurring_visit_during_a_review_is_asked_about(cast):
    make_review(cast, at(cast, 3, 14))
    columns = {
        "repeats": recurrence.weekly(range(7)),
        "begins": datetime.time(14),
        "minutes": 60,
        "from_on": cast.today + DAY,
    }
    with pytest.raises(Refused, match="Review with the person"):
        begin_recurring_visit(package=cast.package, worker=cast.worker, by=cast.ben, asks_about_clashes=True, **columns)


# Arranging a review


def arrange(cast, meets_at, **more) -> Review:
    review = make_review(cast)
    return services.arrange_review(
        review=review, revision=review.revision, meets_at=meets_at, by=cast.ben, asks_about_clashes=True, **more
    )


def test_a_review_during_a_visit_of_its_worker_is_asked_about(cast):
    PlannedVisitFactory(
        package=cast.other_package, worker=cast.worker, starts_at=at(cast, 3, 14), ends_at=at(cast, 3, 14) + HOUR
    )
    with pytest.raises(Refused, match="has another visit from 14:00 to 15:00") as refused:
        arrange(cast, at(cast, 3, 14))
    assert refused.value.field == "all_the_same"


def test_a_review_at_a_time_that_does_not_suit_is_asked_about(cast):
    day = cast.today + 3 * DAY
    columns = {"weekdays": [day.weekday()], "begins": datetime.time(13), "ends": datetime.time(15)}
    columns |= {"reason": "work", "words": "", "from_on": cast.today, "until_on": None}
    record_time_preference(individual=cast.individual, kind="does not suit", by=cast.amara, **columns)
    with pytest.raises(Refused, match="this time does not suit"):
        arrange(cast, at(cast, 3, 14))
    Allocation.objects.filter(package=cast.package).update(until_on=cast.today + DAY)
    with pytest.raises(Refused, match="this time does not suit"):
        arrange(cast, at(cast, 3, 14))


def test_a_review_does_not_clash_with_itself_when_it_moves(cast):
    review = make_review(cast, at(cast, 3, 14))
    services.arrange_review(
        review=review,
        revision=review.revision,
        meets_at=at(cast, 3, 14) + HOUR / 2,
        moved_reason="The bus",
        by=cast.ben,
        asks_about_clashes=True,
    )
    assert Review.objects.get(pk=review.pk).meets_at == at(cast, 3, 14) + HOUR / 2


def test_the_page_asks_once_and_arranges_it_all_the_same(cast):
    PlannedVisitFactory(
        package=cast.other_package, worker=cast.worker, starts_at=at(cast, 3, 14), ends_at=at(cast, 3, 14) + HOUR
    )
    review, day = make_review(cast), cast.today + 3 * DAY
    client = Client()
    client.force_login(cast.ben)
    address = reverse("review_arrange", args=[review.pk])
    assert "Arrange it for this time anyway" not in client.get(address).text
    sent = {"revision": review.revision, "meets_time": "14:00", "proposals": "Monday"}
    sent |= {"meets_on_day": day.day, "meets_on_month": day.month, "meets_on_year": day.year}
    refused = client.post(address, sent).text
    assert "Arrange it for this time anyway" in refused
    assert "Monday" in refused, "what was typed stays"
    assert Review.objects.get(pk=review.pk).meets_at is None
    client.post(address, sent | {"all_the_same": "on"})
    assert Review.objects.get(pk=review.pk).meets_at == at(cast, 3, 14)
