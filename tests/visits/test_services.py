"""Planning and logging visits."""

import datetime
import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from casework.services import end_package, record_admission
from contracts.services import set_terms
from core import clock
from core.errors import Conflict, NotPossible, Refused
from plans.models import GoalRating, GoalWording
from plans.services import rate, strike_rating
from tests.factories import HOUR, PlannedVisitFactory, VisitFactory, at_ten, days_ago
from visits.models import PlannedVisit, Visit
from visits.services import cancel_planned, log_visit, plan_visit, strike_visit

DAY = datetime.timedelta(days=1)


def log(cast, **changed) -> Visit:
    start = changed.pop("started_at", at_ten(days_ago(1)))
    columns = {
        "id": uuid4(),
        "package": cast.package,
        "worker": cast.worker,
        "started_at": start,
        "ended_at": changed.pop("ended_at", start + HOUR),
        "outcome": "yes",
        "kind": "face to face",
        "notes": "We cooked lentils.",
        "by": cast.amara,
    }
    with transaction.atomic():
        return log_visit(**columns | changed)


# The same visit twice


def test_the_same_visit_sent_twice_is_one_visit(cast):
    """Given a lost response; when the phone sends the visit again; then there is one visit."""
    visit_id = uuid4()
    first = log(cast, id=visit_id, goals=[cast.wording], rated_goal=cast.wording, rating=4)
    again = log(cast, id=visit_id, goals=[cast.wording], rated_goal=cast.wording, rating=4)
    assert first == again
    assert Visit.objects.count() == 1
    assert first.goal_work.count() == 1
    assert GoalRating.objects.count() == 1


def test_another_text_under_the_same_id_shows_both(cast):
    visit_id = uuid4()
    log(cast, id=visit_id)
    with pytest.raises(Conflict) as conflict:
        log(cast, id=visit_id, notes="We cooked beans.")
    assert conflict.value.record.notes == "We cooked lentils."


def test_the_same_id_for_somebody_else_is_refused(cast):
    """Given an id in use for Maya; when it is sent for Tomasz; then it is refused without details of Maya."""
    visit_id = uuid4()
    log(cast, id=visit_id)
    with pytest.raises(Refused, match="someone else") as refusal:
        log(cast, id=visit_id, package=cast.other_package, worker=cast.other_worker, by=cast.lewis)
    assert not isinstance(refusal.value, Conflict)
    assert "lentils" not in refusal.value.message


@pytest.mark.django_db(transaction=True)
def test_the_same_visit_sent_twice_at_once_is_one_visit(cast):
    """Given a phone that sends the same visit twice at once; then both requests return the one visit."""
    visit_id, visits, ready = uuid4(), [], threading.Barrier(2)

    def send():
        try:
            ready.wait(10)
            visits.append(log(cast, id=visit_id))
        finally:
            connection.close()

    phones = [threading.Thread(target=send) for _ in range(2)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join(30)
    assert [visit.pk for visit in visits] == [visit_id, visit_id]
    assert Visit.objects.count() == 1


def test_two_visits_in_the_same_hour_are_separate(cast):
    log(cast)
    log(cast)
    assert Visit.objects.count() == 2


# Times


def test_a_visit_cannot_be_logged_before_it_is_over(cast):
    for start, end in ((clock.now() + HOUR, clock.now() + 2 * HOUR), (clock.now() - HOUR, clock.now() + 2 * HOUR)):
        with pytest.raises(Refused, match="hasn’t happened yet"):
            log(cast, started_at=start, ended_at=end)


def test_a_visit_is_within_its_package(cast):
    with pytest.raises(Refused, match="before support started"):
        log(cast, started_at=at_ten(cast.starts_on - DAY))
    assert log(cast, started_at=at_ten(cast.starts_on))
    end_package(package=cast.package, ended_on=days_ago(3), reason="choice", by=cast.ben)
    cast.package.refresh_from_db()
    assert log(cast, started_at=at_ten(days_ago(4)))
    with pytest.raises(Refused, match="This visit is after it"):
        log(cast, started_at=at_ten(days_ago(3)))


def test_a_visit_does_not_end_before_it_starts(cast):
    with pytest.raises(Refused, match="check the two times"):
        log(cast, started_at=at_ten(days_ago(1)), ended_at=at_ten(days_ago(1)) - HOUR)


def utc(*parts) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("start", "end", "day", "minutes"),
    [
        # Clocks forward on 28 March 2027: 00:30 to 03:00 on the wall is an hour and a half.
        (utc(2027, 3, 28, 0, 30), utc(2027, 3, 28, 2, 0), datetime.date(2027, 3, 28), 90),
        # Clocks back on 31 October 2027: 00:30 to 02:00 on the wall is two hours and a half.
        (utc(2027, 10, 30, 23, 30), utc(2027, 10, 31, 2, 0), datetime.date(2027, 10, 31), 150),
        # Across midnight in summer: reported on the local day of the start.
        (utc(2027, 7, 1, 22, 30), utc(2027, 7, 1, 23, 45), datetime.date(2027, 7, 1), 75),
        (utc(2027, 7, 1, 23, 30), utc(2027, 7, 2, 0, 0), datetime.date(2027, 7, 2), 30),
        (utc(2027, 1, 5, 10, 0), utc(2027, 1, 5, 10, 0), datetime.date(2027, 1, 5), 0),
    ],
)
def test_minutes_and_day_through_clock_changes(cast, start, end, day, minutes):
    visit = VisitFactory(package=cast.package, worker=cast.worker, started_at=start, ended_at=end)
    visit.refresh_from_db()
    assert (visit.local_on, visit.minutes) == (day, minutes)


