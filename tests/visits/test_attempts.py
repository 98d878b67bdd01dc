"""Somebody who misses visits and is not reached: each try is recorded, and the duty stays open (R05)."""

import datetime

import pytest
from django.urls import reverse

from casework.duties import DutyItem, duty_items
from core import clock
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from tests.factories import HOUR
from tests.visits.test_engagement import log_outcome
from visits.models import EngagementAttempt, EngagementDuty
from visits.services import correct_follow_up, log_contact, settle_engagement, strike_attempt, try_again

DAY = datetime.timedelta(days=1)
TRIED = {"tried": "Rang at noon and at six", "worked": "", "done": "not reached", "words": "No reply"}
REACHED = {"tried": "Rosa knocked with us", "worked": "Rosa", "done": "spoke", "words": "She is well"}


@pytest.fixture
def duty(cast):
    for ago in (5, 4, 3):
        log_outcome(cast, "no answer", ago=ago)
    return EngagementDuty.objects.get()


@pytest.mark.parametrize("done", ["not reached", "welfare check"])
def test_a_follow_up_without_contact_leaves_the_duty_open_and_due_two_working_days_later(cast, client, duty, done):
    client.force_login(cast.amara)
    address = reverse("engagement", args=[duty.pk])
    assert "We have not reached them yet" in client.get(address).text
    with clock.frozen_at(clock.now() + DAY):
        client.force_login(cast.amara)
        response = client.post(address, {**TRIED, "done": done})
        assert response.status_code == 302
        duty.refresh_from_db()
        assert EngagementDuty.objects.outstanding().get() == duty
        assert duty.due_on == add_working_days(clock.today(), 2)
        page = client.get(address).text
    attempt = EngagementAttempt.objects.get()
    assert (attempt.done, attempt.recorded_by) == (done, cast.amara)
    for text in ("Tried so far", TRIED["tried"], TRIED["words"], cast.amara.full_name):
        assert text in page
    assert TRIED["tried"] in client.get(reverse("person", args=[cast.individual.pk])).text, "the timeline has it"
    with pytest.raises(Refused, match="stay open"):
        settle_engagement(duty=duty, by=cast.amara, **{**TRIED, "done": done})


def test_the_duty_says_that_they_are_not_reached(cast, duty):
    def note() -> str:
        (item,) = (item for item in duty_items(cast.amara, clock.today()) if item.kind == "engagement")
        return item.note

    assert note() == ""
    try_again(duty=duty, by=cast.amara, **TRIED)
    assert note().startswith("Not reached yet. Last tried")


@pytest.mark.parametrize("how", ["visit", "call"])
def test_who_was_seen_since_is_no_danger_but_what_worked_is_still_asked(cast, duty, how):
    """Given a duty and a try; when the person is seen or rings; then nobody is asked to find out how they are."""

    def row() -> DutyItem:
        (item,) = (item for item in duty_items(cast.amara, duty.due_on) if item.kind == "engagement")
        return item

    try_again(duty=duty, by=cast.amara, **TRIED)
    assert row().is_danger_now
    if how == "visit":
        log_outcome(cast, "yes", ago=1)
    else:
        columns = {"with_whom": "person", "how": "call", "about": "She is well", "by": cast.amara}
        log_contact(package=cast.package, at=clock.now() - HOUR, was_reached=False, **columns)
        assert row().is_danger_now, "only tried"
        log_contact(package=cast.package, at=clock.now() - HOUR / 2, **columns)
    assert not row().is_danger_now
    assert row().label.endswith("record what you tried and what worked")
    assert row().note.startswith("Seen or spoken to since")


def test_whoever_reaches_them_closes_the_duty_and_the_tries_remain(cast, client, duty):
    try_again(duty=duty, by=cast.amara, **TRIED)
    settle_engagement(duty=duty, by=cast.ben, **REACHED)
    client.force_login(cast.ben)
    page = client.get(reverse("engagement", args=[duty.pk])).text
    assert TRIED["tried"] in page
    assert REACHED["tried"] in page
    with pytest.raises(NotPossible):
        try_again(duty=duty, by=cast.amara, **TRIED)


def test_an_attempt_needs_what_was_tried_and_no_contact(cast, duty):
    with pytest.raises(Refused, match="you tried"):
        try_again(duty=duty, by=cast.amara, **{**TRIED, "tried": " "})
    with pytest.raises(Refused, match="do not know how"):
        try_again(duty=duty, by=cast.amara, **REACHED)


def test_a_correction_to_not_reached_opens_the_duty_again(cast, duty):
    duty = settle_engagement(duty=duty, by=cast.amara, **REACHED)
    duty = correct_follow_up(duty=duty, revision=duty.revision, reason="It was her sister", by=cast.amara, **TRIED)
    duty.refresh_from_db()
    assert EngagementDuty.objects.outstanding().get() == duty
    assert EngagementAttempt.objects.get().tried == TRIED["tried"]


def test_an_attempt_in_error_no_longer_moves_the_day(cast, client, duty):
    due_on = duty.due_on
    with clock.frozen_at(clock.now() + 3 * DAY):
        attempt = try_again(duty=duty, by=cast.amara, **TRIED)
        with pytest.raises(Refused, match="manager"):
            strike_attempt(attempt=attempt, reason="Another person", by=cast.tess)
        client.force_login(cast.amara)
        address = reverse("engagement_attempt_strike", args=[attempt.pk])
        assert address in client.get(reverse("engagement", args=[duty.pk])).text
        client.post(address, {"reason": "Another person"})
        assert TRIED["tried"] not in client.get(reverse("engagement", args=[duty.pk])).text
    duty.refresh_from_db()
    assert duty.due_on == due_on
