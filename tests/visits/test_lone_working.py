"""Lone working: the check begins with the visit, asks, escalates, and ends when the worker is known to be safe."""

import datetime
import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.services import suspend_access
from accounts.walls import raise_wall
from casework.models import Allocation, RecordAccess
from casework.services import declare_relation, record_admission
from contracts.models import Post
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.models import Message
from tests.factories import PlannedVisitFactory
from tests.visits.escalation_builders import make_same_day_request, make_shift
from tests.visits.test_alerts import begin_escalation
from tests.visits.test_call_page import text_of
from visits import services
from visits.lone_working.on_call_lists import checks_for
from visits.models import Escalation, LoneWorkingCheck
from workforce.models import OnCallShift
from workforce.on_call.rota import gaps, on_call_now
from workforce.services import put_on_call, record_absence, take_off_call

MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def planned(cast):
    """Given a planned visit that began five minutes ago and lasts an hour."""
    starts_at = clock.now() - 5 * MINUTE
    return PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR)


def sweep(at=None) -> None:
    with clock.frozen_at(at or clock.now()):
        services.begin_checks(on=clock.today())
        services.advance_checks(on=clock.today())
        services.advance_escalations(on=clock.today())


def users_texted() -> list:
    messages = Message.objects.filter(channel="text").order_by("recorded_at", "key").select_related("to")
    return [message.to for message in messages]


def test_a_check_begins_with_the_visit_and_sends_no_text_message(cast, planned):
    sweep()
    sweep()
    assert planned.lone_working_check.due_at == planned.ends_at + 15 * MINUTE
    assert users_texted() == []


@pytest.mark.parametrize("why", ["cancelled", "held", "dead", "ahead", "logged"])
def test_a_visit_that_does_not_take_place_has_no_check(cast, planned, why):
    if why == "cancelled":
        services.cancel_planned(planned=planned, reason="A wedding", by=cast.amara)
    elif why == "held":
        record_admission(
            individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=cast.today - DAY, by=cast.amara
        )
    elif why == "dead":
        type(cast.individual).objects.filter(pk=cast.individual.pk).update(died_on=cast.today)
    elif why == "logged":
        type(planned).objects.update(state="logged")
    else:
        type(planned).objects.update(starts_at=clock.now() + HOUR, ends_at=clock.now() + 2 * HOUR)
    sweep()
    assert not LoneWorkingCheck.objects.exists()


def test_lost_contact_escalates_to_the_worker_the_senior_then_the_managers(cast, planned):
    """Given a visit that is over; then the worker is asked after 15 minutes and others are called every 10 minutes."""
    make_shift(cast.tameside, cast.omar)
    sweep()
    late = planned.ends_at + 15 * MINUTE
    expected = {-1: set(), 0: {cast.amara}, 9: set(), 10: {cast.omar}, 19: set(), 20: {cast.ben, cast.dana}}
    for minutes, people in expected.items():
        before = len(users_texted())
        sweep(late + minutes * MINUTE)
        assert set(users_texted()[before:]) == people, f"{minutes} minutes after it was due"
    assert [move.verb for move in transitions.history(planned.lone_working_check)] == ["begin", "ask", "call"]
    assert Escalation.objects.get().steps.count() == 3


def test_confirming_safe_ends_the_escalation_and_notifies_those_called(cast, planned):
    sweep()
    for minutes in (75, 86):
        sweep(planned.starts_at + minutes * MINUTE)
    check = LoneWorkingCheck.objects.get()
    with pytest.raises(Refused, match="Only the worker"), transaction.atomic():
        services.confirm_safe(check=check, by=cast.ben)
    services.confirm_safe(check=check, by=cast.amara)
    escalation = Escalation.objects.get()
    assert (escalation.state, escalation.done) == ("closed", "The worker checked in as safe.")
    assert Message.objects.filter(key__startswith="call-over:", to=cast.omar, channel="in app").exists()


def test_somebody_who_spoke_to_the_worker_can_end_the_check(cast, planned):
    sweep()
    with pytest.raises(Refused), transaction.atomic():
        services.confirm_safe_by_other(check=planned.lone_working_check, words=" ", by=cast.omar)
    check = services.confirm_safe_by_other(check=planned.lone_working_check, words="On the bus", by=cast.omar)
    assert check.ended_how == "confirmed"


