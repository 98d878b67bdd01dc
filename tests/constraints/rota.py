"""Breaking the rules of the rota and of working hours."""

import datetime

from core import clock
from plans.services import write_to_us
from tests.constraints.registry import breaks, copy_row, update_row
from tests.factories import PlannedVisitFactory
from visits.models import CalendarFeed, PlannedVisit, RecurringVisit
from visits.services import ask_about_visit
from workforce.models import WorkingPattern

DAY = datetime.timedelta(days=1)


def make_pattern(cast, **changed):
    hours = {"weekday": 0, "starts": datetime.time(9), "ends": datetime.time(17), "from_on": cast.today}
    return WorkingPattern.objects.create(worker=cast.worker, **{**hours, **changed})


def make_recurring_visit(cast, **changed):
    how = {"repeats": "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO", "begins": datetime.time(9), "minutes": 60}
    rows = {"package": cast.package, "worker": cast.worker, "from_on": cast.today}
    return RecurringVisit.objects.create(**{**how, **rows, **changed})


@breaks("working_pattern_once")
def _(cast):
    for from_on in (cast.today, cast.today + DAY):
        make_pattern(cast, from_on=from_on)


@breaks("working_pattern_dates")
def _(cast):
    update_row(WorkingPattern, make_pattern(cast), until_on=cast.today - DAY)


@breaks("working_pattern_times")
def _(cast):
    make_pattern(cast, ends=datetime.time(8))


@breaks("working_pattern_weekday")
def _(cast):
    make_pattern(cast, weekday=7)


@breaks("recurring_visit_dates")
def _(cast):
    update_row(RecurringVisit, make_recurring_visit(cast), until_on=cast.today - DAY)


@breaks("recurring_visit_minutes")
def _(cast):
    make_recurring_visit(cast, minutes=4)


@breaks("recurring_visit_repeats")
def _(cast):
    make_recurring_visit(cast, repeats="")


@breaks("planned_visit_once_a_date")
def _(cast):
    recurring_visit = make_recurring_visit(cast)
    for _ in range(2):
        PlannedVisitFactory(
            package=cast.package, worker=cast.worker, recurring_visit=recurring_visit, recurrence_on=cast.today
        )


@breaks("planned_visit_of_recurrence")
def _(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    update_row(PlannedVisit, planned, recurring_visit=make_recurring_visit(cast))


@breaks("calendar_feed_one_unrevoked")
def _(cast):
    for mark in ("a", "b"):
        CalendarFeed.objects.create(user=cast.amara, fingerprint=mark * 64, recorded_at=clock.now())


@breaks("planned_visit_late")
def _(cast):
    update_row(PlannedVisit, PlannedVisitFactory(package=cast.package, worker=cast.worker), late_minutes=10)


@breaks("visit_request_one_waits")
def _(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    request = ask_about_visit(planned=planned, kind="move", by=cast.maya)
    copy_row(request, message_id=write_to_us(package=cast.package, words="Again", by=cast.maya).pk)
