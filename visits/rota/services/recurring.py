"""Visits that repeat: a recurring visit begins, its visits are planned ahead, it ends."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Required, TypedDict, Unpack
from uuid import UUID

from accounts.models import User
from casework.models import SupportPackage
from core import clock, sweeps, transitions
from core.errors import Refused
from core.verbs import verb
from visits import notifications
from visits.enums import PlannedState
from visits.lone_working.services.checks import cancel_check, refuse_before_safe
from visits.models import LoneWorkingCheck, PlannedVisit, RecurringVisit
from visits.rota import clashes, recurrence
from visits.rota.services.planning import refuse_outside_terms
from workforce.models import Worker

AHEAD = datetime.timedelta(days=28)
WEEK = datetime.timedelta(days=7)
MAXIMUM_AHEAD = datetime.timedelta(days=366)
CLASHES_NAMED = 4


class RecurringVisitColumns(TypedDict, total=False):
    """How visits repeat: columns of `RecurringVisit`. `repeats` is an RFC 5545 rule as text."""

    worker: Required[Worker]
    repeats: Required[str]
    begins: Required[datetime.time]
    minutes: Required[int]
    weeks_from_on: datetime.date | None
    until_on: datetime.date | None
    kind: str
    what_for: Sequence[str]
    out_of_hours_reason: str


@verb
def begin_recurring_visit(
    *,
    package: SupportPackage,
    from_on: datetime.date,
    by: User | None,
    outside: Iterable[str] = (),
    asks_about_clashes: bool = False,
    **columns: Unpack[RecurringVisitColumns],
) -> RecurringVisit:
    """Begin visits that repeat from a day until `until_on` (exclusive). The next four weeks are planned now.

    A sweep plans the later ones; past days are not planned. Hours and excluded activities (`outside`) are refused as
    in `plan_visit` (T4.2, T3.4). With `asks_about_clashes`, raises Refused at `all_the_same` while a visit clashes.
    """
    today = clock.today()
    recurring_visit = RecurringVisit(package=package, from_on=from_on, recorded_by=by, **columns)
    recurring_visit.out_of_hours_reason = recurring_visit.out_of_hours_reason.strip()
    if not package.starts_on <= from_on <= today + MAXIMUM_AHEAD:
        raise Refused("Enter a first date from the start of support up to 12 months from now.", field="from_on")
    times = _first_times(recurring_visit, max(from_on, today))
    refuse_outside_terms(package, *times, recurring_visit.out_of_hours_reason, outside)
    if asks_about_clashes:
        _refuse_clashes(recurring_visit, today)
    recurring_visit.save()
    _plan_visits(recurring_visit, today, today + AHEAD)
    return recurring_visit


def _first_times(
    recurring_visit: RecurringVisit, from_on: datetime.date
) -> tuple[datetime.datetime, datetime.datetime]:
    """Return start and end of the first visit from a day; a week later where the clocks skip its time.

    Raises Refused when there is no date in twelve weeks.
    """
    dates = recurring_visit.dates(from_on, from_on + AHEAD * 3)
    if not dates:
        raise Refused("There are no visits on these days. Check the days and dates.", field="weekdays")
    try:
        return recurrence.instants(dates[0], recurring_visit.begins, recurring_visit.minutes)
    except ValueError:
        return recurrence.instants(dates[0] + WEEK, recurring_visit.begins, recurring_visit.minutes)


def _refuse_clashes(recurring_visit: RecurringVisit, today: datetime.date) -> None:
    """Raise Refused with the first clashes of the next four weeks, if there are any. Locks the worker."""
    Worker.objects.get_locked(recurring_visit.worker_id)
    sentences: dict[str, None] = {}
    for day in recurring_visit.dates(today, today + AHEAD):
        try:
            starts_at, ends_at = recurrence.instants(day, recurring_visit.begins, recurring_visit.minutes)
        except ValueError:
            continue
        of_day = clashes.find_clashes(
            package=recurring_visit.package, worker=recurring_visit.worker, starts_at=starts_at, ends_at=ends_at
        )
        sentences |= dict.fromkeys(f"{day:%-d %B}: {sentence}" for sentence in of_day)
    if sentences:
        more = f" And {len(sentences) - CLASHES_NAMED} more." if len(sentences) > CLASHES_NAMED else ""
        raise Refused(" ".join(list(sentences)[:CLASHES_NAMED]) + more, field="all_the_same")


@verb
def end_recurring_visit(
    *, recurring_visit: RecurringVisit, until_on: datetime.date, reason: str, by: User | None
) -> RecurringVisit:
    """End the recurrence on a day. Visits planned for that day or later, and not logged, are cancelled.

    A visit that was moved counts by its date in the recurrence. Raises Refused without a reason, for a day not after
    the first, when it ends by that day already, and as `refuse_before_safe` does for a visit that it would cancel.
    """
    SupportPackage.objects.get_locked(recurring_visit.package_id)
    recurring_visit = RecurringVisit.objects.select_related("package__case").get_locked(recurring_visit.pk)
    ends_on = recurring_visit.until_on
    if not reason.strip():
        raise Refused("Enter the reason.", field="reason")
    if ends_on is not None and ends_on <= until_on:
        raise Refused(f"The last day of these visits is already {recurring_visit.last_on:%-d %B %Y}.", field="until_on")
    if until_on <= recurring_visit.from_on:
        begins_on = f"{recurring_visit.from_on:%-d %B %Y}"
        raise Refused(f"These visits start on {begins_on}. Enter a later date.", field="until_on")
    recurring_visit.until_on, recurring_visit.ended_reason = until_on, reason.strip()
    recurring_visit.save(update_fields=["until_on", "ended_reason"])
    _cancel_visits(recurring_visit, until_on, reason, by)
    return recurring_visit


def _cancel_visits(recurring_visit: RecurringVisit, until_on: datetime.date, reason: str, by: User | None) -> None:
    """Cancel the planned visits of the recurrence from a day on, and their checks; none while a worker is there."""
    visits = list(recurring_visit.visits.filter(recurrence_on__gte=until_on, state=PlannedState.PLANNED))
    refuse_before_safe(visits, by)
    about = [recurring_visit.package.case.individual_id]
    for planned in visits:
        transitions.apply(planned, "cancel", by=by, reason=reason, about=about)
    for check in LoneWorkingCheck.objects.running().filter(planned__in=visits).select_related("planned"):
        cancel_check(planned=check.planned, by=by)


@verb
def change_recurring_visit(
    *,
    recurring_visit: RecurringVisit,
    from_on: datetime.date,
    reason: str,
    by: User | None,
    outside: Iterable[str] = (),
    asks_about_clashes: bool = False,
    restarts_weeks: bool = False,
    **columns: Unpack[RecurringVisitColumns],
) -> RecurringVisit:
    """Change the recurrence from a day: this one ends on that day and a new one begins. Return the new one.

    Visits every two weeks stay in the same weeks, also if they change in a week without one. With `restarts_weeks`, or
    if they repeat after another number of weeks, the weeks are counted from `from_on`.

    Raises Refused as `end_recurring_visit` and `begin_recurring_visit` do.
    """
    end_recurring_visit(recurring_visit=recurring_visit, until_on=from_on, reason=reason, by=by)
    is_same_interval = recurrence.weeks(columns["repeats"]) == recurrence.weeks(recurring_visit.repeats)
    if is_same_interval and not restarts_weeks:
        columns["weeks_from_on"] = recurring_visit.weeks_from_on or recurring_visit.from_on
    return begin_recurring_visit(
        package=recurring_visit.package,
        from_on=from_on,
        outside=outside,
        asks_about_clashes=asks_about_clashes,
        by=by,
        **columns,
    )


def make_planned_visits(*, on: datetime.date) -> int:
    """Plan the visits of every recurrence for the four weeks from `on`. Return how many are new.

    Two runs at the same time plan each visit once.
    """
    ids = list(RecurringVisit.objects.to_plan(on + AHEAD).values_list("pk", flat=True))
    return sweeps.each(ids, lambda pk: _plan_ahead(recurring_visit_id=pk, on=on, by=None))


@verb
def _plan_ahead(*, recurring_visit_id: UUID, on: datetime.date, by: User | None) -> int:
    related = ("package__case__individual", "package__case__contract")
    recurring_visit = RecurringVisit.objects.select_related(*related).get_locked(recurring_visit_id)
    return _plan_visits(recurring_visit, on, on + AHEAD)


def _plan_visits(recurring_visit: RecurringVisit, on: datetime.date, until_on: datetime.date) -> int:
    """Plan the visits of the locked (or new) recurrence that are not planned yet. Return how many are new.

    Planners are informed of the dates on which no visit can be planned.
    """
    planned_until_on = recurring_visit.made_until_on
    count = 0
    for day in recurring_visit.dates(max(on, planned_until_on or on), until_on):
        if _is_over(recurring_visit.package, day) or _is_past(recurring_visit, day):
            continue
        if _obstacle(recurring_visit, day):
            notifications.notify_unplannable(recurring_visit, day)
            continue
        count += _plan_visit_on(recurring_visit, day)
    recurring_visit.made_until_on = max(until_on, planned_until_on or until_on)
    recurring_visit.save(update_fields=["made_until_on"])
    return count


def _plan_visit_on(recurring_visit: RecurringVisit, day: datetime.date) -> bool:
    """Plan the visit of a date unless it is planned. Return True if it is new."""
    starts_at, ends_at = recurrence.instants(day, recurring_visit.begins, recurring_visit.minutes)
    _, is_new = PlannedVisit.objects.get_or_create(
        recurring_visit=recurring_visit,
        recurrence_on=day,
        defaults={
            "package": recurring_visit.package,
            "worker_id": recurring_visit.worker_id,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "kind": recurring_visit.kind,
            "what_for": recurring_visit.what_for,
            "out_of_hours_reason": recurring_visit.out_of_hours_reason,
            "recorded_by": recurring_visit.recorded_by,
        },
    )
    return is_new


def _is_over(package: SupportPackage, day: datetime.date) -> bool:
    died_on = package.case.individual.died_on
    return bool(package.ended_on and day >= package.ended_on) or bool(died_on and day >= died_on)


def _is_past(recurring_visit: RecurringVisit, day: datetime.date) -> bool:
    """Return whether the start on `day` is past, as on the day on which a recurrence begins."""
    starts = datetime.datetime.combine(day, recurring_visit.begins)
    return starts < clock.now().astimezone(clock.LONDON).replace(tzinfo=None)


def _obstacle(recurring_visit: RecurringVisit, day: datetime.date) -> str:
    """Return why no visit can be planned on this date; empty if one can."""
    try:
        times = recurrence.instants(day, recurring_visit.begins, recurring_visit.minutes)
        refuse_outside_terms(recurring_visit.package, *times, recurring_visit.out_of_hours_reason)
    except (ValueError, Refused) as refusal:
        return str(refusal)
    return ""


@dataclass(frozen=True)
class UnplannableDate:
    """A date of a recurrence on which somebody must plan the visit by hand, and why."""

    recurring_visit: RecurringVisit
    day: datetime.date
    obstacle: str


def unplannable_dates(recurring_visits: Iterable[RecurringVisit], from_on: datetime.date) -> list[UnplannableDate]:
    """Return the dates from a day on which no visit of these recurrences could be planned."""
    recurring_visits = list(recurring_visits)
    visits = PlannedVisit.objects.filter(recurring_visit__in=recurring_visits, recurrence_on__gte=from_on)
    planned = set(visits.values_list("recurring_visit", "recurrence_on"))
    gaps = [
        UnplannableDate(recurring_visit, day, _obstacle(recurring_visit, day))
        for recurring_visit in recurring_visits
        if recurring_visit.made_until_on
        for day in recurring_visit.dates(from_on, recurring_visit.made_until_on)
        if (recurring_visit.pk, day) not in planned
        and not _is_over(recurring_visit.package, day)
        and not _is_past(recurring_visit, day)
    ]
    return [gap for gap in gaps if gap.obstacle]
