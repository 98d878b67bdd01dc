"""Correct the day of a change of hours or strand, or withdraw the change; withdraw a document of the Council."""

import datetime

import pghistory

from accounts.models import User
from casework.models import CouncilDocument, PackageStrand, SupportPackage, WeeklyHours
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb

Change = WeeklyHours | PackageStrand
ALREADY_WITHDRAWN = "This change is already withdrawn."
FIRST_ROW = "The package began with this. Enter a change instead."


@verb
def correct_change(*, change: Change, from_on: datetime.date, reason: str, by: User) -> Change:
    """Move the day of a change of hours or strand; the row before ends on it. History has the day that was wrong.

    Raises Refused without a reason, for the first row, and for a day that is not between the changes around it.
    """
    change, before = _lock(change)
    if not reason.strip():
        raise Refused("Enter what was wrong.", field="reason")
    if from_on == change.from_on:
        raise Refused("You have not changed the date.", field="from_on")
    if from_on <= before.from_on:
        raise Refused(f"Enter a date after {before.from_on:%-d %B %Y}, when the change before began.", field="from_on")
    if change.until_on is not None and from_on >= change.until_on:
        raise Refused(f"Enter a date before {change.until_on:%-d %B %Y}, when this change ends.", field="from_on")
    columns = [(change, "from_on"), (before, "until_on")]
    # The row that becomes shorter is saved first: the two never overlap.
    in_order = columns if from_on > change.from_on else columns[::-1]
    change.from_on = before.until_on = from_on
    with pghistory.context(reason=reason.strip()):
        for row, column in in_order:
            row.save(update_fields=[column])
    return change


@verb
def withdraw_change(*, change: Change, reason: str, by: User) -> Change:
    """Withdraw a change of hours or strand that never was: the row before applies on its days.

    Raises NotPossible for one that is withdrawn already, and Refused for the first row and without a reason.
    """
    change, before = _lock(change)
    until_on = change.until_on
    change.strike(by=by, reason=reason)
    before.until_on = until_on
    before.save(update_fields=["until_on"])
    return change


def why_closed(change: Change) -> str:
    """Return why the change can be neither corrected nor withdrawn: it is withdrawn, or the first. "" if it can be."""
    if change.struck_at is not None:
        return ALREADY_WITHDRAWN
    return "" if _row_before(change) else FIRST_ROW


def _row_before(change: Change) -> Change | None:
    rows = type(change).with_struck
    return rows.filter(package=change.package_id, until_on=change.from_on, struck_at=None).first()


def _lock(change: Change) -> tuple[Change, Change]:
    """Return the change and the row before it, read again under the lock of the package."""
    SupportPackage.objects.get_locked(change.package_id)
    rows = type(change).with_struck
    change = rows.get_locked(change.pk)
    if change.struck_at is not None:
        raise Refused(ALREADY_WITHDRAWN)
    before = _row_before(change)
    if before is None:
        raise Refused(FIRST_ROW)
    return change, before


@verb
def withdraw_council_document(*, council_document: CouncilDocument, reason: str, by: User) -> CouncilDocument:
    """Withdraw a document that does not belong to the package: the package may then be without one that it needs."""
    SupportPackage.objects.get_locked(council_document.package_id)
    return strike_row(council_document, by=by, reason=reason)
