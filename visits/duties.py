"""The duties that visits raise: to log each of them, to find out why several were missed, and to close alerts."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, Expression, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat

from accounts.enums import Permission
from accounts.models import User
from casework.danger import DangerRank
from casework.duties import PersonDuty
from core.duties import register
from core.sql import LondonDay, LondonTime
from visits.log.missed_visits import missed_visits_to_follow_up
from visits.log.seen_since import IS_SEEN, SEEN_AT
from visits.lone_working.enums import AlertLevel, AlertState
from visits.lone_working.models.alert import COUNCIL_WORKS
from visits.models import Alert, EngagementAttempt, EngagementDuty, PlannedVisit, Visit
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


def _alert_label() -> Expression:
    labels = {level: f"{level.label}: a change was noticed at a visit" for level in AlertLevel}
    whens = [When(level=level, then=Value(label)) for level, label in labels.items()]
    return Case(*whens, output_field=CharField())


def _who_deals() -> Expression:
    """Return as a column who of each side deals with an alert, and since when."""
    deals = Value(" has been dealing with this since ")
    provider = Concat(F("accepted_by__full_name"), deals, LondonTime("accepted_at"), Value(". "))
    council = Concat(
        F("council_response__accepted_by__full_name"),
        Value(" (Council)"),
        deals,
        LondonTime("council_response__accepted_at"),
        Value("."),
    )
    return Concat(
        Case(
            When(COUNCIL_WORKS, state=AlertState.OPEN, then=Value("The provider: not picked up yet. ")),
            When(state=AlertState.OPEN, then=Value("Not picked up yet. ")),
            When(state=AlertState.CLOSED, then=Value("The provider has closed it. ")),
            default=provider,
            output_field=CharField(),
        ),
        Case(When(COUNCIL_WORKS, then=council), default=Value(""), output_field=CharField()),
        output_field=CharField(),
    )


def _last_attempt() -> Expression:
    """Return as a column that the person was not reached, and when somebody last tried; "" before the first time."""
    attempts = EngagementAttempt.objects.not_struck().filter(duty=OuterRef("pk")).order_by("-recorded_at")
    last_at = Subquery(attempts.values("recorded_at")[:1])
    text = Concat(Value("Not reached yet. Last tried "), LondonTime(last_at), Value("."), output_field=CharField())
    return Case(When(Exists(attempts), then=text), default=Value(""), output_field=CharField())


def _seen_since() -> Expression:
    """Return as a column when the person was last seen or spoken to."""
    text = Concat(Value("Seen or spoken to since, last on "), LondonTime(SEEN_AT), Value("."))
    return Case(When(IS_SEEN, then=text), default=_last_attempt(), output_field=CharField())


register(
    PersonDuty(
        key="engagement",
        danger=DangerRank.NOT_SEEN,
        is_danger=~IS_SEEN,
        action="Follow up",
        label=Case(
            When(IS_SEEN, is_single=True, then=Value("A missed visit: record what you tried and what worked")),
            When(IS_SEEN, then=Value("Three missed visits in a row: record what you tried and what worked")),
            When(is_single=True, then=Value("A missed visit: find out how they are")),
            default=Value("Three missed visits in a row: follow up"),
            output_field=CharField(),
        ),
        short_label="Missed visits: follow up",
        model=EngagementDuty,
        permission=Permission.PLAN_VISIT,
        page="engagement",
        message="engagement",
        note=_seen_since(),
    )
)
register(
    PersonDuty(
        key="missed-visit",
        danger=DangerRank.NOT_SEEN,
        is_danger=True,
        action="Follow up",
        label="A missed visit: find out how they are",
        model=Visit,
        permission=Permission.PLAN_VISIT,
        page="visit_follow_up",
        came_at="started_at",
        note=Concat(Value("No answer on "), LondonTime("started_at"), Value("."), output_field=CharField()),
        outstanding=missed_visits_to_follow_up,
    )
)
VISIT_TO_LOG = VisitToLog(
    key="visit-to-log",
    danger=DangerRank.SUPPORT,
    short_label="Visit not logged",
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
    came_at="ends_at",
    is_urgent=True,
    several="visits not logged",
    action="Log this visit",
    outstanding=lambda visits, day: visits.not_logged(),
)
register(VISIT_TO_LOG)
register(
    AlertDuty(
        key=ALERT,
        danger=DangerRank.HARM,
        is_danger=Q(state=AlertState.OPEN),
        is_urgent=True,
        short_label="Alert to close",
        label=_alert_label(),
        note=_who_deals(),
        came_at="recorded_at",
        model=Alert,
        permission=Permission.ACCEPT_ALERT,
        page="alert",
        action="Open the alert",
        outstanding=_alerts_with_work_left,
    )
)