# In hospital


@pytest.fixture
def in_hospital(cast):
    """Given Maya in hospital for five days."""
    return record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=days_ago(5), by=cast.amara
    )


def test_a_visit_during_a_hospital_stay_needs_a_reason(cast, in_hospital):
    with pytest.raises(Refused) as refusal:
        log(cast)
    assert refusal.value.field == "hospital_reason"
    assert log(cast, hospital_reason="The ward asked us to come").hospital_reason
    assert log(cast, started_at=at_ten(days_ago(6))), "the day before the admission"


def test_a_hospital_reason_is_needed_without_holds_too(cast):
    record_admission(
        individual=cast.links_individual, hospital="Stonefield", kind="acute", admitted_on=days_ago(5), by=cast.gwen
    )
    with pytest.raises(Refused, match="in hospital"):
        log(cast, package=cast.links_package, worker=cast.links_worker, by=cast.gwen)


def test_an_admission_entered_late_deletes_no_visit(cast):
    visit = log(cast)
    record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=days_ago(5), by=cast.ben
    )
    assert Visit.objects.took_place().filter(pk=visit.pk).exists()


def test_planned_visits_show_as_held(cast, in_hospital):
    before = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(6))
    ahead = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    held = dict(PlannedVisit.objects.with_holds().values_list("pk", "is_held"))
    assert held == {before.pk: False, ahead.pk: True}


# Changes noticed


def test_a_change_noticed_needs_an_urgency(cast):
    with pytest.raises(Refused, match="who needs to know"):
        log(cast, change_noticed="relapse")


# Planning


def instant_at(day, hour, minute=0):
    return clock.instant_on(day, datetime.time(hour, minute))


def next_year(cast, month: int = 1) -> datetime.date:
    """Return a day next year, when Maya is still supported."""
    return datetime.date(cast.today.year + 1, month, 12)


@pytest.mark.parametrize(
    ("begins", "ends", "asked"),
    [((8, 0), (22, 0), False), ((7, 59), (9, 0), True), ((21, 0), (22, 1), True), ((12, 0), (13, 0), False)],
)
@pytest.mark.parametrize("month", [1, 7])
def test_a_visit_outside_service_hours_needs_a_reason(cast, begins, ends, asked, month):
    day = next_year(cast, month)
    planned = {
        "package": cast.package,
        "worker": cast.worker,
        "starts_at": instant_at(day, *begins),
        "ends_at": instant_at(day, *ends),
        "by": cast.amara,
    }
    if not asked:
        assert plan_visit(**planned).local_on == day
        return
    with pytest.raises(Refused) as refusal:
        plan_visit(**planned)
    assert refusal.value.field == "out_of_hours_reason"
    assert plan_visit(**planned, out_of_hours_reason="Her train is early")


