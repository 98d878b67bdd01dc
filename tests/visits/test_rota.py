"""Recurring visits, moves, clashes and cover."""

import datetime
import threading

import pytest
from django.db import connections
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.services import suspend_access
from casework.models import Allocation
from casework.services import end_package, record_admission
from core import clock
from core.errors import Refused
from core.models import Message, StateChange
from tests.casework.test_package import make_worker
from tests.factories import HOUR, PlannedVisitFactory, days_ago
from tests.instant import ORDINARY
from visits.models import LoneWorkingCheck, PlannedVisit, RecurringVisit
from visits.rota import recurrence
from visits.rota.cover_by_hour import by_hour
from visits.rota.cover_rows import cover_rows
from visits.rota.services.recurring import AHEAD
from visits.services import (
    begin_recurring_visit,
    change_recurring_visit,
    cover_visits,
    end_recurring_visit,
    make_planned_visits,
    mark_accompanied,
    move_planned,
    plan_visit,
    unplannable_dates,
)
from workforce.models import Worker
from workforce.services import record_absence, set_working_pattern

DAY = datetime.timedelta(days=1)
DAILY = recurrence.weekly(range(7))


def make_recurring_visit(cast, **changed):
    how = {"repeats": DAILY, "begins": datetime.time(10), "minutes": 60, "from_on": cast.today + DAY}
    return begin_recurring_visit(**{"package": cast.package, "worker": cast.worker, "by": cast.amara, **how, **changed})


def local_times(visits):
    return {f"{visit.starts_at.astimezone(clock.LONDON):%H:%M}" for visit in visits}


# The recurrence


@given(
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    every=st.integers(1, 4),
    begins=st.times(min_value=datetime.time(3), max_value=datetime.time(22)),
    minutes=st.integers(5, 720),
    begins_on=st.dates(datetime.date(2026, 1, 1), datetime.date(2028, 1, 1)),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])
