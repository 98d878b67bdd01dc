"""A worker's contracted hours, working pattern and ceiling."""

import datetime
from collections.abc import Mapping
from typing import Any

from accounts.models import User
from core.errors import Refused
from core.verbs import verb
from workforce.models import Ceiling, ContractedHours, Worker, WorkingPattern

DAY = datetime.timedelta(days=1)
WorkingTimes = tuple[datetime.time, datetime.time]


@verb
def change_contracted_hours(
    *, worker: Worker, from_on: datetime.date, minutes_a_week: int, by: User | None
) -> ContractedHours:
    """Change a worker's contracted hours from a day; earlier days keep theirs.

    Raises Refused for a day before the worker starts.
    """
    worker = Worker.objects.get_locked(worker.pk)
    if from_on < worker.started_on:
        raise Refused(
            f"The worker starts on {worker.started_on:%-d %B %Y}. Enter that date or a later one.", field="from_on"
        )
    _end_running(worker.contracted_hours, from_on)
    return ContractedHours.objects.create(worker=worker, from_on=from_on, minutes_a_week=minutes_a_week, recorded_by=by)


@verb
def set_working_pattern(
    *, worker: Worker, from_on: datetime.date, hours: Mapping[int, WorkingTimes], by: User | None
) -> list[WorkingPattern]:
    """Set a worker's hours from a day: weekday (0 Monday) → (starts, ends), London times (T4.13).

    Weekdays without times are not worked; earlier days keep their hours. Raises Refused when hours are set from that
    day or a later one.
    """
    worker = Worker.objects.get_locked(worker.pk)
    if worker.patterns.filter(from_on__gt=from_on).exists():
        raise Refused("Working hours are already set from a later date. Enter a date after it.", field="from_on")
    if worker.patterns.filter(from_on=from_on).exists():
        raise Refused("Working hours are already set from that date.", field="from_on")
    _end_running(worker.patterns, from_on)
    return [
        WorkingPattern.objects.create(
            worker=worker, weekday=weekday, starts=starts, ends=ends, from_on=from_on, recorded_by=by
        )
        for weekday, (starts, ends) in sorted(hours.items())
    ]


@verb
def set_ceiling(
    *,
    worker: Worker,
    from_on: datetime.date,
    minutes_a_week: int,
    reason: str,
    by: User | None,
    until_on: datetime.date | None = None,
) -> Ceiling:
    """Set a limit to a worker's hours for a time, with the reason (C6). A ceiling in force ends where it begins."""
    worker = Worker.objects.get_locked(worker.pk)
    _end_running(worker.ceilings, from_on)
    return Ceiling.objects.create(
        worker=worker,
        from_on=from_on,
        until_on=until_on,
        minutes_a_week=minutes_a_week,
        reason=reason.strip(),
        recorded_by=by,
    )


@verb
def lift_ceiling(*, worker: Worker, until_on: datetime.date, by: User | None) -> Ceiling:
    """End the ceiling that is in force on the day before `until_on`, the first day without it.

    Raises Refused when there is none.
    """
    worker = Worker.objects.get_locked(worker.pk)
    ceiling = worker.ceilings.on(until_on - DAY).first()
    if ceiling is None:
        raise Refused("There is no cap to remove on that date.", field="until_on")
    ceiling.until_on = until_on
    ceiling.save(update_fields=["until_on"])
    return ceiling


def _end_running(rows: Any, day: datetime.date) -> None:
    """End on `day` those of a worker's dated rows that began before it."""
    rows.on(day).filter(from_on__lt=day).update(until_on=day)
