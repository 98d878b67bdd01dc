"""Exit plans where the terms ask, transition plans for those who were referred before the minimum age."""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casework.models import Individual
from casework.services import end_package
from contracts.services import set_terms
from core import clock
from core.errors import Conflict, Refused
from dashboard.caseload_board import duties
from dashboard.home.reader import duties_of_week
from design import formatting
from plans.models import ExitPlan, TransitionPlan
from plans.services import agree_exit_plan, share_written_transition_plan, write_transition_plan
from plans.transition.rules import agencies_not_shared_with, asks_transition_plan
from tests.cast import FULL_TERMS
from tests.factories import ReferralFactory, days_ago
from tests.risk.positive_risk_builders import make_exit_plan

DAY = datetime.timedelta(days=1)
MISSING = "Exit plan missing"


def missing_plan_duties(user, cast) -> list:
    return [
        task
        for task in duties_of_week(user, cast.today)
        if task.label == MISSING and task.individual_name == "Maya Lindqvist"
    ]


def get_page(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def test_an_exit_plan_is_missing_until_it_is_written(cast):
    """Given support for sixty days; then the lead worker and the manager see how long the plan is missing (T2.4)."""
    for user in (cast.amara, cast.ben):
        (task,) = missing_plan_duties(user, cast)
        assert (task.days_late, task.due_on, task.lead_name) == (60, cast.starts_on, cast.amara.full_name)
    on_board = [(duty.lead_id, duty.package_id) for duty in duties(cast.ben, cast.today) if duty.label == MISSING]
    assert (cast.worker.pk, cast.package.pk) in on_board
    assert "no exit plan for 60 days" in get_page(cast.amara, "person_exit", cast.individual.pk)
    make_exit_plan(cast.package, cast.amara)
    assert missing_plan_duties(cast.amara, cast) == []


def test_an_exit_plan_is_missing_since_the_terms_ask_for_one(cast):
    """Given terms that asked for none from day thirty to day ten ago; then it is missing for ten days, not sixty."""
    silent = {**FULL_TERMS, "asks_exit_plan": None}
    set_terms(contract=cast.tameside, from_on=cast.today - 30 * DAY, by=None, **silent)
    set_terms(contract=cast.tameside, from_on=cast.today - 10 * DAY, by=None, **FULL_TERMS)
    set_terms(contract=cast.tameside, from_on=cast.today - 3 * DAY, by=None, **FULL_TERMS)
    (task,) = missing_plan_duties(cast.amara, cast)
    assert (task.days_late, task.due_on) == (10, cast.today - 10 * DAY)
    assert "no exit plan for 10 days" in get_page(cast.amara, "person_exit", cast.individual.pk)


def test_an_exit_plan_is_not_missing_after_support_has_ended(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert missing_plan_duties(cast.ben, cast) == []


def test_the_exit_plan_says_when_support_ended(cast):
    make_exit_plan(cast.package, cast.amara)
    assert "The last day of support is not set yet" in get_page(cast.amara, "person_exit", cast.individual.pk)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    page = get_page(cast.ben, "person_exit", cast.individual.pk)
    assert f"The last day of support was {formatting.day(days_ago(1))}." in page
    assert "is not set yet" not in page


def test_no_exit_plan_is_offered_where_the_terms_ask_for_none(cast):
    """Given support for as long as needed (C5e); then no exit plan is missing and the service refuses one."""
    text = get_page(cast.nadia, "person_exit", cast.links_individual.pk)
    assert "does not ask for an exit plan" in text
    assert reverse("exit_write", args=[cast.links_package.pk]) not in text
    assert [task for task in duties_of_week(cast.nadia, cast.today) if task.label == MISSING] == []
    with pytest.raises(Refused, match="does not ask for an exit plan"), transaction.atomic():
        make_exit_plan(cast.links_package, cast.nadia)


def test_two_people_who_begin_it_at_once_do_not_overwrite_each_other(cast):
    make_exit_plan(cast.package, cast.amara)
    with pytest.raises(Conflict), transaction.atomic():
        make_exit_plan(cast.package, cast.tess, revision=1, conditions=["Something else"])
    assert ExitPlan.objects.get().conditions_text == "Cooks alone\nRings the GP"


def test_a_removed_condition_can_be_restored(cast):
    plan = make_exit_plan(cast.package, cast.amara)
    first = plan.conditions.first()
    make_exit_plan(cast.package, cast.amara, conditions=["Rings the GP"], arrangements=[])
    plan = ExitPlan.objects.get()
    assert (plan.conditions_text, plan.arrangements_text) == ("Rings the GP", "")
    assert plan.conditions.count() == 2
    make_exit_plan(cast.package, cast.amara, conditions=["Rings the GP", "Cooks alone"])
    assert ExitPlan.objects.get().current_conditions[1] == first


def test_an_exit_plan_changed_since_it_was_read_cannot_be_agreed(cast):
    """Given a plan changed since it was read; then agreeing is refused. A later change is marked (T4.6)."""
    plan = make_exit_plan(cast.package, cast.amara)
    columns = {"party": "council", "agreed_by": "Priya Nair", "agreed_on": cast.today, "by": cast.amara}
    with pytest.raises(Refused, match="has changed since you opened"), transaction.atomic():
        agree_exit_plan(plan=plan, revision=plan.revision - 1, **columns)
    agree_exit_plan(plan=plan, revision=plan.revision, **columns)
    assert "Changed since" not in get_page(cast.amara, "person_exit", cast.individual.pk)
    make_exit_plan(cast.package, cast.amara, where_to="step-down")
    assert "Changed since" in get_page(cast.amara, "person_exit", cast.individual.pk)


def test_an_agreement_recorded_by_mistake_is_withdrawn_and_can_be_recorded_again(cast, client):
    plan = make_exit_plan(cast.package, cast.amara)
    columns = {"party": "council", "revision": plan.revision, "agreed_on": cast.today, "by": cast.amara}
    agreement = agree_exit_plan(plan=plan, agreed_by="Priya Nair", **columns)
    address = reverse("exit_agreement_withdraw", args=[plan.pk, agreement.pk])
    assert address in get_page(cast.amara, "person_exit", cast.individual.pk)
    client.force_login(cast.amara)
    client.post(address, {"reason": "She said the opposite"})
    page = get_page(cast.amara, "person_exit", cast.individual.pk)
    assert "Priya Nair" not in page
    assert "She said the opposite" in page
    assert address not in page
    agree_exit_plan(plan=plan, agreed_by="Ruth Garside", **columns)
    assert "Ruth Garside" in get_page(cast.amara, "person_exit", cast.individual.pk)


# Before the minimum age.


@pytest.fixture
def young_package(cast):
    """Given Maya, who turned eighteen when support began, referred thirty days before that."""
    born_on = cast.starts_on - relativedelta(years=18)
    Individual.objects.filter(pk=cast.individual.pk).update(date_of_birth=born_on)
    return package_with_referral(cast, born_on)


def package_with_referral(cast, born_on):
    """Return Maya's package with its referral of ninety days ago."""
    ReferralFactory(
        contract=cast.tameside,
        package=cast.package,
        state="accepted",
        received_at=clock.instant_on(days_ago(90)),
        decided_at=clock.instant_on(days_ago(70)),
        date_of_birth=born_on,
        recorded_by=cast.rui,
    )
    cast.package.refresh_from_db()
    return cast.package


def write_transition(package, cast, **more):
    return write_transition_plan(package=package, by=cast.amara, **{"revision": 1, "changes": "Another team", **more})


def test_a_transition_plan_depends_on_the_age_at_referral(cast, young_package):
    assert asks_transition_plan(young_package)
    assert "Missing" in get_page(cast.amara, "person_transition", cast.individual.pk)
    write_transition(young_package, cast)
    assert "Another team" in get_page(cast.amara, "person_transition", cast.individual.pk)


def test_no_transition_plan_is_needed_for_an_adult(cast):
    package_with_referral(cast, cast.individual.date_of_birth)
    assert "No transition plan is needed" in get_page(cast.amara, "person_transition", cast.individual.pk)
    with pytest.raises(Refused, match="does not ask for a transition plan"), transaction.atomic():
        write_transition(cast.package, cast)


def test_a_transition_plan_is_shared_with_both_services(cast, young_package):
    plan = write_transition(young_package, cast)
    assert [agency.value for agency in agencies_not_shared_with(plan)] == ["children", "adults"]
    with pytest.raises(Refused, match="future"), transaction.atomic():
        share_written_transition_plan(
            plan=plan, agency="adults", shared_with="Ann", shared_on=days_ago(-1), by=cast.amara
        )
    share_written_transition_plan(plan=plan, agency="adults", shared_with="Ann", shared_on=cast.today, by=cast.amara)
    assert [agency.value for agency in agencies_not_shared_with(TransitionPlan.objects.get())] == ["children"]


def test_a_sharing_that_never_happened_is_withdrawn_and_counts_no_more(cast, client, young_package):
    plan = write_transition(young_package, cast)
    columns = {"plan": plan, "agency": "adults", "shared_with": "Ann", "shared_on": cast.today, "by": cast.amara}
    sharing = share_written_transition_plan(**columns)
    client.force_login(cast.amara)
    address = reverse("transition_sharing_withdraw", args=[plan.pk, sharing.pk])
    assert address in get_page(cast.amara, "person_transition", cast.individual.pk)
    client.post(address, {"reason": "Of another plan"})
    assert [agency.value for agency in agencies_not_shared_with(TransitionPlan.objects.get())] == ["children", "adults"]
    assert "Of another plan" in client.get(reverse("record_changes", args=["transition-plan", plan.pk])).text
    assert "Ann" not in get_page(cast.amara, "person_transition", cast.individual.pk)
    assert share_written_transition_plan(**columns).pk != sharing.pk
