"""Alerts: who is notified, today or now, of a change noticed at a visit. Others wait for the next update."""

from accounts.models import User
from accounts.walls import not_walled_off
from casework.models import SupportPackage
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import AlertLevel, EscalationCause
from visits.lone_working.models.escalation import DONE_MISSING
from visits.lone_working.services.escalations import begin_escalation
from visits.models import Alert, AlertVisit, Visit


@verb
def raise_alert(*, visit: Visit, by: User | None) -> Alert | None:
    """Alert the keyworker and managers to a change that a visit noticed (R07, T3.2).

    "Today" notifies each of them at most once a day per package; "now" also calls the on-call senior. A visit joins
    the package's open alert. Returns None when nothing urgent was noticed.
    """
    if not visit.change_noticed or visit.urgency not in AlertLevel.values:
        return None
    related = ("case__contract", "case__individual")
    package = SupportPackage.objects.select_related(*related).get_locked(visit.package_id)
    alert = Alert.objects.not_closed().filter(package=package).first()
    if alert is None:
        alert = Alert.objects.create(package=package, level=visit.urgency, recorded_by=by)
        transitions.record_created(alert, by=by, about=[package.case.individual_id])
    elif visit.urgency == AlertLevel.NOW:
        alert.level = AlertLevel.NOW
        alert.save(update_fields=["level"])
    AlertVisit.objects.get_or_create(alert=alert, visit=visit, defaults={"recorded_by": by})
    lone_working_notifications.notify_alert(alert, visit, _recipients(alert, package), by)
    if visit.urgency == AlertLevel.NOW:
        begin_escalation(package=package, cause=EscalationCause.ACT_NOW, visit=visit, caller=visit.worker.user, by=by)
    return alert


def _recipients(alert: Alert, package: SupportPackage) -> list[User]:
    """Return only whoever has accepted the alert, while they can read it; else everybody who must know."""
    readers = lone_working_notifications.alert_readers(package, clock.today())
    acceptor = alert.accepted_by
    if acceptor is None or not acceptor.has_access:
        return readers
    return not_walled_off([acceptor], package.pk, package.case.individual_id) or readers


@verb
def accept_alert(*, alert: Alert, by: User) -> Alert:
    """Accept an alert: later visits that join it are notified to `by` alone (R07)."""
    individual_id = alert.package.case.individual_id
    transitions.apply(alert, "accept", by=by, about=[individual_id], accepted_at=clock.now(), accepted_by=by)
    return alert


@verb
def close_alert(*, alert: Alert, done: str, by: User) -> Alert:
    """Close an alert and record what was done (R07). Raises Refused without `done`."""
    if not done.strip():
        raise Refused(DONE_MISSING, field="done")
    individual_id = alert.package.case.individual_id
    transitions.apply(
        alert, "close", by=by, about=[individual_id], closed_at=clock.now(), closed_by=by, done=done.strip()
    )
    return alert
