"""A worker who is alone on call, whose phone is dead, or whose access is suspended while they are at a visit."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.services import suspend_access
from casework.models import Allocation
from casework.services import declare_relation
from contracts.models import Post
from contracts.services import suspend_account
from core import clock, transitions
from core.errors import Refused
from core.models import Message
from tests.visits.noon_builders import check_of, plan_an_hour, sign_in, text_of
from visits import services
from visits.log.briefing import load_briefing
from visits.models import Escalation, LoneWorkingCheck, PlannedVisit

MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
SAFE = 15 * MINUTE


@pytest.fixture
def planned(cast, noon):
    """Given that it is noon, and Amara has arrived at her visit from noon until one."""
    planned = plan_an_hour(cast, noon)
    services.arrive(planned=planned, by=cast.amara)
    return planned


@pytest.fixture
def client(cast):
    return sign_in(cast.amara)


def page(user, name, *args) -> str:
    return text_of(sign_in(user).get(reverse(name, args=args)))


def sweep_at(at) -> None:
    with clock.frozen_at(at):
        services.advance_checks(on=clock.today())


# Nobody else is on call


@pytest.fixture
def without_seniors(cast, planned):
    """Given a worker who is the only one on call."""
    Post.objects.filter(user=cast.omar).update(user=cast.amara)


def test_a_worker_alone_on_call_reads_a_manager_s_number(cast, client, planned, without_seniors):
    """Given a worker who is the only one on call; then "Are you safe?" and its page have a manager's number."""
    sweep_at(planned.ends_at + SAFE)
    message = Message.objects.get(to=cast.amara, subject="Are you safe?", channel="text")
    ring = f"ring the manager on {cast.ben.telephone}. If you do not check in, we will alert the manager."
    assert ring in message.body
    html = text_of(client.get(reverse("lone_working_check", args=[LoneWorkingCheck.objects.get().pk])))
    assert "Manager, Ben Whitcombe" in html
    assert cast.ben.telephone in html
    assert "senior, Amara" not in html


def test_the_briefing_of_a_worker_alone_on_call_has_a_manager_s_number(cast, planned, without_seniors):
    names = [line.name for line in load_briefing(cast.package, cast.amara).telephones]
    assert "Manager, Ben Whitcombe" in names
    assert "On call, Amara Okafor" not in names


def test_a_walled_worker_alone_on_call_reads_whom_to_ring_until_somebody_has_answered(
    cast, client, planned, without_seniors
):
    """Given a call from a visit that a wall hides; then the page after it and the banner have a manager's number."""
    declare_relation(user=cast.amara, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)
    after = text_of(client.post(reverse("call_from_planned", args=[planned.pk]), follow=True))
    assert f"Ring now: Manager, Ben Whitcombe, {cast.ben.telephone}" in after
    banner = text_of(client.get(reverse("people")))
    assert "Ring Manager, Ben Whitcombe:" in banner
    assert cast.ben.telephone in banner
    services.answer_escalation(escalation=Escalation.objects.get(), by=cast.dana)
    banner = text_of(client.get(reverse("people")))
    assert "Ring Manager, Ben Whitcombe:" not in banner
    assert "Dana Kowalska is dealing with it" in banner


# A dead phone


def test_whoever_plans_the_visit_reads_how_it_is_moved_when_the_worker_s_phone_is_dead(cast, planned):
    """Given a worker at a visit; then the refusal and the page say who records what the worker said, with a link."""
    with pytest.raises(Refused, match="“I have spoken to…” under “On call”"), transaction.atomic():
        services.cancel_planned(planned=planned, reason="Flat phone", by=cast.ben)
    confirm = f'href="{reverse("lone_working_check_confirm", args=[LoneWorkingCheck.objects.get().pk])}"'
    assert confirm in page(cast.ben, "visit_cancel", planned.pk)
    services.confirm_safe_by_other(check=LoneWorkingCheck.objects.get(), words="On the bus", by=cast.ben)
    services.cancel_planned(planned=planned, reason="Flat phone", by=cast.ben)


def test_whoever_may_not_answer_calls_is_told_whom_to_tell(cast, planned):
    """Given a colleague who covers for the person; then the page has no link that would be refused."""
    cover = {"kind": "cover", "from_on": cast.today, "until_on": cast.today + datetime.timedelta(days=1)}
    Allocation.objects.create(package=cast.package, worker=cast.other_worker, **cover)
    html = page(cast.lewis, "visit_cancel", planned.pk)
    assert "tell the on-call senior what they said, who records it under “On call”" in html
    assert "I have spoken to" not in html


