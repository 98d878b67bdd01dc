"""Engagement duties after three missed visits in a row, and contacts in the log."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.services import end_package
from core import clock
from core.dates import add_working_days
from core.duties import expire_ended
from core.errors import NotPossible, Refused
from core.models import Message
from tests.factories import HOUR, VisitFactory, at_ten, days_ago
from tests.pages.urls import Walker
from visits.log.views.person_visits import LIST_LENGTH
from visits.models import ContactEntry, EngagementDuty
from visits.services import log_contact, log_visit, settle_engagement, strike_contact


def log_outcome(cast, outcome, *, ago):
    return log_visit(
        id=VisitFactory.build().pk,
        package=cast.package,
        worker=cast.worker,
        started_at=at_ten(days_ago(ago)),
        ended_at=at_ten(days_ago(ago)) + HOUR / 4,
        outcome=outcome,
        kind="face to face",
        notes="Rang twice.",
        by=cast.amara,
    )


@pytest.mark.parametrize(
    ("outcomes", "is_raised"),
    [
        (["no answer", "declined", "no answer"], True),
        (["no answer", "declined"], False),
        (["no answer", "yes", "declined", "no answer"], False),
        (["no answer", "cancelled by us", "declined", "cancelled by person", "no answer"], True),
        (["unsafe", "declined", "no answer"], False),
    ],
)
def test_three_missed_visits_in_a_row_raise_the_duty(cast, outcomes, is_raised):
    for ago, outcome in zip(range(9, 0, -1), outcomes, strict=False):
        log_outcome(cast, outcome, ago=ago)
    assert EngagementDuty.objects.exists() == is_raised
    if is_raised:
        assert EngagementDuty.objects.get().due_on == add_working_days(clock.today(), 2)
        assert cast.package.ended_on is None, "missed visits must not end support"
        told_users = set(Message.objects.filter(key__startswith="engagement:").values_list("to", flat=True))
        assert told_users == {cast.ben.pk, cast.dana.pk, cast.amara.pk}


def test_one_duty_at_a_time_and_the_next_after_three_more(cast):
    for ago in range(9, 5, -1):
        log_outcome(cast, "no answer", ago=ago)
    duty = EngagementDuty.objects.get()
    with pytest.raises(Refused, match="what the outcome was"):
        settle_engagement(duty=duty, done="spoke", words=" ", tried="A text first", by=cast.ben)
    with pytest.raises(Refused, match="what you tried"):
        settle_engagement(duty=duty, done="spoke", words="She was at her sister's", tried=" ", by=cast.ben)
    words = {"words": "She was at her sister's", "tried": "A text first", "worked": "Rosa knocked with us"}
    settle_engagement(duty=duty, done="spoke", by=cast.ben, **words)
    duty.refresh_from_db()
    assert (duty.tried, duty.worked, duty.met_by) == ("A text first", "Rosa knocked with us", cast.ben)
    assert cast.package.is_open, "missed visits never end support"
    with pytest.raises(NotPossible):
        settle_engagement(duty=duty, done="spoke", words="Again", tried="Again", by=cast.dana)
    log_outcome(cast, "no answer", ago=5)
    assert EngagementDuty.objects.count() == 1, "the visits that raised one raise no other"
    for ago in (4, 3):
        log_outcome(cast, "no answer", ago=ago)
    assert EngagementDuty.objects.count() == 2
    after = EngagementDuty.objects.outstanding().get()
    client = Client()
    client.force_login(cast.ben)
    assert "Rosa knocked with us" in client.get(reverse("engagement", args=[after.pk])).text
    assert "Rosa knocked with us" in client.get(reverse("person", args=[cast.individual.pk])).text


def test_the_end_of_support_ends_the_engagement_duty(cast):
    for ago in (5, 4, 3):
        log_outcome(cast, "declined", ago=ago)
    end_package(package=cast.package, ended_on=days_ago(1), reason="choice", by=cast.ben, destination="not known")
    assert expire_ended(on=cast.today) == 1
    assert expire_ended(on=cast.today) == 0


def test_a_call_is_in_the_log_and_the_timeline(cast):
    at = clock.now() - HOUR
    entry = log_contact(
        package=cast.package, at=at, with_whom="family", name="Rosa", how="call", about="Sunday lunch", by=cast.amara
    )
    amara = Walker(cast)
    for page in ("person_visits", "person"):
        text = amara.ask("amara", "GET", reverse(page, args=[cast.individual.pk])).text
        assert "Sunday lunch" in text
        assert "Rosa" in text
    strike_contact(contact=entry, reason="Another family", by=cast.amara)
    assert not ContactEntry.objects.not_struck().exists()


def test_the_logged_visits_of_a_person_are_listed_latest_first(cast):
    days = [log_outcome(cast, "yes", ago=ago).local_on for ago in (2, 9, 4, 1, 7)]
    client = Client()
    client.force_login(cast.amara)
    logged = client.get(reverse("person_visits", args=[cast.individual.pk])).context["logged"]
    assert [visit.local_on for visit in logged.rows] == sorted(days, reverse=True)


def test_every_logged_visit_of_a_person_can_be_reached(cast, client):
    """Given more visits than a page lists; when somebody opens the earlier ones; then each visit is on one page."""
    visits = [VisitFactory(package=cast.package, worker=cast.worker, on=days_ago(1)) for _ in range(LIST_LENGTH + 5)]
    client.force_login(cast.amara)
    address, seen = reverse("person_visits", args=[cast.individual.pk]), []
    query = ""
    for _ in range(2):
        logged = client.get(address + query).context["logged"]
        seen += [visit.pk for visit in logged.rows]
        query = logged.older.partition("#")[0]
    assert sorted(seen) == sorted(visit.pk for visit in visits)
    assert f"Logged visits ({LIST_LENGTH + 5})" in client.get(address).text
    assert (logged.older, logged.newer) == ("", "?logged=0#logged")


def test_a_call_in_the_future_or_before_support_is_refused(cast):
    columns = {"package": cast.package, "with_whom": "family", "how": "call", "about": "Sunday", "by": cast.amara}
    for at in (clock.now() + HOUR, clock.instant_on(cast.starts_on - datetime.timedelta(days=1))):
        with pytest.raises(Refused):
            log_contact(at=at, **columns)


def test_the_visit_briefing_shows_access_notes_and_telephone_numbers(cast):
    cast.individual.access_notes = "The green gate"
    cast.individual.save()
    text = Walker(cast).ask("amara", "GET", reverse("package_briefing", args=[cast.package.pk])).text
    assert "The green gate" in text
    assert "14 Canal Row" in text
    assert "tel:+441632960111" in text, "the Council's duty team"
    assert f"tel:+44{cast.omar.telephone.replace(' ', '')[1:]}" in text, "the on-call senior"
