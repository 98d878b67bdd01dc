"""Alerts: who is notified, today or now, of a change noticed at a visit. Others wait for the next update."""

from typing import Any
from uuid import UUID

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from accounts.walls import not_walled_off
from casework.models import SupportPackage
from casework.recipients import leaders_to_alert, once
from contracts.posts import is_staff
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import AlertLevel, AlertState, EscalationCause
from visits.lone_working.models.escalation import DONE_MISSING
from visits.lone_working.services.escalations import begin_escalation
from visits.models import Alert, AlertVisit, CouncilResponse, Visit


@verb
def raise_alert(*, visit: Visit, by: User | None) -> Alert | None:
    """Alert the keyworker and managers to a change that a visit noticed (R07, T3.2).

    "Today" notifies each of them at most once a day per package; "now" also calls the on-call senior. A visit joins
    the package's open alert. Returns None when nothing urgent was noticed.
    """
    if not visit.change_noticed or visit.urgency not in AlertLevel.values:
        return None
    package, alert = open_or_join(package_id=visit.package_id, level=visit.urgency, by=by)
    AlertVisit.objects.get_or_create(alert=alert, visit=visit, defaults={"recorded_by": by})
    lone_working_notifications.notify_alert(alert, visit, recipients_of(alert, package), by)
    if visit.urgency == AlertLevel.NOW:
        begin_escalation(package=package, cause=EscalationCause.ACT_NOW, visit=visit, caller=visit.worker.user, by=by)
    return alert


@verb
def open_or_join(*, package_id: UUID, level: str, by: User | None) -> tuple[SupportPackage, Alert]:
    """Return the package, locked, and its open alert: a new one, or the one there, raised to "now" if `level` is."""
    related = ("case__contract", "case__individual")
    package = SupportPackage.objects.select_related(*related).get_locked(package_id)
    alert = Alert.objects.not_closed().filter(package=package).first()
    if alert is None:
        alert = Alert.objects.create(package=package, level=level, recorded_by=by)
        transitions.record_created(alert, by=by, about=[package.case.individual_id])
    elif level == AlertLevel.NOW:
        alert.level = AlertLevel.NOW
        alert.save(update_fields=["level"])
    return package, alert


def recipients_of(alert: Alert, package: SupportPackage) -> list[User]:
    """Return who is notified, on both sides, when something joins an alert; each user once.

    Of the provider: the managers, always, or who is on call in their place; and whoever has accepted the alert.
    """
    provider = [*leaders_to_alert(package), *reachable(alert.accepted_by, package)]
    return once([*provider, *_council_recipients(alert, package)])


def _council_recipients(alert: Alert, package: SupportPackage) -> list[User]:
    """Return only who has accepted the alert at the Council, while they can be reached; else the keyworker."""
    response = alert.council
    acceptor = reachable(response.accepted_by, package) if response and response.is_open else []
    return acceptor or lone_working_notifications.council_readers(package, clock.today())


def reachable(user: User | None, package: SupportPackage) -> list[User]:
    """Return the user who accepted an alert, alone, or nobody if they can no longer work on it."""
    if user is None or not user.has_access or not can(user, Permission.ACCEPT_ALERT, package):
        return []
    return not_walled_off([user], package.pk, package.case.individual_id)


@verb
def accept_alert(*, alert: Alert, by: User) -> Alert:
    """Accept an alert for the side of `by` (R07). It stays on their list, and on the managers', until it is closed.

    Raises NotPossible when somebody of that side has accepted it already.
    """
    now = clock.now()
    if is_staff(by):
        about = [alert.package.case.individual_id]
        answered: dict[str, Any] = {"accepted_at": now, "accepted_by": by, "reminded_at": None, "reminders": 0}
        transitions.apply(alert, "accept", by=by, about=about, **answered)
        return alert
    alert = Alert.objects.select_related("council_response__accepted_by").get_locked(alert.pk)
    if alert.council:
        raise NotPossible(f"{alert.council.accepted_by} has already accepted this alert for the Council.")
    if alert.state == AlertState.CLOSED:
        raise NotPossible("The provider has closed this alert. You can read what was done.")
    alert.council_response = CouncilResponse.objects.create(
        alert=alert, accepted_at=now, accepted_by=by, recorded_by=by
    )
    return alert


@verb
def close_alert(*, alert: Alert, done: str, by: User) -> Alert:
    """Close an alert for the side of `by`, with what was done (R07). The other side's work on it continues.

    Raises Refused without `done`, NotPossible unless that side has accepted it and not closed it.
    """
    if not done.strip():
        raise Refused(DONE_MISSING, field="done")
    closed: dict[str, Any] = {"closed_at": clock.now(), "closed_by": by, "done": done.strip()}
    if is_staff(by):
        transitions.apply(alert, "close", by=by, about=[alert.package.case.individual_id], **closed)
        lone_working_notifications.settle_alert(alert)
        return alert
    response = CouncilResponse.objects.filter(alert=alert).first()
    if response is None:
        raise NotPossible("No one at the Council has accepted this alert.")
    response = CouncilResponse.objects.get_locked(response.pk)
    if not response.is_open:
        raise NotPossible("The Council’s part of this alert is closed already.")
    for name, value in closed.items():
        setattr(response, name, value)
    response.save(update_fields=list(closed))
    alert.council_response = response
    lone_working_notifications.settle_alert(alert)
    return alert
