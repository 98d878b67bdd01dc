"""Undo the end of support that was recorded by mistake: the package continues as if it had not ended."""

import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from casework import notifications
from casework.allocation.services.allocation import reasons_against_return
from casework.duties import reopen_duties
from casework.enums import PackageState
from casework.hospital import hold_calculation
from casework.models import Allocation, PackageStrand, SupportPackage, WeeklyHours
from casework.recipients import everybody_concerned
from core import clock, transitions
from core.errors import Refused
from core.history import history_of
from core.verbs import verb
from workforce.models import Worker

NO_END: dict[str, Any] = {"ended_on": None, "end_reason": "", "end_note": ""}


@verb
def undo_ending(*, package: SupportPackage, reason: str, by: User) -> SupportPackage:
    """Undo an ending: the package is open, its hours, strand, workers and duties are as they were before.

    A worker who cannot have the person back is left out, so the package may be listed as without a lead. The package
    has a sentence about each of them in `not_returned`. What was recorded of the ending remains in the history. Raises
    Refused while the person is recorded as dead, after a hospital hold that has expired (the stay is corrected first),
    and if a later package is in the way.
    """
    return _undo(package, reason, by)


@verb
def undo_endings_by_death(*, packages: list[SupportPackage], reason: str, by: User) -> None:
    """Undo the endings that followed from a death recorded by mistake. Call in the verb that corrects the death."""
    for package in packages:
        _undo(package, reason, by, is_after_death=True)


def _undo(package: SupportPackage, reason: str, by: User, *, is_after_death: bool = False) -> SupportPackage:
    before_end = _rows_before_end(package)
    for pk in sorted({row.worker_id for row in before_end[Allocation].values()}, key=str):
        Worker.objects.get_locked(pk)
    individual = hold_calculation.lock(package.case.individual)
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(package.pk)
    if package.case.individual.died_on is not None and not is_after_death:
        raise Refused("The person’s death is recorded. Correct the record of the death first.")
    ended_on = package.ended_on
    transitions.apply(package, "undo ending", by=by, reason=reason, about=[individual.pk], **NO_END)
    assert ended_on is not None  # an ended package has its day
    package.not_returned = _restore_rows(ended_on, before_end)
    reopen_duties(package, ended_on, reason=reason, by=by)
    hold_calculation.recompute(individual)
    if not is_after_death and package.holds.expired(clock.today()).exists():
        raise Refused("The hospital hold has expired, so support would end again. Correct the hospital stay first.")
    notifications.settle_wrongly_ended(package)
    notifications.notify_ending_undone(package, everybody_concerned(package, clock.today()), by=by)
    return package


Rows = dict[type[Any], dict[UUID, Any]]


def _rows_before_end(package: SupportPackage) -> Rows:
    """Return the dated rows that the end of the package cut short, by model and id, as history has them from before."""
    ends = history_of(SupportPackage).filter(pgh_obj=package.pk, state=PackageState.OPEN)
    context_id = ends.order_by("-pgh_id").values_list("pgh_context", flat=True).first()
    rows: Rows = {Allocation: {}, WeeklyHours: {}, PackageStrand: {}}
    for model in rows if context_id else ():
        events = history_of(model).filter(package=package.pk, pgh_context=context_id)
        rows[model] = {event.pgh_obj_id: event for event in events.order_by("-pgh_id")}
    return rows


def _restore_rows(ended_on: datetime.date, before_end: Rows) -> list[str]:
    """Give these rows the end that they had; an allocation only while its worker can have the person back.

    Return a sentence about each worker who cannot.
    """
    not_returned = []
    for model, rows in before_end.items():
        for row in model.objects.filter(pk__in=rows, until_on=ended_on):
            until_on = rows[row.pk].until_on
            if model is Allocation and (reasons := reasons_against_return(row, max(ended_on, clock.today()), until_on)):
                role = row.get_kind_display().lower()
                not_returned.append(f"{row.worker} did not return as {role}: {'. '.join(reasons)}.")
                continue
            row.until_on = until_on
            row.save(update_fields=["until_on"])
    return not_returned
