"""Warn those who must act before a hold ends (T5.4)."""

import datetime
from uuid import UUID

from accounts.models import User
from casework import notifications
from casework.hospital import hold_calculation
from casework.models import Hold, Individual, SupportPackage
from contracts.models import Terms
from core.verbs import verb


def warn_of_holds(*, on: datetime.date) -> int:
    """Send a message for each day of the terms' `hold_warning_days` that a hold has reached; return how many.

    A sweep that runs late sends only the newest warning. None is sent after discharge, end or death.
    """
    terms = Terms.objects.exclude(hold_warning_days=None).exclude(hold_warning_days=[])
    packages = SupportPackage.objects.open().filter(
        case__individual__died_on=None,
        case__contract__in=terms.values("contract"),
        pk__in=Hold.objects.on(on).values("package"),
    )
    return sum(_warn(package_id=pk, on=on, by=None) for pk in packages.values_list("pk", flat=True))


@verb
def _warn(*, package_id: UUID, on: datetime.date, by: User | None) -> bool:
    hold_calculation.lock(Individual.objects.get(cases__packages=package_id))
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(package_id)
    hold = package.holds.on(on).first()
    if hold is None or package.ended_on is not None or hold.last_held_on < on:
        return False
    terms = package.case.contract.terms_on(hold.admitted_on)
    days_reached = [day for day in terms.hold_warning_days or () if day <= (on - hold.admitted_on).days]
    return bool(days_reached) and notifications.notify_hold_warning(package, hold, max(days_reached), on)