def test_a_visit_past_midnight_is_outside_the_hours(cast):
    """Given service hours until ten; when a visit runs until one in the morning; then a reason is needed."""
    day = next_year(cast)
    with pytest.raises(Refused) as refusal:
        plan_visit(
            package=cast.package,
            worker=cast.worker,
            starts_at=instant_at(day, 21),
            ends_at=instant_at(day + DAY, 9),
            by=cast.amara,
        )
    assert refusal.value.field == "out_of_hours_reason"


def test_terms_without_service_hours_need_no_reason(cast):
    day = next_year(cast)
    assert plan_visit(
        package=cast.links_package,
        worker=cast.links_worker,
        starts_at=instant_at(day, 5),
        ends_at=instant_at(day, 6),
        by=cast.gwen,
    )


def test_service_hours_come_from_the_terms_of_the_day(cast):
    day = next_year(cast)
    set_terms(
        contract=cast.tameside,
        from_on=day,
        day_starts_at=datetime.time(6),
        day_ends_at=datetime.time(23),
        by=None,
    )
    assert plan_visit(
        package=cast.package,
        worker=cast.worker,
        starts_at=instant_at(day, 6),
        ends_at=instant_at(day, 7),
        by=cast.amara,
    )


def test_no_visit_is_planned_after_support_ends(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    cast.package.refresh_from_db()
    with pytest.raises(Refused, match="last day of support was"):
        plan_visit(
            package=cast.package,
            worker=cast.worker,
            starts_at=instant_at(cast.today + DAY, 9),
            ends_at=instant_at(cast.today + DAY, 10),
            by=cast.amara,
        )


def test_a_planned_visit_is_logged_once(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(1))
    log(cast, planned=planned)
    with pytest.raises(NotPossible):
        log(cast, planned=PlannedVisit.objects.get(pk=planned.pk))
    assert Visit.objects.count() == 1


def test_a_cancelled_visit_needs_a_reason(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    with pytest.raises(Refused):
        cancel_planned(planned=planned, reason="", by=cast.amara)
    cancel_planned(planned=planned, reason="She goes to a wedding", by=cast.amara)
    assert not PlannedVisit.objects.upcoming().exists()


# Marking as entered in error


def test_a_struck_entry_is_kept_and_not_counted(cast):
    visit = log(cast)
    strike_visit(visit=visit, reason="It was Tomasz", by=cast.ben)
    struck = Visit.objects.get(pk=visit.pk)
    assert (struck.struck_by, struck.struck_reason, struck.notes) == (cast.ben, "It was Tomasz", "We cooked lentils.")
    assert not Visit.objects.took_place().exists()
    with pytest.raises(Refused, match="already"):
        strike_visit(visit=visit, reason="Again", by=cast.ben)


def test_striking_an_entry_strikes_its_rating(cast):
    rate(wording=cast.wording, value=3, rated_on=cast.today, rated_by="person", by=cast.amara)
    visit = log(cast, rated_goal=cast.wording, rating=9)
    strike_visit(visit=visit, reason="It was Tomasz", by=cast.ben)
    assert GoalRating.objects.get(value=9).struck_reason == "It was Tomasz"
    assert GoalWording.objects.with_first_and_last().get(pk=cast.wording.pk).last_value == 3


def test_a_rating_struck_before_stays_struck(cast):
    visit = log(cast, rated_goal=cast.wording, rating=9)
    strike_rating(rating=visit.rating, reason="She said 6", by=cast.amara)
    strike_visit(visit=visit, reason="It was Tomasz", by=cast.ben)
    assert GoalRating.objects.get().struck_reason == "She said 6"


def test_striking_needs_a_reason(cast):
    with pytest.raises(Refused, match="Enter the reason"), transaction.atomic():
        strike_visit(visit=log(cast), reason="", by=cast.ben)


@pytest.mark.parametrize("outcome", ["no answer", "declined", "cancelled by person", "cancelled by us", "unsafe"])
def test_a_visit_that_did_not_happen_is_not_counted(cast, outcome):
    log(cast, outcome=outcome)
    assert Visit.objects.not_struck().count() == 1
    assert not Visit.objects.took_place().exists()
