"""One missed visit whose person was not reached is due until somebody knows how they are (R05)."""

import pytest
from django.urls import reverse

from casework.duties import duty_items
from contracts.models import Council
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from tests.visits.test_attempts import REACHED, TRIED
from tests.visits.test_engagement import log_outcome
from visits.models import EngagementAttempt, EngagementDuty
from visits.services import correct_follow_up, follow_up_visit, settle_engagement, strike_visit, try_again

NOT_REACHED = {**TRIED, "words": ""}


def follow_up(cast, ago=1, **changed) -> EngagementDuty:
    visit = log_outcome(cast, "no answer", ago=ago)
    return follow_up_visit(visit=visit, by=cast.amara, **{**NOT_REACHED, **changed})


def due_for(user, day) -> list[str]:
    return [item.label for item in duty_items(user, day) if item.kind == "engagement"]


@pytest.mark.parametrize("done", ["not reached", "welfare check"])
def test_it_stays_open_on_the_duties_of_the_worker_and_of_the_team_leader(cast, client, done):
    visit = log_outcome(cast, "no answer", ago=1)
    client.force_login(cast.amara)
    sent = {**TRIED, "done": done, "words": "" if done == "not reached" else "The police go at six"}
    assert client.post(reverse("visit_follow_up", args=[visit.pk]), sent).status_code == 302
    duty = EngagementDuty.objects.outstanding().get()
    assert (duty.is_single, duty.met_on, duty.due_on) == (True, None, add_working_days(cast.today, 2))
    assert EngagementAttempt.objects.get().done == done
    for user in (cast.amara, cast.tess, cast.ben):
        assert due_for(user, cast.today) == ["A missed visit: find out how they are"]
    for name, pk in (("visit", visit.pk), ("person_visits", cast.individual.pk)):
        page = client.get(reverse(name, args=[pk])).text
        assert reverse("engagement", args=[duty.pk]) in page, name
        assert "do not know yet how they are" in page, name


def test_it_takes_several_attempts_until_somebody_reaches_them(cast):
    duty = follow_up(cast)
    try_again(duty=duty, by=cast.ben, **NOT_REACHED)
    with pytest.raises(Refused, match="stay open"):
        settle_engagement(duty=duty, by=cast.ben, **TRIED)
    assert EngagementAttempt.objects.count() == 2
    settle_engagement(duty=duty, by=cast.ben, **REACHED)
    assert due_for(cast.amara, cast.today) == []


def test_the_outcome_is_asked_of_everything_but_not_reached(cast, client):
    visit = log_outcome(cast, "no answer", ago=1)
    client.force_login(cast.amara)
    address = reverse("visit_follow_up", args=[visit.pk])
    for done in ("welfare check", "spoke", "keyworker"):
        assert "Enter what the outcome was" in client.post(address, {**NOT_REACHED, "done": done}).text
        with pytest.raises(Refused, match="the outcome"):
            follow_up_visit(visit=visit, by=cast.amara, **{**NOT_REACHED, "done": done})
    assert not EngagementDuty.objects.exists()
    client.post(address, NOT_REACHED)
    assert EngagementAttempt.objects.get().words == ""


def test_it_is_recorded_once_and_a_third_missed_visit_raises_its_own_duty(cast):
    duty = follow_up(cast, ago=5)
    with pytest.raises(NotPossible, match="already"):
        follow_up_visit(visit=duty.visit, by=cast.amara, **REACHED)
    for ago in (4, 3):
        log_outcome(cast, "no answer", ago=ago)
    assert EngagementDuty.objects.outstanding().count() == 2
    settle_engagement(duty=EngagementDuty.objects.raised().get(), by=cast.ben, **REACHED)
    assert not EngagementDuty.objects.outstanding().exists(), "it is known now how they are"


def test_it_ends_when_the_entry_was_in_error(cast):
    duty = follow_up(cast)
    strike_visit(visit=duty.visit, reason="Another person", by=cast.amara)
    duty.refresh_from_db()
    assert duty.expired_on == cast.today


def test_a_correction_to_not_reached_opens_it_again(cast):
    duty = follow_up(cast, **REACHED)
    assert duty.met_on
    correct_follow_up(duty=duty, revision=duty.revision, reason="It was her sister", by=cast.amara, **NOT_REACHED)
    assert EngagementDuty.objects.outstanding().get() == duty


def test_the_form_lists_the_keyworker_and_the_duty_team(cast, client):
    Council.objects.update(duty_team_telephone="01632 960 717")
    type(cast.priya).objects.filter(pk=cast.priya.pk).update(telephone="01632 960 616")
    visit = log_outcome(cast, "no answer", ago=1)
    duty = follow_up(cast, ago=2)
    client.force_login(cast.amara)
    for address in (reverse("visit_follow_up", args=[visit.pk]), reverse("engagement", args=[duty.pk])):
        page = client.get(address).text
        assert "Keyworker, Priya Nair" in page
        assert "tel:+441632960616" in page
        assert "tel:+441632960717" in page