# Suspended at a visit


def test_whoever_suspends_a_worker_reads_first_that_they_are_at_a_visit(cast, planned):
    for name, args in (("worker_suspend", [cast.worker.pk]), ("account_suspend", [cast.amara.pk])):
        html = page(cast.ben, name, *args)
        assert "They are at a visit until 13:00." in html, name
        assert "Ring them:" in html
        assert cast.amara.telephone in html
        assert "Maya" not in html
    with clock.frozen_at(planned.ends_at + SAFE):
        assert "Their visit ended at 13:00 and they have not checked in as safe." in page(
            cast.ben, "worker_suspend", cast.worker.pk
        )
    assert "Ring them:" not in page(cast.ben, "worker_suspend", cast.other_worker.pk)
    services.confirm_safe(check=LoneWorkingCheck.objects.get(), by=cast.amara)
    assert "Ring them:" not in page(cast.ben, "worker_suspend", cast.worker.pk)


@pytest.mark.parametrize("was_asked", [False, True])
def test_others_are_alerted_at_once_about_a_suspended_worker(cast, planned, was_asked):
    """Given a worker whose access is suspended at a visit; when the check is due, or when she was asked already; then
    others are alerted without the minutes in which she could have answered."""
    if was_asked:
        sweep_at(planned.ends_at + SAFE)
    suspend_access(user=cast.amara, reason="An allegation", by=cast.ben)
    sweep_at(planned.ends_at + SAFE - MINUTE)
    assert (LoneWorkingCheck.objects.get().state == "running") is not was_asked
    sweep_at(planned.ends_at + SAFE)
    check = LoneWorkingCheck.objects.get()
    assert (check.state, check.escalation) == ("called", Escalation.objects.get())
    assert Message.objects.filter(subject="Are you safe?").exists() is was_asked
    assert Message.objects.filter(to=cast.omar, key__startswith="call:").exists()
    assert ("ask" in [change.verb for change in transitions.history(check)]) is was_asked


def suspend_at(cast, at) -> None:
    with clock.frozen_at(at):
        suspend_account(user=cast.amara, reason="An allegation", by=cast.ben)


def begin_check_of(planned) -> None:
    """Begin its check, as the sweep does when the visit begins; a worker may begin it before."""
    services.expect_no_signal(planned=planned, by=planned.worker.user)


def test_others_are_alerted_about_a_worker_suspended_before_they_pressed_that_they_had_arrived(cast, planned):
    """Given a visit from two until three, and a worker suspended at ten past two, who has not pressed; when the check
    is due, then others are alerted: she may be there."""
    later = plan_an_hour(cast, planned.starts_at + 2 * HOUR)
    begin_check_of(later)
    suspend_at(cast, later.starts_at + 10 * MINUTE)
    sweep_at(check_of(later).due_at)
    assert check_of(later).state == "called"


def test_the_check_of_a_visit_still_to_come_is_called_off_and_everybody_was_told_of_the_visit(cast, planned):
    """Given a visit from two until three, and a worker suspended at half past one."""
    later = plan_an_hour(cast, planned.starts_at + 2 * HOUR)
    coming = "They have a visit still to come today, at 14:00. Cancel or move them now."
    with clock.frozen_at(later.starts_at - HOUR / 2):
        assert coming in page(cast.ben, "worker_suspend", cast.worker.pk)
    begin_check_of(later)
    suspend_at(cast, later.starts_at - HOUR / 2)
    told = Message.objects.filter(key__startswith="access-suspended:", channel="in app")
    assert {message.to for message in told} == {cast.dana, cast.alan}
    assert all(coming in message.body for message in told)
    assert f"Find cover for {cast.amara}" in page(cast.ben, "home"), "until somebody has cancelled or moved it"
    sweep_at(check_of(later).due_at)
    assert check_of(later).ended_how == "called off"


@pytest.mark.parametrize("change", [{"state": "cancelled"}, {"starts_at": 26 * HOUR, "ends_at": 27 * HOUR}])
def test_a_cancelled_visit_and_one_of_another_day_are_no_caution(cast, planned, change):
    later = plan_an_hour(cast, planned.starts_at + 2 * HOUR)
    changed = {name: planned.starts_at + value if name != "state" else value for name, value in change.items()}
    PlannedVisit.objects.filter(pk=later.pk).update(**changed)
    assert "still to come today" not in page(cast.ben, "worker_suspend", cast.worker.pk)