def test_logging_the_visit_ends_the_check(cast, planned):
    sweep()
    services.log_visit(
        id=uuid4(),
        package=cast.package,
        worker=cast.worker,
        planned=planned,
        started_at=planned.starts_at,
        ended_at=planned.starts_at + 3 * MINUTE,
        outcome="no answer",
        kind="face to face",
        notes="Nobody came to the door.",
        by=cast.amara,
    )
    assert LoneWorkingCheck.objects.get().ended_how == "logged"


@pytest.mark.parametrize("minutes", [-1, 0, 5])
def test_a_check_is_overdue_from_the_minute_in_which_it_was_due(cast, planned, minutes):
    """Given no sweep since the visit began; then the check and the query say from the due minute that it is overdue."""
    sweep()
    with clock.frozen_at(planned.ends_at + (15 + minutes) * MINUTE):
        assert LoneWorkingCheck.objects.get().is_overdue is (minutes >= 0)
        assert LoneWorkingCheck.objects.overdue().exists() is (minutes >= 0)


def test_extending_a_visit_moves_the_check(cast, planned):
    sweep()
    check = services.extend_check(check=planned.lone_working_check, minutes=30, by=cast.amara)
    sweep(planned.ends_at + 44 * MINUTE)
    assert users_texted() == []
    assert check.due_at == planned.ends_at + 45 * MINUTE


def test_no_signal_is_distinguished_from_no_contact(cast, planned):
    """Given lost contact; then it is “no signal” without any contact since the start, else “no contact”, also where no
    signal was expected.
    """
    sweep()
    assert checks_for(cast.omar).get().contact_loss == "no signal"
    RecordAccess.objects.create(recorded_by=cast.amara, path="/", about_ids=[cast.individual.pk])
    assert checks_for(cast.omar).get().contact_loss == "no contact"
    check = services.expect_no_signal(planned=planned, by=cast.amara)
    assert checks_for(cast.omar).get().contact_loss == "no contact"
    assert check.due_at == planned.ends_at + 30 * MINUTE


def seen_at(cast, at) -> None:
    with clock.frozen_at(at):
        RecordAccess.objects.create(recorded_by=cast.amara, path="/", about_ids=[cast.individual.pk])


def test_an_overdue_check_says_how_long_nothing_is_known_of_the_worker(cast):
    """Given a visit from noon; then its label says since when the phone was not seen, or only that they have not
    checked in.
    """
    noon = clock.instant_on(cast.today, datetime.time(12))
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=noon, ends_at=noon + HOUR)

    def label() -> str:
        return checks_for(cast.omar).get().contact_loss_label

    with clock.frozen_at(noon + MINUTE):
        services.begin_checks(on=cast.today)
        assert label() == "Phone not seen since the visit began"
        seen_at(cast, noon - 8 * HOUR - 30 * MINUTE)
        assert label() == "Phone not seen since 03:30"
        seen_at(cast, noon + MINUTE)
        assert label() == "Has not checked in"
        services.expect_no_signal(planned=planned, by=cast.amara)
        assert label() == "Has not checked in"


def test_the_list_of_lone_visits_says_who_has_arrived(cast, client):
    """Given two lone visits; then the page says “Not arrived” of one and the time of arrival of the other."""
    noon = clock.instant_on(cast.today, datetime.time(12))
    there = PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=noon, ends_at=noon + HOUR)
    PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=noon, ends_at=noon + HOUR)
    with clock.frozen_at(noon + 4 * MINUTE):
        services.begin_checks(on=cast.today)
        services.arrive(planned=there, by=cast.amara)
        client.force_login(cast.omar)
        html = client.get(reverse("escalations")).content.decode()
    assert "Lone visits not checked in yet" in html
    assert "Arrived 12:04" in html
    assert html.count("Not arrived") == 1


