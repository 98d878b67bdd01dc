"""Workers start, change hours, learn, are away, leave."""

import datetime

from accounts.enums import Permission
from contracts.models import Contract, Post
from contracts.posts import has_in
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb
from core.vetoes import may_leave
from workforce.models import (
    Absence,
    Ceiling,
    ContractedHours,
    OnCallShift,
    TrainingCourse,
    TrainingDone,
    Worker,
    WorkingPattern,
)

DAY = datetime.timedelta(days=1)


@verb
def employ(
    *,
    user,
    team,
    contracts,
    started_on: datetime.date,
    minutes_a_week: int,
    by,
    specialisms=(),
    **particulars,
) -> Worker:
    """Take on a worker for `minutes_a_week` from their first day, to work in `contracts`."""
    worker = Worker.objects.create(user=user, team=team, started_on=started_on, recorded_by=by, **particulars)
    worker.contracts.set(contracts)
    worker.specialisms.set(specialisms)
    ContractedHours.objects.create(worker=worker, from_on=started_on, minutes_a_week=minutes_a_week, recorded_by=by)
    return worker


@verb
def change_contracted_hours(*, worker: Worker, from_on: datetime.date, minutes_a_week: int, by) -> ContractedHours:
    """Other hours by the contract of employment from a day; what was until then stays as it was."""
    worker = Worker.objects.get_locked(worker.pk)
    if from_on < worker.started_on:
        raise Refused(f"The worker starts on {worker.started_on:%-d %B %Y}.", field="from_on")
    _end_running(worker.contracted_hours, from_on)
    return ContractedHours.objects.create(worker=worker, from_on=from_on, minutes_a_week=minutes_a_week, recorded_by=by)


@verb
def set_working_pattern(*, worker: Worker, from_on: datetime.date, hours: dict, by) -> list[WorkingPattern]:
    """From a day on the worker works by `hours`: weekday (0 Monday) → (starts, ends), London times (T4.13).

    Days that are not named are not worked. What was until then stays as it was; what was set for later is refused.
    """
    worker = Worker.objects.get_locked(worker.pk)
    if worker.patterns.filter(from_on__gt=from_on).exists():
        raise Refused("Other working hours are set from a later day: begin with that day.", field="from_on")
    if worker.patterns.filter(from_on=from_on).exists():
        raise Refused("Working hours from that day are set already.", field="from_on")
    _end_running(worker.patterns, from_on)
    return [
        WorkingPattern.objects.create(
            worker=worker, weekday=weekday, starts=starts, ends=ends, from_on=from_on, recorded_by=by
        )
        for weekday, (starts, ends) in sorted(hours.items())
    ]


@verb
def set_ceiling(
    *, worker: Worker, from_on: datetime.date, minutes_a_week: int, reason: str, by, until_on=None
) -> Ceiling:
    """Give a worker no more than `minutes_a_week` for a time, with the reason (C6); a running ceiling ends there."""
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
def lift_ceiling(*, worker: Worker, until_on: datetime.date, by) -> Ceiling:
    """The ceiling of the day before `until_on` ends there: the first day without it."""
    worker = Worker.objects.get_locked(worker.pk)
    ceiling = worker.ceilings.on(until_on - DAY).first()
    if ceiling is None:
        raise Refused("No ceiling is in force on the day before.", field="until_on")
    ceiling.until_on = until_on
    ceiling.save(update_fields=["until_on"])
    return ceiling


def _end_running(rows, day) -> None:
    """Whatever runs without an end, or past `day`, ends there."""
    rows.on(day).filter(from_on__lt=day).update(until_on=day)


@verb
def record_absence(*, worker: Worker, kind: str, from_on: datetime.date, by, until_on=None, reason="") -> Absence:
    """A worker is away from a day (inclusive) until the first day back; none while that is not known."""
    return Absence.objects.create(
        worker=worker, kind=kind, from_on=from_on, until_on=until_on, reason=reason, recorded_by=by
    )


