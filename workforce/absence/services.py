"""Absences of workers."""

import datetime

import pghistory

from accounts.models import User
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb
from workforce.absence.own import why_not_own
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
    """Set the first day back, `until_on`, past or future. Cover that was arranged keeps its dates.

    Raises Refused about one's own absence, as long as somebody else may set it.
    """
    absence = _lock(absence, by)
    absence.until_on = until_on
    absence.save(update_fields=["until_on"])
    return absence


@verb
def correct_absence(
    *,
    absence: Absence,
    kind: str,
    from_on: datetime.date,
    until_on: datetime.date | None,
    reason: str,
    by: User | None,
    sickness_reason: str = "",
    note: str = "",
) -> Absence:
    """Correct an absence that was recorded wrongly; history has the row as it was. Cover keeps its dates.

    Raises Refused without a reason, and about one's own absence, as long as somebody else may correct it.
    """
    absence = _lock(absence, by)
    if not reason.strip():
        raise Refused("Enter what was wrong.", field="reason")
    is_sickness = kind == AbsenceKind.SICKNESS
    absence.kind, absence.from_on, absence.until_on, absence.note = kind, from_on, until_on, note
    absence.sickness_reason = (sickness_reason or SicknessReason.NOT_GIVEN) if is_sickness else ""
    with pghistory.context(reason=reason.strip()):
        absence.save(update_fields=["kind", "from_on", "until_on", "note", "sickness_reason"])
    return absence


@verb
def withdraw_absence(*, absence: Absence, reason: str, by: User) -> Absence:
    """Withdraw an absence that was recorded by mistake: it covers no day and counts in no figure. Cover remains.

    Raises Refused about one's own absence, as long as somebody else may withdraw it.
    """
    if reason_against := why_not_own(absence, by):
        raise Refused(reason_against)
    Worker.objects.get_locked(absence.worker_id)
    return strike_row(absence, by=by, reason=reason)


def _lock(absence: Absence, by: User | None) -> Absence:
    """Return the absence, locked after its worker. Raises Refused if `by` may not change it."""
    if reason := why_not_own(absence, by):
        raise Refused(reason)
    Worker.objects.get_locked(absence.worker_id)
    return Absence.objects.get_locked(absence.pk)
