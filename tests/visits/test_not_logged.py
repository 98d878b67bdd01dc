"""Visits that nobody logged or cancelled: on every list until somebody does."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import User
from casework.duties import duty_items
from casework.services import end_package, merge, record_admission, record_death
from contracts.models import Contract
from core import clock
from dashboard import caseload_board
from dashboard.home.reader import duties_of_week
from tests.factories import PlannedVisitFactory, VisitFactory, days_ago
from visits.duties import visits_to_log
from visits.models import PlannedVisit
from visits.rota.models.planned_visit import LOG_WITHIN
from visits.services import cancel_planned

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


def make_planned(cast, on=None, **columns) -> PlannedVisit:
    return PlannedVisitFactory(**{"package": cast.package, "worker": cast.worker, "on": on or days_ago(3), **columns})


def listed_for(user: User) -> list[PlannedVisit]:
    return list(visits_to_log(user, clock.today()))


@pytest.mark.parametrize("who", ["amara", "tess", "ben", "dana"])
def test_a_visit_of_an_earlier_day_is_listed_until_it_is_logged(cast, who):
    user, planned = getattr(cast, who), make_planned(cast)
    assert listed_for(user) == [planned]
    (item,) = [item for item in duties_of_week(user, cast.today) if item.kind == "visit-to-log"]
    assert (item.due_on, item.days_late) == (days_ago(3), 3)
    assert item.href == reverse("visit_log_planned", args=[planned.pk])
    local = planned.starts_at.astimezone(clock.LONDON)
    assert item.label == f"Visit not logged: {local:%a %-d %b}, 10:00, Amara Okafor"
    PlannedVisit.objects.update(state="logged")
    assert listed_for(user) == []


def test_it_is_on_the_board_of_who_leads_the_worker(cast):
    make_planned(cast)
    for user in (cast.tess, cast.ben):
        assert "visit-to-log" in {item.kind for item in caseload_board.duties(user, cast.today)}


@pytest.mark.parametrize("who", ["lewis", "omar", "priya", "gwen", "helen", "maya"])
def test_nobody_else_has_it_to_do(cast, who):
    """The on-call senior, who may log every visit of the contract, is not sent after those of other days."""
    make_planned(cast)
    assert listed_for(getattr(cast, who)) == []


def test_a_colleague_reads_it_on_the_record_and_the_keyworker_does_not(cast):
    """Who else supports the person sees it under "Due", and has it on no list of their own."""
    make_planned(cast)
    kinds = [
        {item.kind for item in duty_items(user, cast.today, is_reading=True, individual=cast.individual)}
        for user in (cast.omar, cast.priya)
    ]
    assert ["visit-to-log" in each for each in kinds] == [True, False]


def test_half_an_hour_after_its_planned_end(cast):
    """It is listed from `LOG_WITHIN` after the end, on the minute."""
    planned = make_planned(cast, on=days_ago(1))
    for late, is_listed in ((LOG_WITHIN - MINUTE, False), (LOG_WITHIN, True)):
        with clock.frozen_at(planned.ends_at + late):
            assert (listed_for(cast.amara) == [planned]) is is_listed
    assert LOG_WITHIN == 30 * MINUTE


def test_not_when_it_is_cancelled_with_a_reason(cast):
    cancel_planned(planned=make_planned(cast), reason="She was away", by=cast.amara)
    assert listed_for(cast.amara) == []


def test_not_while_support_is_on_hold(cast):
    make_planned(cast)
    stay = {"hospital": "Stonefield Hospital", "kind": "mental health", "admitted_on": days_ago(5)}
    record_admission(individual=cast.individual, **stay, by=cast.ben)
    assert listed_for(cast.ben) == []


def test_not_after_support_has_ended(cast):
    """Given support that ended two days ago; then nothing is listed, and the visit before the end stays marked."""
    make_planned(cast, on=days_ago(1))
    before = make_planned(cast, on=days_ago(4))
    end_package(package=cast.package, ended_on=days_ago(2), reason="choice", by=cast.ben)
    assert listed_for(cast.ben) == []
    assert list(PlannedVisit.objects.not_logged()) == [before]


def test_not_after_the_person_died(cast):
    make_planned(cast, on=days_ago(1))
    record_death(individual=cast.individual, died_on=days_ago(2), by=cast.ben)
    assert listed_for(cast.ben) == []


def test_not_from_before_the_cut_over(cast):
    """What the earlier system planned was logged there."""
    make_planned(cast, on=days_ago(4))
    after = make_planned(cast, on=days_ago(3))
    Contract.objects.filter(pk=cast.tameside.pk).update(cut_over_on=days_ago(3))
    assert listed_for(cast.ben) == [after]


def test_of_a_merged_record_it_is_listed_under_the_primary_record(cast):
    make_planned(cast, package=cast.other_package, worker=cast.other_worker)
    end_package(package=cast.package, ended_on=days_ago(1), reason="choice", by=cast.ben)
    merge(duplicate=cast.other_individual, into=cast.individual, reason="The same NHS number", by=cast.ben)
    (item,) = [item for item in duties_of_week(cast.ben, cast.today) if item.kind == "visit-to-log"]
    assert item.individual_id == cast.individual.pk


def page_of(client, user, name, *args, **query) -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_my_day_lists_it_with_log_and_cancel(cast, client):
    planned = make_planned(cast)
    page = page_of(client, cast.amara, "visits")
    assert "Not logged yet" in page
    assert reverse("visit_log_planned", args=[planned.pk]) in page
    assert reverse("visit_cancel", args=[planned.pk]) in page
    assert page_of(client, cast.lewis, "visits").count("Not logged yet") == 0


def test_the_log_form_offers_to_cancel_it(cast, client):
    planned = make_planned(cast)
    cancel = reverse("visit_cancel", args=[planned.pk])
    assert cancel in page_of(client, cast.amara, "visit_log_planned", planned.pk)
    assert cancel not in page_of(client, cast.omar, "visit_log_planned", planned.pk), "who may not cancel it"


def test_home_lists_it(cast, client):
    planned = make_planned(cast)
    for user in (cast.amara, cast.tess, cast.ben):
        assert reverse("visit_log_planned", args=[planned.pk]) in page_of(client, user, "home")


def test_it_is_marked_in_the_rota_and_on_the_persons_visits(cast, client):
    planned = make_planned(cast)
    assert "Not logged" in page_of(client, cast.tess, "rota", on=days_ago(3).isoformat())
    assert "Not logged" in page_of(client, cast.amara, "person_visits", cast.individual.pk)
    PlannedVisit.objects.update(state="logged")
    VisitFactory(package=cast.package, worker=cast.worker, planned=planned)
    assert "Not logged" not in page_of(client, cast.tess, "rota", on=days_ago(3).isoformat())
    assert "Not logged" not in page_of(client, cast.amara, "person_visits", cast.individual.pk)
