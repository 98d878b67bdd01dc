"""Before a hold ends, those who must act are warned (T5.4)."""

import datetime

from casework import notifications
from casework.hospital import suspensions
from casework.models import Individual, SupportPackage, Suspension
from contracts.models import Terms
from core.verbs import verb


def warn_of_holds(*, on: datetime.date) -> int:
    """The sweep: one message for each day of the terms' `hold_warning_days` that a hold has reached; how many.

    A sweep that ran late sends the newest warning only. Nothing after discharge, end or death.
    """
    warned = Terms.objects.exclude(hold_warning_days=None).exclude(hold_warning_days=[])
    held = SupportPackage.objects.open().filter(
        case__individual__died_on=None,
        case__contract__in=warned.values("contract"),
        pk__in=Suspension.objects.on(on).values("package"),
    )
    return sum(_warn(package_id=pk, on=on, by=None) for pk in held.values_list("pk", flat=True))


@verb
def _warn(*, package_id, on: datetime.date, by) -> bool:
    suspensions.lock(Individual.objects.get(cases__packages=package_id))
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(package_id)
    held = package.suspensions.on(on).first()
    if held is None or package.ended_on is not None or held.last_held_on < on:
        return False
    terms = package.case.contract.terms_on(held.admitted_on)
    reached = [day for day in terms.hold_warning_days or () if day <= (on - held.admitted_on).days]
    return bool(reached) and notifications.notify_hold_warning(package, held, max(reached), on)
