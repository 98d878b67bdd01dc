"""Absences of workers."""

import datetime

from accounts.models import User
from core.verbs import verb
from workforce.enums import AbsenceKind, SicknessReason
from workforce.models import Absence, Worker


@verb
def record_absence(
    *,
    worker: Worker,
    kind: str,
    from_on: datetime.date,
    by: User | None,
    until_on: datetime.date | None = None,
    sickness_reason: str = "",
    note: str = "",
) -> Absence:
    """Record that a worker is away from a day (inclusive); `until_on` is the first day back, None if not known.

    `sickness_reason` counts for sickness only, where it is "not given" by default. `note` stays in the worker's file.
    """
    is_sickness = kind == AbsenceKind.SICKNESS
    return Absence.objects.create(
        worker=worker,
        kind=kind,
        from_on=from_on,
        until_on=until_on,
        sickness_reason=(sickness_reason or SicknessReason.NOT_GIVEN) if is_sickness else "",
        note=note,
        recorded_by=by,
    )


@verb
def end_absence(*, absence: Absence, until_on: datetime.date, by: User | None) -> Absence:
    """Set the first day back, `until_on`, past or future. Cover that was arranged keeps its dates."""
    Worker.objects.get_locked(absence.worker_id)
    absence = Absence.objects.get_locked(absence.pk)
    absence.until_on = until_on
    absence.save(update_fields=["until_on"])
    return absence
