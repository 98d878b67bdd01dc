"""Support ends: by decision, or by the clock at the end of a hospital hold."""

import datetime

from casework import notifications, suspensions
from casework.enums import EndReason
from casework.models import (
    Individual,
    SupportPackage,
)
from core import moves
from core.verbs import verb


@verb
def end_package(*, package: SupportPackage, ended_on: datetime.date, reason: str, by, note: str = "") -> SupportPackage:
    """End support: `ended_on` is the first day without it. Allocations and hours end with it."""
    individual = Individual.objects.locked(package.case.individual_id)
    package = SupportPackage.objects.locked(package.pk)
    moves.make(
        package,
        "end",
        by=by,
        reason=note,
        about=[individual.pk],
        ended_on=ended_on,
        end_reason=reason,
        end_note=note,
    )
    for rows in (package.allocations, package.weekly_hours, package.strands):
        rows.filter(until_on=None, from_on__lt=ended_on).update(until_on=ended_on)
        rows.filter(until_on__gt=ended_on, from_on__lt=ended_on).update(until_on=ended_on)
    suspensions.recompute(individual)
    return package


def end_expired_suspensions(*, on: datetime.date) -> int:
    """The sweep of T5.4: end every package whose last held day lies before `on`; how many were ended.

    Each in a transaction of its own, looked at again under the lock, so two sweeps end it once.
    """
    expired = SupportPackage.objects.open().filter(
        suspensions__until_on=None, suspensions__last_held_on__lt=on, suspensions__isnull=False
    )
    return sum(_end_if_expired(package_id=pk, on=on, by=None) for pk in expired.values_list("pk", flat=True))


@verb
def _end_if_expired(*, package_id, on: datetime.date, by) -> bool:
    individual_id = SupportPackage.objects.values_list("case__individual", flat=True).get(pk=package_id)
    Individual.objects.locked(individual_id)
    package = SupportPackage.objects.select_related("case__contract", "case__individual").locked(package_id)
    held = package.suspensions.expired(on).first()
    if held is None:
        return False
    users = notifications.around(package, held.last_held_on)
    end_package(
        package=package,
        ended_on=held.ends_on,
        reason=EndReason.HOLD_EXPIRED,
        note=f"In hospital since {held.admitted_on:%-d %B %Y}; held until {held.last_held_on:%-d %B %Y}. "
        "A new referral with a revised support plan is needed.",
        by=by,
    )
    notifications.hold_expired(package, users)
    return True