def test_an_overdue_lone_worker_has_the_address_and_the_way_to_the_visit(cast, planned):
    """Given an overdue check; then those who may open the visit read where it is, and that they ring 999."""
    sweep()
    with clock.frozen_at(planned.ends_at + 3 * HOUR):
        page = text_of(cast.omar, "escalations")
        home = text_of(cast.omar, "home")
    row = page[page.index("Lone visits not checked in yet") :]
    expected = ["14 Canal Row", "No answer? Ring 999 and give this address.", "Visit briefing"]
    places = [row.find(words) for words in expected]
    assert -1 not in places, dict(zip(expected, places, strict=True))
    assert places == sorted(places)
    assert cast.amara.telephone in home
    assert "2 hours overdue" in home


def test_a_lone_visit_that_is_not_overdue_does_not_tell_to_ring_999(cast, planned):
    sweep()
    page = text_of(cast.omar, "escalations")
    assert "14 Canal Row" in page
    assert "No answer?" not in page


def test_who_may_not_open_the_visit_reads_no_address(cast, planned):
    """Given a wall between the senior and the visit; then the page has no address, and the manager may open it."""
    sweep()
    raise_wall(record_id=planned.pk, user=cast.omar, reason="Neighbour", by=cast.sunita)
    page = text_of(cast.omar, "escalations")
    assert "14 Canal Row" not in page
    assert "Visit briefing" not in page
    assert checks_for(cast.ben).get().may_open_visit


def test_workers_who_have_not_checked_in_stand_above_calls_that_somebody_deals_with(cast, planned):
    services.answer_escalation(escalation=begin_escalation(cast), by=cast.ben)
    sweep()
    with clock.frozen_at(planned.ends_at + HOUR):
        page = text_of(cast.omar, "home")
    assert page.index("has not checked in") < page.index("Being dealt with")
    assert f"{cast.ben} has been dealing with this since" in page


def test_an_accompanied_visit_has_no_check(cast, planned):
    services.mark_accompanied(planned=planned, by=cast.amara)
    sweep()
    assert LoneWorkingCheck.objects.get().ended_how == "accompanied"


def test_the_worker_marks_a_visit_as_accompanied_before_the_check_and_can_undo_it(cast, planned):
    """Given an accompanied visit; then only its worker marks it, before the check, and undoing restarts the check."""
    with pytest.raises(Refused, match="Only the worker"), transaction.atomic():
        services.mark_accompanied(planned=planned, by=cast.tess)
    services.mark_accompanied(planned=planned, by=cast.amara)
    with pytest.raises(Refused, match="Only the worker"), transaction.atomic():
        services.mark_alone(planned=planned, by=cast.tess)
    check = services.mark_alone(planned=planned, by=cast.amara)
    assert (check.state, check.due_at) == ("running", planned.ends_at + 15 * MINUTE)
    sweep(planned.ends_at + 15 * MINUTE)
    assert users_texted() == [cast.amara]
    with pytest.raises(NotPossible, match="already asked you to check in"), transaction.atomic():
        services.mark_accompanied(planned=planned, by=cast.amara)
    with pytest.raises(NotPossible, match="not recorded as two workers going"), transaction.atomic():
        services.mark_alone(planned=planned, by=cast.amara)


# The visit moves or is cancelled


def test_a_moved_visit_moves_the_check_and_ends_the_escalation(cast, planned):
    """Given a running escalation; when the visit moves to tomorrow; then nobody is asked before its new end."""
    sweep()
    for minutes in (75, 86):
        sweep(planned.starts_at + minutes * MINUTE)
    assert LoneWorkingCheck.objects.get().state == "called"
    starts_at = planned.starts_at + DAY
    services.move_planned(
        planned=planned,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
        out_of_hours_reason="Whenever the tests run",
        reason="A wedding",
        by=cast.amara,
    )
    check = LoneWorkingCheck.objects.get()
    assert (check.state, check.due_at) == ("running", starts_at + 75 * MINUTE)
    assert (check.asked_at, check.escalation, Escalation.objects.get().state) == (None, None, "closed")
    before = len(users_texted())
    sweep(starts_at + 74 * MINUTE)
    assert len(users_texted()) == before
    sweep(starts_at + 75 * MINUTE)
    assert users_texted()[before:] == [cast.amara]


TOMORROW = {"out_of_hours_reason": "Whenever the tests run", "reason": "A wedding"}


