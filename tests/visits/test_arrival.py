"""Arriving at the wrong visit, changing a visit after the arrival, and a worker walled off while they are there."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from casework.models import RecordAccess
from casework.services import declare_relation
from core import clock
from core.errors import NotPossible, Refused
from core.messages import queue_message
from core.models import Message
from core.vetoes import may_send
from tests.factories import PlannedVisitFactory
from tests.timelines import timeline_of
from tests.visits.noon_builders import check_of, fresh, plan_an_hour, sign_in, text_of
from visits import services
from visits.models import Escalation, LoneWorkingCheck, PlannedVisit
from workforce.services import record_absence

MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
SAFE = 15 * MINUTE
REMOVED = "Arrival at the visit removed by the worker: they had not arrived"


@pytest.fixture
def planned(cast, noon):
    """Given a planned visit from noon until one."""
    return plan_an_hour(cast, noon)


@pytest.fixture
def later(cast, noon):
    """Given a planned visit from five until six."""
    return plan_an_hour(cast, noon + 5 * HOUR)


@pytest.fixture
def client(cast):
    return sign_in(cast.amara)


# An arrival at the wrong visit


def test_an_arrival_hours_early_is_asked_about_first(cast, client, later):
    address = reverse("planned_arrive", args=[later.pk])
    page = text_of(client.post(address))
    assert "You are early. Have you arrived at this visit?" in page
    assert "17:00 to 18:00" in page
    assert fresh(later).arrived_at is None
    client.post(address, {"early": "yes"})
    assert fresh(later).arrived_at == clock.now()


@pytest.mark.parametrize(("minutes", "is_asked"), [(61, True), (60, False), (-30, False)])
def test_it_asks_only_more_than_an_hour_before_the_start(cast, client, planned, minutes, is_asked):
    with clock.frozen_at(planned.starts_at - minutes * MINUTE):
        client.post(reverse("planned_arrive", args=[planned.pk]))
    assert (fresh(planned).arrived_at is None) == is_asked


def test_the_worker_takes_an_arrival_back_and_the_check_follows_the_plan_again(cast, client, later):
    services.arrive(planned=later, by=cast.amara)
    assert check_of(later).due_at == clock.now() + HOUR + SAFE
    undo = reverse("planned_undo_arrival", args=[later.pk])
    assert "I haven’t arrived" in text_of(client.get(reverse("visits")))
    for _ in range(2):
        client.post(undo)
    assert fresh(later).arrived_at is None
    assert (check_of(later).state, check_of(later).due_at) == ("running", later.ends_at + SAFE)
    assert not LoneWorkingCheck.objects.under_way().exists()
    page = text_of(client.get(reverse("visits")))
    assert "I haven’t arrived" not in page
    assert "I’ve arrived" in page
    entries = [entry for entry in timeline_of(cast.individual, cast.ben) if entry["title"] == REMOVED]
    assert [entry["by"] for entry in entries] == ["Amara Okafor"]


def test_taking_an_arrival_back_removes_the_leaving_and_answers_the_question(cast, later):
    services.arrive(planned=later, by=cast.amara)
    services.leave(planned=later, by=cast.amara)
    with clock.frozen_at(clock.now() + 20 * MINUTE):
        services.advance_checks(on=clock.today())
        assert check_of(later).state == "asked"
        services.undo_arrival(planned=later, by=cast.amara)
    assert (fresh(later).left_at, check_of(later).state, check_of(later).asked_at) == (None, "running", None)


def test_safe_at_another_visit_does_not_switch_off_the_check_of_this_one(cast, later):
    services.arrive(planned=later, by=cast.amara)
    services.confirm_safe(check=check_of(later), by=cast.amara)
    services.undo_arrival(planned=later, by=cast.amara)
    assert (check_of(later).state, check_of(later).due_at) == ("running", later.ends_at + SAFE)


def confirm_by_other(cast, planned) -> None:
    services.confirm_safe_by_other(check=check_of(planned), words="On the bus", by=cast.omar)


def test_what_a_worker_said_by_phone_does_not_switch_off_the_check_of_the_visit(cast, client, later):
    """Given an arrival at the wrong visit, and a senior who spoke to the worker; then the check of the visit begins
    again when the worker takes the arrival back, and again when they do arrive."""
    services.arrive(planned=later, by=cast.amara)
    confirm_by_other(cast, later)
    page = text_of(client.post(reverse("planned_undo_arrival", args=[later.pk]), follow=True))
    assert "Your check-in follows the planned times again: check in by 18:15" in page
    assert (check_of(later).state, check_of(later).due_at) == ("running", later.ends_at + SAFE)
    confirm_by_other(cast, later)
    with clock.frozen_at(later.starts_at):
        services.arrive(planned=later, by=cast.amara)
    assert (check_of(later).state, check_of(later).ended_how) == ("running", "")


def test_after_the_end_of_the_visit_the_page_says_that_the_check_is_finished(cast, client, planned):
    services.arrive(planned=planned, by=cast.amara)
    confirm_by_other(cast, planned)
    with clock.frozen_at(planned.ends_at):
        page = text_of(client.post(reverse("planned_undo_arrival", args=[planned.pk]), follow=True))
    assert "Your lone-working check is finished: someone has spoken to the worker." in page
    assert "follows the planned times" not in page


def test_while_others_are_alerted_the_worker_first_says_that_they_are_safe(cast, client, planned):
    services.arrive(planned=planned, by=cast.amara)
    for minutes in (75, 90):
        with clock.frozen_at(planned.starts_at + minutes * MINUTE):
            services.advance_checks(on=clock.today())
    assert check_of(planned).state == "called"
    page = text_of(client.post(reverse("planned_undo_arrival", args=[planned.pk]), follow=True))
    assert "Others were alerted: first choose “I’m safe”." in page
    assert fresh(planned).arrived_at
    services.confirm_safe(check=check_of(planned), by=cast.amara)
    services.undo_arrival(planned=planned, by=cast.amara)
    assert fresh(planned).arrived_at is None


@pytest.mark.parametrize("press", [services.leave, services.undo_arrival])
def test_whoever_answers_with_another_button_is_no_longer_asked_on_their_home_page(cast, planned, press):
    services.arrive(planned=planned, by=cast.amara)
    with clock.frozen_at(planned.ends_at + SAFE):
        services.advance_checks(on=clock.today())
        asked = Message.objects.filter(to=cast.amara, subject="Are you safe?", channel="in app", read_at=None)
        assert asked.exists()
        press(planned=planned, by=cast.amara)
        assert not asked.exists()


def test_whoever_gets_a_moved_visit_is_not_asked_about_the_old_times(cast, planned):
    services.arrive(planned=planned, by=cast.amara)
    with clock.frozen_at(planned.ends_at + SAFE):
        services.advance_checks(on=clock.today())
        services.undo_arrival(planned=planned, by=cast.amara)
        services.advance_checks(on=clock.today())
        times = {"starts_at": planned.starts_at + 5 * HOUR, "ends_at": planned.ends_at + 5 * HOUR}
        services.move_planned(planned=fresh(planned), reason="Bus", by=cast.amara, **times)
        assert not Message.objects.filter(subject="Are you safe?", channel="in app", read_at=None).exists()


def test_a_check_that_is_off_stays_off(cast, planned):
    services.mark_accompanied(planned=planned, companion="Lewis", by=cast.amara)
    services.arrive(planned=planned, by=cast.amara)
    services.undo_arrival(planned=planned, by=cast.amara)
    assert check_of(planned).is_accompanied


def test_only_the_worker_takes_it_back_and_only_until_the_visit_is_logged(cast, planned):
    services.arrive(planned=planned, by=cast.amara)
    with pytest.raises(Refused, match="Only the worker"), transaction.atomic():
        services.undo_arrival(planned=planned, by=cast.ben)
    PlannedVisit.objects.update(state="logged")
    with pytest.raises(NotPossible, match="cancelled or logged"), transaction.atomic():
        services.undo_arrival(planned=planned, by=cast.amara)


# Changing a visit at which the worker has arrived


def test_a_visit_is_cancelled_only_after_its_worker_has_left_safely(cast, client, planned):
    services.arrive(planned=planned, by=cast.amara)
    address = reverse("visit_cancel", args=[planned.pk])
    page = text_of(client.get(address))
    assert "You have arrived at this visit. Have you left safely?" in page
    assert f'action="{reverse("lone_working_check_safe", args=[check_of(planned).pk])}"' in page
    refused = text_of(client.post(address, {"reason": "She was out"}))
    assert "Have you left safely? Choose “I’m safe”" in refused
    assert "She was out" in refused
    assert (fresh(planned).state, check_of(planned).state) == ("planned", "running")
    services.leave(planned=planned, by=cast.amara)
    client.post(address, {"reason": "She was out"})
    assert (fresh(planned).state, check_of(planned).state) == ("planned", "running"), "leaving does not say: safe"
    services.confirm_safe(check=check_of(planned), by=cast.amara)
    assert "Have you left safely" not in text_of(client.get(address))
    client.post(address, {"reason": "She was out"})
    assert (fresh(planned).state, check_of(planned).ended_how) == ("cancelled", "safe")


def test_nobody_else_moves_cancels_or_gives_away_a_visit_while_its_worker_is_there(cast, planned):
    """Given a worker at a visit, who is not overdue; when others change it; then it is refused and the check runs."""
    services.arrive(planned=planned, by=cast.amara)
    times = {"starts_at": planned.starts_at + 2 * HOUR, "ends_at": planned.ends_at + 2 * HOUR}
    absence = record_absence(worker=cast.worker, kind="sickness", from_on=cast.today, by=cast.ben)
    for change in (
        lambda: services.move_planned(planned=planned, reason="Bus", by=cast.ben, **times),
        lambda: services.move_planned(
            planned=planned,
            reason="Bus",
            kind="telephone",
            by=cast.ben,
            starts_at=planned.starts_at,
            ends_at=times["ends_at"],
        ),
        lambda: services.cancel_planned(planned=planned, reason="She did not come", by=cast.ben),
        lambda: services.cover_visits(absence=absence, choices={planned: cast.other_worker}, by=cast.ben),
    ):
        with pytest.raises(Refused, match="Amara Okafor has arrived at the visit"), transaction.atomic():
            change()
    assert check_of(planned).state == "running"
    lead = sign_in(cast.ben)
    for name in ("visit_cancel", "visit_move"):
        page = text_of(lead.get(reverse(name, args=[planned.pk])))
        assert "Amara Okafor has arrived at this visit and has not checked in as safe." in page
        assert cast.amara.telephone in page
        assert f'href="{reverse("lone_working_check_confirm", args=[check_of(planned).pk])}"' in page


def test_after_an_arrival_at_the_wrong_visit_was_taken_back_it_can_be_cancelled(cast, planned):
    services.arrive(planned=planned, by=cast.amara)
    services.undo_arrival(planned=planned, by=cast.amara)
    services.cancel_planned(planned=planned, reason="A wedding", by=cast.amara)
    assert check_of(planned).ended_how == "called off"


# A worker whom a wall hides the record from while they are there


@pytest.fixture
def walled(cast, planned):
    """Given a worker at a visit, and a personal connection declared since."""
    services.arrive(planned=planned, by=cast.amara)
    declare_relation(user=cast.amara, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)
    return fresh(planned)


def press(client, name, pk, **data) -> str:
    """Press a button and return the page that follows, which shows nothing of the person."""
    answer = client.post(reverse(name, args=[pk]), data, follow=True)
    assert answer.status_code == 200, name
    page = text_of(answer)
    assert "Maya" not in page
    return page


def test_a_walled_worker_answers_are_you_safe_and_reads_no_record(cast, client, walled):
    opened = RecordAccess.objects.count()
    check = check_of(walled)
    page = text_of(client.get(reverse("lone_working_check", args=[check.pk])))
    assert "Are you safe?" in page
    assert cast.omar.telephone in page
    for secret in ("Maya", cast.individual.initials, cast.individual.reference):
        assert f" {secret}" not in page
    assert "We’ll ask you again at 13:30" in press(client, "lone_working_check_extend", check.pk, minutes="15")
    assert "you’re checked in as safe" in press(client, "lone_working_check_safe", check.pk)
    assert check_of(walled).ended_how == "safe"
    assert RecordAccess.objects.count() == opened


def test_a_walled_worker_uses_every_other_button_of_the_visit(cast, client, walled):
    assert "Left at 12:00" in press(client, "planned_leave", walled.pk)
    assert "We have removed your arrival" in press(client, "planned_undo_arrival", walled.pk)
    assert "No signal expected" in press(client, "planned_no_signal", walled.pk)
    assert "Signal expected" in press(client, "planned_signal", walled.pk)
    assert "Arrived at 12:00" in press(client, "planned_arrive", walled.pk)
    assert cast.individual.initials not in text_of(client.get(reverse("planned_accompanied", args=[walled.pk])))
    assert "is now OFF" in press(client, "planned_accompanied", walled.pk, companion="Lewis")
    assert "is now ON" in press(client, "planned_alone", walled.pk)


def test_an_early_arrival_is_asked_about_without_the_person(cast, client, later):
    declare_relation(user=cast.amara, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)
    page = text_of(client.post(reverse("planned_arrive", args=[later.pk])))
    assert "You are early" in page
    assert f"{cast.individual.initials}," not in page


def test_others_and_visits_of_other_days_stay_hidden(cast, client, walled):
    declare_relation(user=cast.lewis, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)
    lewis = sign_in(cast.lewis)
    assert lewis.post(reverse("lone_working_check_safe", args=[check_of(walled).pk])).status_code == 404
    services.confirm_safe(check=check_of(walled), by=cast.amara)
    with clock.frozen_at(clock.now() + datetime.timedelta(days=2)):
        for name, pk in (("planned_leave", walled.pk), ("lone_working_check_safe", check_of(walled).pk)):
            assert client.post(reverse(name, args=[pk])).status_code == 404


def test_a_walled_worker_is_asked_and_told_that_their_call_was_answered(cast, client, walled):
    """Given a wall since the arrival; then "Are you safe?" and the answer to a call still reach the worker."""
    with clock.frozen_at(walled.ends_at + SAFE):
        services.advance_checks(on=clock.today())
    asked = Message.objects.filter(to=cast.amara, subject="Are you safe?")
    assert {message.channel for message in asked} == {"text", "in app"}
    client.post(reverse("call_from_planned", args=[walled.pk]))
    services.answer_escalation(escalation=Escalation.objects.get(), by=cast.omar)
    answered = Message.objects.get(to=cast.amara, subject="Your call for help was answered")
    assert (answered.path, answered.individual_id) == ("", None)
    for message in (*asked, answered):
        assert may_send.objections(message) == []
        assert (message.individual_id, message.about_ids) == (None, [])
        assert cast.package.reference not in message.subject + message.body
    other = queue_message(cast.amara, key="k", subject="S", body="B", individual_id=cast.individual.pk)[0]
    assert may_send.objections(other) == ["not for this recipient"]


def test_the_banner_of_a_walled_worker_s_call_has_no_link_to_it(cast, client, walled):
    client.post(reverse("call_from_planned", args=[walled.pk]))
    page = text_of(client.get(reverse("people")))
    assert "Your call for help is not closed." in page
    assert reverse("escalation", args=[Escalation.objects.get().pk]) not in page


# "Are you safe?" and the number of who is on call


@pytest.mark.parametrize(("hour", "is_outside"), [(12, False), (20, False), (21, True)])
def test_are_you_safe_has_the_number_of_who_is_on_call(cast, client, noon, hour, is_outside):
    at = clock.instant_on(cast.today, datetime.time(hour))
    visit = PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=at, ends_at=at + 45 * MINUTE)
    with clock.frozen_at(at):
        services.begin_checks(on=clock.today())
    with clock.frozen_at(at + HOUR):
        services.advance_checks(on=clock.today())
        page = text_of(client.get(reverse("lone_working_check", args=[check_of(visit).pk])))
    message = Message.objects.get(to=cast.amara, subject="Are you safe?", channel="text")
    note = " (outside service hours)" if is_outside else ""
    assert f"ring the on-call senior on {cast.omar.telephone}{note}. If you" in message.body
    assert "On-call senior, Omar Farouk" in page
    assert cast.omar.telephone in page
    assert ("(outside service hours)" in page) == is_outside


def test_the_page_has_no_numbers_once_the_worker_is_safe_and_none_for_others(cast, client, planned):
    services.arrive(planned=planned, by=cast.amara)
    address = reverse("lone_working_check", args=[check_of(planned).pk])
    lead = sign_in(cast.tess)
    assert "On-call senior, " not in text_of(lead.get(address))
    services.confirm_safe(check=check_of(planned), by=cast.amara)
    assert "On-call senior, " not in text_of(client.get(address))
