"""The duty to decide whether a readmission before support had restarted continues the hold of the stay before."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.enums import Permission
from accounts.models import User
from casework.duties import PersonDuty
from casework.enums import Readmission
from casework.models import Hold
from core.duties import register


def _undecided(holds: Any, day: datetime.date) -> QuerySet[Hold]:
    """Return those of `holds` that wait for the decision; it is due on the last held day of the stay before."""
    before = Hold.objects.filter(package=OuterRef("package"), from_on__lt=OuterRef("from_on"))
    before = before.exclude(spell=OuterRef("spell")).order_by("-from_on")
    return holds.filter(
        until_on=None,
        spell__readmission=Readmission.ASKED,
        spell__discharged_on=None,
        spell__struck_at=None,
        package__ended_on=None,
    ).annotate(due_on=Coalesce(Subquery(before.values("last_held_on")[:1]), F("last_held_on")))


@dataclass(frozen=True, kw_only=True)
class ReadmissionDuty(PersonDuty):
    """The keyworker decides, and those who record hospital stays record it. It is gone when it is recorded."""

    def rows(self, user: User, day: datetime.date, *, is_reading: bool = False) -> QuerySet[Any]:
        if is_reading:
            return super().rows(user, day, is_reading=True)
        records = Hold.objects.allowing(user, Permission.RECORD_HOSPITAL)
        decides = Hold.objects.allowing(user, Permission.ACKNOWLEDGE_UPDATE)
        may_do = Q(pk__in=records.values("pk")) | Q(pk__in=decides.values("pk"))
        return self.outstanding(Hold.objects.filter(may_do), day)


register(
    ReadmissionDuty(
        key="readmission",
        label="Back in hospital: same admission or a new one",
        model=Hold,
        permission=Permission.RECORD_HOSPITAL,
        page="person_hospital",
        argument="package__case__individual",
        outstanding=_undecided,
    )
)
