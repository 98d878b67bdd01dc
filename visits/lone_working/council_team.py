"""What the Council's duty team was rung or asked to ring about. It reads no record: a call and an alert have their
reference only.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, QuerySet, Value, When, Window

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.walls import exclude_walled, hidden_from
from contracts.posts import contracts_where
from core.models import Message, StateChange
from core.uuids import as_uuid
from visits.lone_working.enums import COUNCIL_RANG, AlertState, EscalationState
from visits.lone_working.notifications import ALERT_KEY
from visits.models import Alert, EscalationStep

LOOK_BACK = datetime.timedelta(days=7)
MOST_LISTED = 10
MOST_MESSAGES = 100
# From a ringing to the records which a wall may hide.
CALL_PATHS = ("escalation", "escalation__package", "escalation__package__case__individual")


def calls_to_team(user: User, now: datetime.datetime) -> QuerySet[Any]:
    """Return the times in the last week at which the team was rung in a call for help of the user's contracts, those of
    open calls first, then the newest; each with `total`.
    """
    steps: Any = EscalationStep.objects.to_duty_team(_contracts(user)).filter(began_at__gt=now - LOOK_BACK)
    steps = steps.filter(exclude_walled(user, *CALL_PATHS)).annotate(
        total=Window(Count("pk")),
        is_closed=Case(When(escalation__state=EscalationState.CLOSED, then=Value(1)), default=Value(0)),
    )
    rows: QuerySet[Any] = steps.select_related("escalation__package", "recorded_by")
    return rows.order_by("is_closed", "-began_at", "pk")


@dataclass(frozen=True)
class TeamAlert:
    """An alert about which the team was asked to ring: the newest message, and when the team last recorded a call."""

    alert: Alert
    message: Message
    rang: StateChange | None


@dataclass(frozen=True)
class TeamAlerts:
    """The first alerts, and how many there are in all, of the last MOST_MESSAGES messages."""

    rows: list[TeamAlert]
    total: int


def alerts_to_team(user: User, now: datetime.datetime) -> TeamAlerts:
    """Return the alerts of the last week about which the user was asked to ring, open ones first, then the newest."""
    if not (contracts := _contracts(user)):
        return TeamAlerts([], 0)
    messages = alert_messages(user).filter(recorded_at__gt=now - LOOK_BACK).order_by("-recorded_at", "pk")
    newest: dict[UUID, Message] = {}
    for message in messages[:MOST_MESSAGES]:
        if alert_id := _alert_of(message):
            newest.setdefault(alert_id, message)
    alerts = Alert.objects.filter(pk__in=list(newest), package__case__contract__in=contracts).select_related("package")
    rang = {change.record_id: change for change in _rang(newest)}
    rows = [TeamAlert(alert, newest[alert.pk], rang.get(alert.pk)) for alert in alerts]
    rows.sort(key=lambda row: row.message.recorded_at, reverse=True)
    return TeamAlerts(sorted(rows, key=lambda row: row.alert.state == AlertState.CLOSED)[:MOST_LISTED], len(rows))


def alert_messages(user: User) -> QuerySet[Message]:
    """Return what asked the user to ring about an alert, without what a wall hides."""
    return Message.objects.in_app(user).not_about(hidden_from(user)).filter(key__startswith=ALERT_KEY, path="")


def alert_of_message(user: User, message_id: UUID) -> Alert | None:
    """Return the alert about which this message asks `user`, of the team, to ring; None for any other message."""
    message = alert_messages(user).filter(pk=message_id).first()
    alert_id = _alert_of(message) if message else None
    if alert_id is None:
        return None
    alerts = Alert.objects.filter(package__case__contract__in=_contracts(user)).select_related("package__case")
    return alerts.filter(pk=alert_id).first()


def _contracts(user: User) -> Collection[UUID]:
    return contracts_where(user, Permission.STAND_IN_FOR_KEYWORKER, Scope.CONTRACT)


def _alert_of(message: Message) -> UUID | None:
    return as_uuid(message.key.split(":")[1])


def _rang(alert_ids: Collection[UUID]) -> QuerySet[StateChange]:
    """Return when the team recorded that it rang about these alerts, oldest first."""
    changes = StateChange.objects.filter(record_id__in=list(alert_ids), verb=COUNCIL_RANG)
    return changes.select_related("recorded_by").order_by("recorded_at", "pk")
