"""The duties that visits raise: to find out why visits were missed, and to close an alert with what was done."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.enums import Permission
from accounts.models import User
from casework.duties import PersonDuty
from core.duties import register
from core.sql import LondonDay
from visits.models import Alert, EngagementDuty

ALERT = "alert"

register(
    PersonDuty(
        key="engagement",
        label="Three missed visits in a row: follow up",
        model=EngagementDuty,
        permission=Permission.PLAN_VISIT,
        page="engagement",
    )
)


def _alerts_with_work_left(rows: QuerySet[Alert], day: datetime.date) -> QuerySet[Alert]:
    """Return the alerts that one side has still to close; each was due on the day it was raised."""
    return Alert.objects.with_work_left().filter(pk__in=rows.values("pk")).annotate(due_on=LondonDay("recorded_at"))


@dataclass(frozen=True, kw_only=True)
class AlertDuty(PersonDuty):
    """An alert is a duty of each side until that side closes it; the end of support does not end it."""

    def rows(self, user: User, day: datetime.date, *, is_reading: bool = False) -> QuerySet[Alert]:
        rows = super().rows(user, day, is_reading=is_reading)
        return rows if is_reading else rows.filter(pk__in=Alert.objects.to_close_by(user).values("pk"))


register(
    AlertDuty(
        key=ALERT,
        label="Alert to close",
        model=Alert,
        permission=Permission.ACCEPT_ALERT,
        page="alert",
        outstanding=_alerts_with_work_left,
    )
)
