"""Warn those who must act before a hold ends (T5.4)."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import User
from casework import notifications
from casework.enums import PackageState
from casework.hospital import hold_calculation
from casework.models import Hold, Individual, SupportPackage
from contracts.models import TermOn
from core import sweeps
from core.models import Message
from core.sql import DaysBetween, LastReached
from core.verbs import verb


def warn_of_holds(*, on: datetime.date) -> int:
    """Send a message for each day of the terms' `hold_warning_days` that a hold has reached; return how many.

    A sweep that runs late sends only the newest warning. None is sent after discharge, end or death.
    """
    packages = _due(on).values_list("package", flat=True)
    return sweeps.each(packages, lambda pk: _warn(package_id=pk, on=on, by=None))


def _due(on: datetime.date) -> QuerySet[Any]:
    """Return the holds that have reached a day of warning which was not sent, with that day as `day_reached`.

    The terms are those in force on the admission.
    """
    holds: QuerySet[Any] = Hold.objects.on(on).filter(
        last_held_on__gte=on,
        package__state=PackageState.OPEN,
        package__case__individual__died_on=None,
    )
    days_in_force = TermOn("hold_warning_days", "package__case__contract", "admitted_on")
    holds = holds.annotate(day_reached=LastReached(days_in_force, DaysBetween(Value(on), F("admitted_on"))))
    prefix = Concat(
        Value(f"{notifications.WARNING}:"),
        *(part for name in ("package_id", "admitted_on", "day_reached") for part in (_text(name), Value(":"))),
    )
    sent = Message.objects.filter(about_ids__contains=[OuterRef("package_id")], key__startswith=OuterRef("key_prefix"))
    return holds.exclude(day_reached=None).annotate(key_prefix=prefix).filter(~Exists(sent)).order_by("from_on", "pk")


def _text(name: str) -> Cast:
    return Cast(name, CharField())


@verb
def _warn(*, package_id: UUID, on: datetime.date, by: User | None) -> bool:
    hold_calculation.lock(Individual.objects.get(cases__packages=package_id))
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(package_id)
    hold = _due(on).filter(package=package_id).first()
    return hold is not None and notifications.notify_hold_warning(package, hold, hold.day_reached, on)