@verb
def end_absence(*, absence: Absence, until_on: datetime.date, by) -> Absence:
    """The worker is back, or will be: `until_on` is the first day of work. Cover that was arranged keeps its dates."""
    Worker.objects.get_locked(absence.worker_id)
    absence = Absence.objects.get_locked(absence.pk)
    absence.until_on = until_on
    absence.save(update_fields=["until_on"])
    return absence


@verb
def record_training(*, worker: Worker, course: TrainingCourse, done_on: datetime.date, by) -> TrainingDone:
    """A worker has done a course: what is required and lapsed counts again from that day (T8.3)."""
    if done_on < worker.started_on - datetime.timedelta(days=3660):
        raise Refused("That is more than ten years before this worker started.", field="done_on")
    return TrainingDone.objects.create(worker=worker, course=course, done_on=done_on, recorded_by=by)


@verb
def describe(*, worker: Worker, specialisms, by, **particulars) -> Worker:
    """What a worker is good for: specialisms, areas, languages; and induction and DBS, without which nobody is given.

    `particulars` are columns of Worker; those not given stay as they are.
    """
    worker = Worker.objects.get_locked(worker.pk)
    for name, value in particulars.items():
        setattr(worker, name, value)
    worker.save(update_fields=list(particulars))
    worker.specialisms.set(specialisms)
    return worker


@verb
def end_employment(*, worker: Worker, left_on: datetime.date, reason: str, by) -> Worker:
    """A worker leaves after `left_on`; their posts end with that day, what they wrote stays theirs.

    Refused while a higher room knows a reason against, such as people who are theirs after the last day (case 7).
    """
    worker = Worker.objects.get_locked(worker.pk)
    worker.left_on, worker.leaving_reason = left_on, reason
    reasons = may_leave.objections(worker)
    if reasons:
        raise Refused(" ".join(reasons))
    worker.save(update_fields=["left_on", "leaving_reason"])
    Post.objects.filter(user=worker.user_id).on(left_on).update(until_on=left_on + DAY)
    return worker


MOST_DAYS = 62


@verb
def put_on_call(
    *,
    contract: Contract,
    user,
    from_on: datetime.date,
    until_on: datetime.date,
    begins: datetime.time,
    ends: datetime.time,
    by,
) -> list[OnCallShift]:
    """Put an on-call senior on the rota of a contract, each day from `from_on` until `until_on` (exclusive), between
    two local times (T6.13); a time that ends no later than it begins ends on the next day. The shifts made, by day.

    Raises Refused for somebody who does not hold the post, for more than MOST_DAYS days, where a time does not exist
    because the clocks change, and where somebody is on call already.
    """
    if not has_in(user, Permission.BE_ON_CALL, contract):
        raise Refused("Only an on-call senior of the contract can be put on call.", field="user")
    days = (until_on - from_on).days
    if not 0 < days <= MOST_DAYS:
        raise Refused(f"Choose a last day that is not before the first, and at most {MOST_DAYS} days.", field="last_on")
    times = [
        (
            clock.parse_local_time(day, begins, field="begins"),
            clock.parse_local_time(day + DAY if ends <= begins else day, ends, field="begins"),
        )
        for day in (from_on + DAY * n for n in range(days))
    ]
    return [
        OnCallShift.objects.create(contract=contract, user=user, starts_at=starts, ends_at=end, recorded_by=by)
        for starts, end in times
    ]


@verb
def take_off_call(*, shift: OnCallShift, reason: str, by) -> OnCallShift:
    """Somebody cannot be on call: what lies ahead is struck through, what runs ends now, each with the reason."""
    shift = OnCallShift.objects.get_locked(shift.pk)
    now = clock.now()
    if shift.ends_at <= now:
        raise NotPossible("This time on call is over.")
    if shift.starts_at >= now:
        shift.strike(by=by, reason=reason)
        return shift
    if not reason.strip():
        raise Refused("Say why.", field="reason")
    shift.ends_at, shift.cut_reason = now, reason.strip()
    shift.save(update_fields=["ends_at", "cut_reason"])
    return shift