def test_nobody_else_changes_a_visit_whose_worker_has_lost_contact(cast, planned):
    """Given a worker who lost contact; when others change the visit; then it is refused and the search continues."""
    sweep()
    sweep(planned.ends_at + 15 * MINUTE)
    times = {"starts_at": planned.starts_at + DAY, "ends_at": planned.ends_at + DAY}
    absence = record_absence(worker=cast.worker, kind="sickness", from_on=cast.today, by=cast.ben)
    for ending in (
        lambda: services.move_planned(planned=planned, by=cast.ben, **times, **TOMORROW),
        lambda: services.cancel_planned(planned=planned, reason="She did not come", by=cast.ben),
        lambda: services.cover_visits(absence=absence, choices={planned: cast.other_worker}, by=cast.ben),
    ):
        with pytest.raises(Refused, match="Amara Okafor has not checked in as safe"), transaction.atomic():
            ending()
    sweep(planned.ends_at + 26 * MINUTE)
    assert LoneWorkingCheck.objects.get().state == "called"


def test_cancelling_recurring_visits_does_not_end_the_search(cast, planned):
    sweep()
    sweep(planned.ends_at + 15 * MINUTE)
    type(planned).objects.update(state="cancelled")
    sweep(planned.ends_at + 26 * MINUTE)
    assert LoneWorkingCheck.objects.get().state == "called"


def log_planned_visit(cast, planned, by, **more):
    times = {"started_at": planned.starts_at, "ended_at": planned.starts_at + 3 * MINUTE}
    columns = {"outcome": "yes", "kind": "face to face", "notes": "Soup", **times, **more}
    return services.log_visit(id=uuid4(), package=cast.package, worker=cast.worker, planned=planned, by=by, **columns)


@pytest.mark.parametrize("was_asked", [True, False])
def test_nobody_else_logs_the_visit_of_a_worker_who_lost_contact(cast, planned, was_asked):
    """Given a worker who lost contact, sweep or no sweep; when her lead logs the visit; then it is refused."""
    sweep()
    if was_asked:
        sweep(planned.ends_at + 15 * MINUTE)
    with clock.frozen_at(planned.ends_at + 16 * MINUTE):
        with pytest.raises(Refused, match="has not checked in as safe"), transaction.atomic():
            log_planned_visit(cast, planned, by=cast.tess)
        log_planned_visit(cast, planned, by=cast.amara)
    assert LoneWorkingCheck.objects.get().ended_how == "logged"


def test_a_paper_entry_of_a_worker_who_lost_contact_is_entered_by_her_lead(cast, planned):
    """Given checks due after a downtime; when her lead enters her paper note; then the check ends."""
    sweep()
    sweep(planned.ends_at + 15 * MINUTE)
    with clock.frozen_at(planned.ends_at + 30 * MINUTE):
        log_planned_visit(cast, planned, by=cast.tess, entry_route="paper", written_at=planned.ends_at + 5 * MINUTE)
    assert LoneWorkingCheck.objects.get().ended_how == "logged"


def test_striking_an_entry_by_somebody_else_restarts_the_check(cast, planned):
    sweep()
    visit = log_planned_visit(cast, planned, by=cast.tess)
    assert LoneWorkingCheck.objects.get().ended_how == "logged"
    services.strike_visit(visit=visit, reason="It was another visit", by=cast.tess)
    assert LoneWorkingCheck.objects.get().state == "running"


def test_everybody_called_in_the_meantime_is_notified_of_the_end(cast, planned):
    """Given a check read before an escalation began; when it ends; then the escalation ends too."""
    sweep()
    sweep(planned.ends_at + 15 * MINUTE)
    read = LoneWorkingCheck.objects.select_related("planned__package__case", "planned__worker").get()
    sweep(planned.ends_at + 26 * MINUTE)
    services.confirm_safe(check=read, by=cast.amara)
    assert (LoneWorkingCheck.objects.get().state, Escalation.objects.get().state) == ("over", "closed")


def test_cancelling_by_the_worker_ends_the_check(cast, planned):
    sweep()
    sweep(planned.ends_at + 15 * MINUTE)
    services.cancel_planned(planned=planned, reason="I went home ill", by=cast.amara)
    assert LoneWorkingCheck.objects.get().ended_how == "called off"


