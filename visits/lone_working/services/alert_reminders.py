"""Reminders of alerts that are not closed within the time of the terms: whoever deals with it, then the managers."""

import datetime
from functools import partial
from uuid import UUID

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from casework.models import SupportPackage
from casework.recipients import leaders_to_alert, once
from contracts.models import TermOn
from core import clock, sweeps
from core.verbs import verb
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import AlertState
from visits.lone_working.services.alerts import reachable
from visits.models import Alert, CouncilResponse

# After so many reminders, one a day.
FREQUENT_REMINDERS = 2
DAY = datetime.timedelta(days=1)


def remind_of_alerts(*, on: datetime.date) -> int:
    """Send the reminders that are due (R07); return how many. Runs each minute.

    An alert is due `alert_minutes` of the terms after it was raised, accepted or last reminded of. First whoever
    accepted it is reminded, then they and the managers; an alert that nobody has accepted: the managers. Of the
    Council's response, whoever accepted it is reminded, then they and whoever stands for the keyworker.
    """
    alerts = _due(Alert.objects.not_closed(), "package__case__contract", "recorded_at")
    responses = _due(CouncilResponse.objects.filter(closed_at=None), "alert__package__case__contract", "accepted_at")
    reminders = [partial(_remind_provider, alert_id=pk) for pk in alerts]
    reminders += [partial(_remind_council, response_id=pk) for pk in responses]
    return sweeps.each(reminders, lambda remind: remind(by=None))


def _due(rows: QuerySet, contract: str, began: str) -> list[UUID]:
    """Return the ids of the rows of which somebody must be reminded now; none where the terms have no such time."""
    minutes = ExpressionWrapper(F("alert_minutes") * Value(datetime.timedelta(minutes=1)), output_field=DurationField())
    rows = rows.annotate(
        alert_minutes=TermOn("alert_minutes", F(contract), Value(clock.today())),
        since=Coalesce(F("reminded_at"), F("accepted_at"), F(began)),
    )
    now = clock.now()
    is_frequent = Q(reminders__lt=FREQUENT_REMINDERS) | Q(since__lte=now - DAY)
    due = rows.filter(is_frequent, alert_minutes__isnull=False, since__lte=Value(now) - minutes)
    return list(due.order_by("since", "pk").values_list("pk", flat=True))


def _begin_reminder(row: Alert | CouncilResponse) -> bool:
    """Count a reminder of a locked row. Return False if another sweep has just sent it."""
    now = clock.now()
    since = row.reminded_at or row.accepted_at
    if since is not None and since > now - datetime.timedelta(minutes=1):
        return False
    row.reminded_at, row.reminders = now, row.reminders + 1
    row.save(update_fields=["reminded_at", "reminders"])
    return True


@verb
def _remind_provider(*, alert_id: UUID, by: User | None) -> bool:
    alert = Alert.objects.get_locked(alert_id)
    if alert.state == AlertState.CLOSED or not _begin_reminder(alert):
        return False
    package = _package(alert)
    acceptor = reachable(alert.accepted_by, package)
    users = acceptor if acceptor and alert.reminders == 1 else once([*acceptor, *leaders_to_alert(package)])
    lone_working_notifications.remind_of_alert(alert, package, users, f"provider:{alert.reminders}")
    return True


@verb
def _remind_council(*, response_id: UUID, by: User | None) -> bool:
    response = CouncilResponse.objects.select_related("alert", "accepted_by").get_locked(response_id)
    if not response.is_open or not _begin_reminder(response):
        return False
    package = _package(response.alert)
    acceptor = reachable(response.accepted_by, package)
    readers = lone_working_notifications.council_readers(package, clock.today())
    users = acceptor if acceptor and response.reminders == 1 else once([*acceptor, *readers])
    lone_working_notifications.remind_of_alert(response.alert, package, users, f"council:{response.reminders}")
    return True


def _package(alert: Alert) -> SupportPackage:
    return SupportPackage.objects.select_related("case__contract", "case__individual").get(pk=alert.package_id)
