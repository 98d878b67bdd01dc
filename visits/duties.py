"""The duties that planned visits raise: to log each of them, and to find out why several were missed."""

import datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat

from accounts.enums import Permission
from accounts.models import User
from casework.duties import PersonDuty
from core.duties import register
from core.sql import LondonTime
from visits.models import EngagementDuty, PlannedVisit
from visits.rota.models.planned_visit import PlannedQuerySet
from workforce.models import Worker


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


register(
    PersonDuty(
        key="engagement",
        label="Three missed visits in a row: follow up",
        model=EngagementDuty,
        permission=Permission.PLAN_VISIT,
        page="engagement",
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