# Telephone calls need no check


def test_a_telephone_call_has_no_check(cast, planned):
    type(planned).objects.update(kind="telephone")
    sweep()
    assert not LoneWorkingCheck.objects.exists()
    with pytest.raises(NotPossible, match="face to face"), transaction.atomic():
        services.expect_no_signal(planned=planned, by=cast.amara)


def test_changing_a_visit_to_a_telephone_call_ends_the_check(cast, planned):
    sweep()
    same = {"starts_at": planned.starts_at, "ends_at": planned.ends_at}
    services.move_planned(planned=planned, kind="telephone", by=cast.ben, **same, **TOMORROW)
    assert LoneWorkingCheck.objects.get().ended_how == "called off"
    services.move_planned(planned=planned, kind="face to face", by=cast.ben, **same, **TOMORROW)
    assert LoneWorkingCheck.objects.get().state == "running"


def test_a_telephone_call_cannot_be_marked_as_alone(cast, planned):
    services.mark_accompanied(planned=planned, by=cast.amara)
    same = {"starts_at": planned.starts_at, "ends_at": planned.ends_at}
    services.move_planned(planned=planned, kind="telephone", by=cast.ben, **same, **TOMORROW)
    with pytest.raises(NotPossible, match="face to face"), transaction.atomic():
        services.mark_alone(planned=planned, by=cast.amara)


def test_a_check_made_beforehand_is_not_due_before_its_visit_begins(cast, planned):
    check = services.expect_no_signal(planned=planned, by=cast.amara)
    type(planned).objects.update(starts_at=clock.now() + DAY, ends_at=clock.now() + DAY + HOUR)
    sweep(check.due_at)
    assert users_texted() == []


def test_accompanied_ends_when_another_worker_takes_the_visit(cast, planned):
    services.mark_accompanied(planned=planned, by=cast.amara)
    services.move_planned(
        planned=planned,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        worker=cast.other_worker,
        out_of_hours_reason="Whenever the tests run",
        reason="Cover",
        by=cast.ben,
    )
    assert LoneWorkingCheck.objects.get().state == "running"


@pytest.mark.parametrize("why", ["away", "allocation over", "no access"])
def test_a_visit_without_an_available_worker_has_no_check(cast, planned, why):
    """Given no available worker, before or after the check began; then nobody is asked."""

    def make_unavailable():
        if why == "away":
            record_absence(worker=cast.worker, kind="sickness", from_on=cast.today, by=cast.ben)
        elif why == "no access":
            with clock.frozen_at(planned.starts_at - MINUTE):  # later, she may be there: test_out_of_reach.py
                suspend_access(user=cast.amara, reason="Left her phone", by=cast.sunita)
        else:
            Allocation.objects.filter(package=cast.package).update(until_on=cast.today)

    with transaction.atomic():
        make_unavailable()
        sweep()
        assert not LoneWorkingCheck.objects.exists()
        transaction.set_rollback(True)
    sweep()
    make_unavailable()
    sweep(planned.ends_at + 15 * MINUTE)
    assert LoneWorkingCheck.objects.get().ended_how == "called off"
    assert users_texted() == []


def test_a_worker_who_has_arrived_keeps_the_check(cast, planned):
    """Given a worker at a visit; when a hold and an absence are recorded; then she is asked all the same."""
    services.arrive(planned=planned, by=cast.amara)
    record_absence(worker=cast.worker, kind="sickness", from_on=cast.today, by=cast.ben)
    record_admission(
        individual=cast.individual,
        hospital="Tameside General",
        admitted_on=cast.today,
        kind="mental health",
        by=cast.ben,
    )
    sweep(clock.now() + 2 * HOUR)
    check = LoneWorkingCheck.objects.get()
    assert check.ended_how == ""
    assert check.asked_at is not None
    assert cast.amara in users_texted()


def test_safe_before_the_visit_does_not_switch_off_the_check_of_the_visit(cast, planned):
    sweep()
    services.confirm_safe(check=LoneWorkingCheck.objects.get(), by=cast.amara)
    services.arrive(planned=planned, by=cast.amara)
    check = LoneWorkingCheck.objects.get()
    assert check.ended_how == ""
    sweep(check.due_at)
    assert cast.amara in users_texted()


