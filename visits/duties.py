"""The duties that visits raise: to log each of them, to find out why several were missed, and to close alerts."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat

from accounts.enums import Permission
from accounts.models import User
from casework.duties import PersonDuty
from core.duties import register
from core.sql import LondonDay, LondonTime
from visits.models import Alert, EngagementDuty, PlannedVisit
from visits.rota.models.planned_visit import PlannedQuerySet
from workforce.models import Worker

ALERT = "alert"


class VisitToLog(PersonDuty):
    """A visit that should be logged or cancelled, by its worker, and by those who lead them.

    It ends with the support. An earlier visit then remains marked on the person's page and in the rota.
    """

    def rows(self, user: User, day: datetime.date, *, is_reading: bool = False) -> QuerySet[Any]:
        """Return the rows; without `is_reading`, none of other workers whom `user` does not lead."""
        rows = super().rows(user, day, is_reading=is_reading).exclude(self.ended_by(day))
        return rows if is_reading else rows.filter(worker__in=Worker.objects.visible_to(user).values("pk"))


def visits_to_log(user: User, day: datetime.date) -> PlannedQuerySet:
    """Return the visits that `user` should log or cancel, or see that somebody does; the earliest first."""
    visits: PlannedQuerySet = VISIT_TO_LOG.rows(user, day).order_by("starts_at", "pk")  # type: ignore[assignment]
    return visits


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
    PersonDuty(
        key="engagement",
        label="Three missed visits in a row: follow up",
        model=EngagementDuty,
        permission=Permission.PLAN_VISIT,
        page="engagement",
        message="engagement",
    )
)
VISIT_TO_LOG = VisitToLog(
    key="visit-to-log",
    label=Concat(
        Value("Visit not logged: "),
        LondonTime(F("starts_at")),
        Value(", "),
        F("worker__user__full_name"),
        output_field=CharField(),
    ),
    model=PlannedVisit,
    permission=Permission.PLAN_VISIT,
    reading=Permission.READ_VISIT,
    page="visit_log_planned",
    due_on="local_on",
    outstanding=lambda visits, day: visits.not_logged(),
)
register(VISIT_TO_LOG)
register(
    AlertDuty(
        key=ALERT,
        is_danger=True,
        label="Alert to close",
        model=Alert,
        permission=Permission.ACCEPT_ALERT,
        page="alert",
        outstanding=_alerts_with_work_left,
    )
)
