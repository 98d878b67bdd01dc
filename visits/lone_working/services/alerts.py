"""What a visit noticed reaches those who must know, today or now; "noticed" waits for the next update."""

from accounts.walls import not_walled_off
from casework.models import SupportPackage
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import AlertLevel, EscalationCause
from visits.lone_working.services.escalations import call_for_help
from visits.models import Alert, AlertVisit, Visit


@verb
def raise_alert(*, visit: Visit, by) -> Alert | None:
    """Tell keyworker and managers what a visit noticed (R07, T3.2): today, at most once a day for a package; or now,
    and then the on-call senior is called. A visit joins what stands already. None where nothing interrupts anybody.
    """
    if not visit.change_noticed or visit.urgency not in AlertLevel.values:
        return None
    related = ("case__contract", "case__individual")
    package = SupportPackage.objects.select_related(*related).get_locked(visit.package_id)
    telling = Alert.objects.standing().filter(package=package).first()
    if telling is None:
        telling = Alert.objects.create(package=package, level=visit.urgency, recorded_by=by)
        transitions.record_created(telling, by=by, about=[package.case.individual_id])
    elif visit.urgency == AlertLevel.NOW:
        telling.level = AlertLevel.NOW
        telling.save(update_fields=["level"])
    AlertVisit.objects.get_or_create(telling=telling, visit=visit, defaults={"recorded_by": by})
    lone_working_notifications.notify_alert(telling, visit, _to_tell(telling, package), by)
    if visit.urgency == AlertLevel.NOW:
        call_for_help(package=package, cause=EscalationCause.ACT_NOW, visit=visit, caller=visit.worker.user, by=by)
    return telling


def _to_tell(telling: Alert, package: SupportPackage) -> list:
    """Whoever has taken it on, alone, while they are there to read it; else everybody who must."""
    readers = lone_working_notifications.alert_readers(package, clock.today())
    taker = telling.taken_on_by
    if taker is None or not taker.is_active:
        return readers
    return not_walled_off([taker], package.pk, package.case.individual_id) or readers


@verb
def accept_alert(*, telling: Alert, by) -> Alert:
    """Somebody takes it on: from now on what joins is told to them alone (R07)."""
    individual_id = telling.package.case.individual_id
    transitions.apply(telling, "take on", by=by, about=[individual_id], taken_on_at=clock.now(), taken_on_by=by)
    return telling


@verb
def close_alert(*, telling: Alert, done: str, by) -> Alert:
    """It is dealt with: what was done stands in the record (R07)."""
    if not done.strip():
        raise Refused("Say what was done.", field="done")
    individual_id = telling.package.case.individual_id
    transitions.apply(
        telling, "close", by=by, about=[individual_id], closed_at=clock.now(), closed_by=by, done=done.strip()
    )
    return telling