def test_a_worker_at_a_visit_calls_for_help_behind_a_wall(cast, planned, client):
    """Given a personal connection that was declared during a visit; then the call is sent and shows no record."""
    services.arrive(planned=planned, by=cast.amara)
    declare_relation(user=cast.amara, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)
    client.force_login(cast.amara)
    answer = client.post(reverse("call_from_planned", args=[planned.pk]), follow=True)
    assert Escalation.objects.get().planned == planned
    assert "Your call for help has been sent" in answer.content.decode()
    assert "Maya" not in answer.content.decode()


def test_one_escalation_for_a_worker_who_lost_contact_at_two_visits(cast, planned):
    cover = {"kind": "cover", "from_on": cast.today, "until_on": cast.today + DAY}
    Allocation.objects.create(package=cast.other_package, worker=cast.worker, **cover)
    PlannedVisitFactory(
        package=cast.other_package, worker=cast.worker, starts_at=planned.starts_at, ends_at=planned.ends_at
    )
    sweep()
    for minutes in (75, 86):
        sweep(planned.starts_at + minutes * MINUTE)
    assert Escalation.objects.count() == 1
    assert Escalation.objects.get().lone_working_checks.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_act_once(cast, planned):
    for instant in (clock.now(), planned.ends_at + 15 * MINUTE, planned.ends_at + 26 * MINUTE):
        ready = threading.Barrier(2)

        def run(at=instant, ready=ready):
            try:
                ready.wait(10)
                sweep(at)
            finally:
                connection.close()

        both = [threading.Thread(target=run) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(30)
    assert [move.verb for move in transitions.history(LoneWorkingCheck.objects.get())] == ["begin", "ask", "call"]
    assert users_texted() == [cast.amara, cast.omar]


def test_the_buttons_of_a_visit_follow_its_check(cast, planned, rf):
    """Given a visit; then its buttons change when the check begins."""

    def buttons() -> str:
        visit = type(planned).objects.select_related("lone_working_check").get()
        return render_to_string("visits/lone_working/_safe.html", {"visit": visit}, rf.get("/"))

    assert "I expect no signal at this visit" in buttons()
    sweep()
    assert "I’m safe" in buttons()
    assert "I expect no signal at this visit" not in buttons()
    assert reverse("planned_arrive", args=[planned.pk]) in buttons()
    assert "Call for help" not in buttons()  # the page has one: test_check_in_off.py


# The on-call rota


def test_a_shift_after_the_role_has_ended_is_a_gap(cast):
    """Given shifts of three days, and a role that ends after the first of them; then the other two are gaps."""
    tomorrow = cast.today + DAY
    put_on_call(
        contract=cast.tameside,
        user=cast.omar,
        from_on=tomorrow,
        until_on=tomorrow + 3 * DAY,
        begins=datetime.time(8),
        ends=datetime.time(22),
        by=cast.tess,
    )
    assert gaps(cast.tameside, tomorrow, 3) == []
    Post.objects.filter(user=cast.omar).update(until_on=tomorrow + DAY)
    assert [gap.starts_at for gap in gaps(cast.tameside, tomorrow, 3)] == [
        clock.instant_on(tomorrow + n * DAY, datetime.time(8)) for n in (1, 2)
    ]


def test_the_rota_page_shows_numbers_and_the_way_to_change_it(cast, client):
    shift = make_shift(cast.tameside, cast.omar)
    client.force_login(cast.tess)
    page = client.get(reverse("on_call")).content.decode()
    assert cast.omar.telephone.replace(" ", "\N{NO-BREAK SPACE}") in page
    assert reverse("on_call_end", args=[shift.pk]) in page
    client.force_login(cast.omar)
    assert "Take off" not in client.get(reverse("on_call")).content.decode()


def test_the_rota_shows_who_is_on_call_and_the_gaps(cast):
    """Given hours from eight to ten at night and a shift until two; then the rest of tomorrow is a gap."""
    tomorrow = cast.today + DAY
    times = {"begins": datetime.time(8), "ends": datetime.time(14)}
    put_on_call(
        contract=cast.tameside, user=cast.omar, from_on=tomorrow, until_on=tomorrow + DAY, by=cast.tess, **times
    )
    uncovered = gaps(cast.tameside, tomorrow, 1)
    assert [(gap.starts_at, gap.ends_at) for gap in uncovered] == [
        (clock.instant_on(tomorrow, datetime.time(14)), clock.instant_on(tomorrow, datetime.time(22)))
    ]
    assert on_call_now(cast.tameside, clock.instant_on(tomorrow, datetime.time(13, 59))).is_from_rota
    assert not on_call_now(cast.tameside, clock.instant_on(tomorrow, datetime.time(14))).is_from_rota
    assert gaps(cast.links, tomorrow, 7) == []
    with pytest.raises(Refused, match="already"), transaction.atomic():
        put_on_call(
            contract=cast.tameside, user=cast.omar, from_on=tomorrow, until_on=tomorrow + DAY, by=cast.tess, **times
        )


def test_only_a_senior_is_put_on_call(cast):
    with pytest.raises(Refused, match="on-call senior"), transaction.atomic():
        put_on_call(
            contract=cast.tameside,
            user=cast.amara,
            from_on=cast.today,
            until_on=cast.today + DAY,
            begins=datetime.time(8),
            ends=datetime.time(14),
            by=cast.tess,
        )


def test_a_running_shift_is_shortened_and_a_future_one_struck(cast):
    running, ahead = make_shift(cast.tameside, cast.omar), make_shift(cast.tameside, cast.omar, ahead=2)
    assert take_off_call(shift=running, reason="Ill", by=cast.tess).cut_reason == "Ill"
    take_off_call(shift=ahead, reason="Ill", by=cast.tess)
    assert OnCallShift.objects.not_struck().get() == running
    assert not on_call_now(cast.tameside, clock.now() + MINUTE).is_from_rota


# Same-day requests


def test_a_same_day_request_recorded_by_mistake_is_withdrawn_and_counts_nowhere(cast, client):
    """Given a request with an agreed visit that was made; then the visit can be linked to the right request."""
    request = make_same_day_request(cast.package, cast.amara)
    services.assess_same_day(request=request, risk="Alone", by=cast.amara)
    services.promise_same_day(request=request, comes_at=clock.now() + HOUR, by=cast.amara)
    visit = log_at(cast, request.requested_at + 40 * MINUTE)
    services.link_same_day_visit(request=request, visit=visit, by=cast.amara)
    client.force_login(cast.ben)
    client.post(reverse("same_day_withdraw", args=[request.pk]), {"reason": "It was her sister"})
    request.refresh_from_db()
    assert (request.state, request.visit, request.risk) == ("withdrawn", None, "Alone")
    assert client.get(reverse("same_day")).context["medians"][0][1] is None
    assert "Withdrawn: recorded by mistake" in client.get(reverse("same_day_request", args=[request.pk])).text
    right = make_same_day_request(cast.package, cast.amara)
    services.assess_same_day(request=right, risk="Alone", by=cast.amara)
    services.promise_same_day(request=right, comes_at=clock.now() + HOUR, by=cast.amara)
    services.link_same_day_visit(request=right, visit=visit, by=cast.amara)


def test_a_same_day_response_records_the_minutes_taken(cast):
    """Given a request an hour ago; when it is assessed, answered and visited; then the minutes are recorded."""
    request = make_same_day_request(cast.package, cast.amara)
    services.assess_same_day(request=request, risk="She is alone and frightened", by=cast.amara)
    services.promise_same_day(request=request, comes_at=clock.now() + HOUR, by=cast.amara)
    assert (request.minutes_to_assess, request.minutes_to_answer, request.minutes_to_visit) == (60, 60, None)
    before = log_at(cast, request.requested_at - MINUTE)
    with pytest.raises(Refused, match="before the request"), transaction.atomic():
        services.link_same_day_visit(request=request, visit=before, by=cast.amara)
    services.link_same_day_visit(request=request, visit=log_at(cast, request.requested_at + 40 * MINUTE), by=cast.amara)
    assert request.minutes_to_visit == 40


def log_at(cast, started_at):
    return services.log_visit(
        id=uuid4(),
        package=cast.package,
        worker=cast.worker,
        started_at=started_at,
        ended_at=started_at + 5 * MINUTE,
        outcome="yes",
        kind="face to face",
        notes="We sat on the steps.",
        by=cast.amara,
    )


# A check that never began


def names_listed(user, client) -> list:
    client.force_login(user)
    pages = [client.get(reverse(name)) for name in ("home", "escalations")]
    urgent = pages[0].context["urgent"]
    rows = urgent.now + urgent.today + urgent.other_days  # of another day in the table, among the dangers
    on_home = [row.record_id for row in rows if row.sentence.startswith("No one asked")]
    on_list = [visit.pk for visit in pages[1].context["never_checked"]]
    assert on_home == on_list
    return on_list


@pytest.mark.parametrize(("hours", "is_listed"), [(5.9, False), (6.1, True), (40, True)])
def test_a_check_that_never_began_is_listed_for_those_who_watch(cast, client, hours, is_listed):
    """Given a scheduler that was down for hours; then visits that get no check any more are listed, and no others."""
    starts_at = clock.now() - hours * HOUR
    visit = PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR)
    sweep()
    assert LoneWorkingCheck.objects.filter(planned=visit).exists() is not is_listed
    for user in (cast.ben, cast.omar, cast.tess):
        assert names_listed(user, client) == ([visit.pk] if is_listed else [])
    if is_listed:
        page = client.get(reverse("escalations")).content.decode()
        assert reverse("visit_log_planned", args=[visit.pk]) in page
        assert "tel:" in page.partition("Lone visits without a check")[2].partition("</ul>")[0]