def test_a_recurring_visit_keeps_london_time(weekdays, every, begins, minutes, begins_on):
    """Given any recurrence over fifteen months; then each date occurs once, at its local time and length."""
    text = recurrence.weekly(weekdays, every)
    dates = recurrence.dates(text, begins_on, begins_on, begins_on + 450 * DAY)
    monday = begins_on - begins_on.weekday() * DAY
    assert dates == [
        day
        for day in (begins_on + number * DAY for number in range(450))
        if day.weekday() in weekdays and ((day - monday).days // 7) % every == 0
    ]
    for day in dates:
        starts_at, ends_at = recurrence.instants(day, begins, minutes)
        assert starts_at.astimezone(clock.LONDON).replace(tzinfo=None) == datetime.datetime.combine(day, begins)
        assert ends_at - starts_at == minutes * datetime.timedelta(minutes=1)


def test_an_unsupported_recurrence_is_refused(cast):
    for text in ("FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;COUNT=3;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=0"):
        with pytest.raises(Refused, match="days of the week"):
            make_recurring_visit(cast, repeats=text)


@pytest.mark.parametrize("month", [3, 10])
def test_visits_across_a_change_of_the_clocks(cast, month):
    """Given a daily visit at ten over a clock change; then it is at ten London time each day, an hour long."""
    change_on = last_sunday_of(cast.today.year + 1, month)
    with clock.frozen_at(clock.instant_on(change_on - 10 * DAY)):
        recurring_visit = make_recurring_visit(cast, from_on=change_on - 3 * DAY)
        visits = list(recurring_visit.visits.all())
    assert change_on in {visit.local_on for visit in visits}
    assert local_times(visits) == {"10:00"}
    assert {visit.ends_at - visit.starts_at for visit in visits} == {HOUR}
    assert len({visit.starts_at.hour for visit in visits}) == 2


def last_sunday_of(year: int, month: int) -> datetime.date:
    """Return the day on which the clocks change in `month`, March or October, which have 31 days."""
    last_day = datetime.date(year, month, 31)
    return last_day - (last_day.isoweekday() % 7) * DAY


def test_a_visit_at_a_skipped_time_is_reported(cast):
    """Given a recurrence at half past one at night; then in spring one visit is missing, and planners are
    informed once and see why.

    The spring is that of next year, eight days before the clocks go forward.
    """
    change_on = last_sunday_of(cast.today.year + 1, 3)
    from_on = change_on - 8 * DAY
    with clock.frozen_at(clock.instant_on(from_on)):
        recurring_visit = make_recurring_visit(
            cast, begins=datetime.time(1, 30), from_on=from_on, out_of_hours_reason="Sleeps by day"
        )
        make_planned_visits(on=from_on + 2 * DAY)
        (gap,) = unplannable_dates([RecurringVisit.objects.get(pk=recurring_visit.pk)], from_on)
    assert gap.day == change_on
    assert "does not exist" in gap.obstacle
    assert not recurring_visit.visits.filter(recurrence_on=gap.day).exists()
    assert (
        Message.objects.filter(
            key__startswith=f"not made:{recurring_visit.pk}", to=cast.amara, channel="in app"
        ).count()
        == 1
    )


def make_recurring_visit_at_six(cast):
    """Make a daily recurring visit at ten o'clock, recorded at six this morning."""
    with clock.frozen_at(clock.instant_on(cast.today)):
        return make_recurring_visit(cast, from_on=cast.today)


def test_a_visit_in_the_past_is_not_planned(cast):
    with clock.frozen_at(clock.instant_on(cast.today, datetime.time(15))):
        recurring_visit = make_recurring_visit(cast, from_on=cast.today)
    assert recurring_visit.visits.order_by("recurrence_on").first().recurrence_on == cast.today + DAY


def test_the_sweep_makes_each_visit_once(cast):
    """Given a recurring visit; when the sweep runs twice on each of two days; then there is one visit more for each."""
    recurring_visit = make_recurring_visit_at_six(cast)
    before = recurring_visit.visits.count()
    for number in (1, 1, 2):
        make_planned_visits(on=cast.today + number * DAY)
    assert before == AHEAD.days
    assert recurring_visit.visits.count() == before + 2
    assert make_planned_visits(on=cast.today + 2 * DAY) == 0


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_each_visit_once(cast):
    recurring_visit = make_recurring_visit_at_six(cast)
    gate, counts = threading.Barrier(2), []

    def sweep():
        gate.wait(10)
        counts.append(make_planned_visits(on=cast.today + 7 * DAY))
        connections.close_all()

    threads = [threading.Thread(target=sweep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(counts) == [0, 7]
    assert recurring_visit.visits.count() == AHEAD.days + 7


def test_no_visit_is_made_after_support_ends(cast):
    recurring_visit = make_recurring_visit(cast)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    before = recurring_visit.visits.count()
    make_planned_visits(on=cast.today + 20 * DAY)
    assert recurring_visit.visits.count() == before


def test_changing_a_recurring_visit_ends_it_and_begins_another(cast):
    """Given a recurring visit; when it changes from a day; then later visits are cancelled and planned again."""
    recurring_visit = make_recurring_visit(cast)
    day = cast.today + 5 * DAY
    newer = change_recurring_visit(
        recurring_visit=recurring_visit,
        from_on=day,
        reason="She has a course in the mornings",
        worker=cast.worker,
        repeats=DAILY,
        begins=datetime.time(15),
        minutes=45,
        by=cast.amara,
    )
    assert not recurring_visit.visits.filter(recurrence_on__gte=day).exclude(state="cancelled").exists()
    assert recurring_visit.visits.filter(recurrence_on__lt=day, state="planned").count() == 4
    assert local_times(newer.visits.all()) == {"15:00"}
    cancelled = StateChange.objects.filter(record_id=recurring_visit.visits.filter(recurrence_on=day).get().pk).get()
    assert cancelled.reason == "She has a course in the mornings"
    with pytest.raises(Refused, match="already"):
        end_recurring_visit(recurring_visit=recurring_visit, until_on=day + DAY, reason="Again", by=cast.amara)


@pytest.mark.instant(ORDINARY)
@pytest.mark.parametrize(
    ("changed", "dates"),
    [
        ({}, [26, 40]),  # the Mondays of the weeks as before
        ({"repeats": recurrence.weekly([3], 2)}, [29, 43]),  # Thursdays of those weeks
        ({"restarts_weeks": True}, [33, 47]),
        ({"repeats": recurrence.weekly([0], 3)}, [40]),  # another rhythm: counted from the change, next on day 40
    ],
)
def test_visits_every_two_weeks_stay_in_their_weeks(cast, changed, dates):
    """Given visits on Mondays every two weeks, days 12, 26 and 40 from today, a Wednesday.

    They change from day 20, in a week without one.
    """
    monday = cast.today + 12 * DAY
    recurring_visit = make_recurring_visit(cast, repeats=recurrence.weekly([0], 2), from_on=monday)
    columns = {"worker": cast.worker, "repeats": recurring_visit.repeats, "begins": datetime.time(15), "minutes": 60}
    newer = change_recurring_visit(
        recurring_visit=recurring_visit,
        from_on=cast.today + 20 * DAY,
        reason="Later in the day",
        by=cast.amara,
        **{**columns, **changed},
    )
    assert newer.dates(cast.today, cast.today + 50 * DAY) == [cast.today + days * DAY for days in dates]
    again = change_recurring_visit(
        recurring_visit=newer, from_on=cast.today + 48 * DAY, reason="Again", by=cast.amara, **{**columns, **changed}
    )
    if not changed:
        assert again.dates(cast.today, cast.today + 60 * DAY) == [cast.today + 54 * DAY]


def test_visits_take_the_contact_mode_of_their_recurring_visit(cast):
    recurring_visit = make_recurring_visit(cast, kind="telephone")
    assert {visit.non_face_to_face_label for visit in recurring_visit.visits.all()} == {"Phone call"}
    changed = change_recurring_visit(
        recurring_visit=recurring_visit,
        from_on=cast.today + 3 * DAY,
        reason="They want to meet",
        worker=cast.worker,
        repeats=DAILY,
        begins=recurring_visit.begins,
        minutes=60,
        by=cast.amara,
    )
    assert changed.visits.first().is_face_to_face


def test_a_moved_visit_still_belongs_to_its_date(cast):
    recurring_visit = make_recurring_visit(cast)
    visit = recurring_visit.visits.first()
    move_planned(
        planned=visit,
        starts_at=visit.starts_at + 3 * HOUR,
        ends_at=visit.ends_at + 3 * HOUR,
        reason="Bus",
        by=cast.amara,
    )
    make_planned_visits(on=cast.today + DAY)
    assert recurring_visit.visits.filter(recurrence_on=visit.recurrence_on).get().starts_at == visit.starts_at


# Excluded activities and clashes


def visit_times(cast):
    starts_at = clock.instant_on(cast.today + 2 * DAY, datetime.time(10))
    return {"starts_at": starts_at, "ends_at": starts_at + HOUR}


def test_an_excluded_activity_is_refused_with_the_clause(cast):
    """R09: given terms that exclude medication; when a visit includes it; then the clause is shown."""
    planned = {"package": cast.package, "worker": cast.worker, "by": cast.amara, **visit_times(cast)}
    with pytest.raises(Refused, match=r"T3\.4.*giving medication"):
        plan_visit(**planned, what_for=["medication"], outside=["medication"])
    assert plan_visit(**planned, what_for=["medication"]).what_for == ["medication"]
    with pytest.raises(Refused, match=r"T3\.4"):
        make_recurring_visit(cast, outside=["transport"])


def test_clashes_are_asked_about(cast):
    """Given another visit at that time, an absence and a hospital stay; then each needs a confirmation."""
    PlannedVisitFactory(package=cast.other_package, worker=cast.worker)
    record_absence(worker=cast.worker, kind="leave", from_on=cast.today + 2 * DAY, by=cast.ben)
    record_admission(
        individual=cast.individual, hospital="Stonefield", kind="general", admitted_on=cast.today, by=cast.amara
    )
    planned = {"package": cast.package, "worker": cast.worker, "by": cast.amara, **visit_times(cast)}
    with pytest.raises(Refused) as refusal:
        plan_visit(**planned, asks_about_clashes=True)
    assert refusal.value.field == "all_the_same"
    for words in ("another visit from 10:00 to 11:00", "is away (annual leave)", "in hospital"):
        assert words in refusal.value.message
    assert plan_visit(**planned)


# Cover


@pytest.fixture
def absence_with_visits(cast):
    """Given an absence of Amara with two planned visits to Maya."""
    visits = [PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(-n)) for n in (2, 3)]
    absence = record_absence(
        worker=cast.worker, kind="sickness", from_on=cast.today + DAY, until_on=cast.today + 5 * DAY, by=cast.ben
    )
    assert PlannedVisit.objects.to_cover(cast.today, cast.today + 7 * DAY).count() == 2
    return absence, visits


def test_a_reassigned_visit_is_no_longer_accompanied(cast, absence_with_visits):
    absence, visits = absence_with_visits
    mark_accompanied(planned=visits[0], by=cast.amara)
    cover_visits(absence=absence, choices={visits[0]: make_worker(cast)}, by=cast.ben)
    assert (visits[0].lone_working_check.state, LoneWorkingCheck.objects.get().state) == ("running", "running")


@pytest.mark.parametrize("why", ["allocation over", "left", "no access"])
def test_a_visit_of_an_absent_worker_needs_cover(cast, client, why):
    """Given a recurrence whose worker can no longer see the person; then visits are made, and need cover:
    on the first page with the way to give each to somebody else.
    """
    recurring_visit = make_recurring_visit(cast)
    if why == "left":
        Worker.objects.filter(pk=cast.worker.pk).update(left_on=cast.today - DAY, leaving_reason="personal")
    elif why == "no access":
        suspend_access(user=cast.amara, reason="Left her phone", by=cast.sunita)
    else:
        Allocation.objects.filter(package=cast.package).update(until_on=cast.today)
    with clock.frozen_at(clock.now() + 7 * DAY):
        assert make_planned_visits(on=clock.today()) > 0
    visits = list(recurring_visit.visits.order_by("starts_at"))
    assert list(PlannedVisit.objects.to_cover(cast.today, cast.today + 60 * DAY).order_by("starts_at")) == visits
    client.force_login(cast.ben)
    page = client.get(reverse("home")).content.decode()
    assert reverse("visit_move", args=[visits[0].pk]) in page
    words = {"left": "leaves on", "no access": "no access", "allocation over": "is not allocated to the person"}
    worker = Worker.objects.get(pk=cast.worker.pk)
    with pytest.raises(Refused, match=words[why]):
        plan_visit(package=cast.package, worker=worker, by=cast.ben, asks_about_clashes=True, **visit_times(cast))


def test_an_agency_worker_has_access_on_cover_days_and_the_day_before(cast, absence_with_visits):
    absence, visits = absence_with_visits
    agency = make_worker(cast, employment="agency")
    cover_visits(absence=absence, choices=dict.fromkeys(visits, agency), by=cast.ben)
    allocation = Allocation.objects.cover().get(worker=agency)
    assert (allocation.from_on, allocation.until_on) == (cast.today + DAY, cast.today + 4 * DAY)
    assert set(PlannedVisit.objects.values_list("worker", flat=True)) == {agency.pk}
    assert not PlannedVisit.objects.to_cover(cast.today, cast.today + 7 * DAY).exists()


@pytest.mark.parametrize(
    ("missing", "words"),
    [({"dbs_checked_on": None}, "No DBS check"), ({"induction_completed_on": None}, "Induction not complete")],
)
def test_bank_and_agency_workers_meet_the_same_checks_and_cover_is_atomic(cast, absence_with_visits, missing, words):
    """Given one worker who can and one who cannot; when both are chosen; then it is refused and nobody is assigned."""
    absence, (first, second) = absence_with_visits
    bank = make_worker(cast, employment="bank")
    Worker.objects.filter(pk=bank.pk).update(**missing)
    with pytest.raises(Refused, match=words):
        cover_visits(absence=absence, choices={first: cast.other_worker, second: bank}, by=cast.ben)
    assert not Allocation.objects.cover().exists()
    assert set(PlannedVisit.objects.values_list("worker", flat=True)) == {cast.worker.pk}


def test_nobody_covers_two_visits_at_once(cast, absence_with_visits):
    absence, (first, _) = absence_with_visits
    PlannedVisitFactory(package=cast.other_package, worker=cast.other_worker, on=first.local_on)
    with pytest.raises(Refused, match="another visit at the same time"):
        cover_visits(absence=absence, choices={first: cast.other_worker}, by=cast.ben)


def test_a_visit_that_began_the_day_before_is_in_the_way_of_cover(cast):
    """Given Lewis at a visit from 23:30 to 00:30, and one of Amara's at midnight; then he cannot go to it."""
    day = cast.today + 2 * DAY
    absence = record_absence(worker=cast.worker, kind="sickness", from_on=day, until_on=day + DAY, by=cast.ben)
    midnight = clock.instant_on(day, datetime.time(0))
    half_hour = datetime.timedelta(minutes=30)
    PlannedVisitFactory(
        package=cast.other_package,
        worker=cast.other_worker,
        starts_at=midnight - half_hour,
        ends_at=midnight + half_hour,
    )
    visit = PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=midnight, ends_at=midnight + 2 * half_hour
    )
    (row,) = cover_rows([visit], without=cast.worker)
    assert cast.other_worker not in [suggestion.worker for suggestion in row.able]
    with pytest.raises(Refused, match="another visit at the same time"):
        cover_visits(absence=absence, choices={visit: cast.other_worker}, by=cast.ben)


def test_a_visit_that_ends_when_cover_begins_is_not_in_the_way(cast, absence_with_visits):
    absence, (first, _) = absence_with_visits
    PlannedVisitFactory(
        package=cast.other_package, worker=cast.other_worker, starts_at=first.starts_at - HOUR, ends_at=first.starts_at
    )
    assert cover_visits(absence=absence, choices={first: cast.other_worker}, by=cast.ben) == [first]


# Demand


def test_uncovered_hours_are_found_by_the_hour(cast):
    """Given a worker from nine to twelve and two visits at ten, one at twelve; then short at ten and at twelve."""
    day = cast.today + 2 * DAY
    hours = {day.weekday(): (datetime.time(9), datetime.time(12))}
    set_working_pattern(worker=cast.worker, from_on=cast.today, hours=hours, by=cast.ben)
    for start in (10, 10, 12):
        starts_at = clock.instant_on(day, datetime.time(start))
        PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR)
    (shortage,) = by_hour(Worker.objects.all(), PlannedVisit.objects.all(), [day])
    assert [(hour.hour, hour.short) for hour in shortage.short_hours] == [(10, 1), (12, 1)]
    record_absence(worker=cast.worker, kind="leave", from_on=day, by=cast.ben)
    (shortage,) = by_hour(Worker.objects.all(), PlannedVisit.objects.all(), [day])
    assert [(hour.hour, hour.short) for hour in shortage.short_hours] == [(10, 2), (12, 1)]