@pytest.mark.parametrize("how", ["logged", "cancelled"])
def test_a_check_that_never_began_leaves_the_list_when_the_visit_is_settled(cast, client, how):
    starts_at = clock.now() - 9 * HOUR
    visit = PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR)
    assert names_listed(cast.ben, client) == [visit.pk]
    if how == "logged":
        services.log_visit(
            id=uuid4(),
            package=cast.package,
            worker=cast.worker,
            planned=visit,
            started_at=visit.starts_at,
            ended_at=visit.ends_at,
            outcome="yes",
            kind="face to face",
            notes="We cooked.",
            by=cast.amara,
        )
    else:
        services.cancel_planned(planned=visit, reason="She was ill", by=cast.ben)
    assert names_listed(cast.ben, client) == []


@pytest.mark.parametrize("how", ["suspended", "knows the person"])
@pytest.mark.parametrize(("minutes", "may_be_there"), [(10, True), (-10, False)])
@pytest.mark.parametrize("hours", [1, 9])
def test_whoever_may_be_there_since_before_their_access_ended_is_watched(
    cast, client, hours, minutes, may_be_there, how
):
    """Given a worker whose access ended ten minutes into a visit, or before it, and a scheduler that was down.

    Then the visit gets its check after an hour, and after nine hours it is listed, in the first case only.
    """
    starts_at = clock.now() - hours * HOUR
    visit = PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR)
    with clock.frozen_at(starts_at + minutes * MINUTE):
        if how == "suspended":
            suspend_access(user=cast.amara, reason="Lost her phone", by=cast.sunita)
        else:
            declare_relation(
                user=cast.amara, individual=cast.individual, declared_on=clock.today(), words="Cousin", by=cast.ben
            )
    sweep()
    has_check = LoneWorkingCheck.objects.filter(planned=visit, state="running").exists()
    is_listed = names_listed(cast.omar, client) == [visit.pk]
    assert (has_check, is_listed) == (may_be_there and hours == 1, may_be_there and hours == 9)


def test_visits_behind_a_wall_and_calls_by_telephone_are_not_listed(cast, client):
    starts_at = clock.now() - 9 * HOUR
    times = {"starts_at": starts_at, "ends_at": starts_at + HOUR}
    PlannedVisitFactory(package=cast.package, worker=cast.worker, **times)
    PlannedVisitFactory(package=cast.other_package, worker=cast.other_worker, kind="telephone", **times)
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.dana)
    assert names_listed(cast.ben, client) == []
