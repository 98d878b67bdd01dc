"""The sweep of lone working checks: it asks an overdue worker, then alerts the on-call senior and the managers.

A worker whose access is suspended or closed cannot answer: others are alerted at once.
"""

import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from casework.models import SupportPackage
from core import clock, sweeps, transitions
from core.verbs import verb
from visits.enums import PlannedState
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import CheckEnd, CheckState, EscalationCause
from visits.lone_working.response_times import answer_delay
from visits.lone_working.services import escalations
from visits.lone_working.services.checks import RELATED, about_check, end_check
from visits.models import Escalation, LoneWorkingCheck, PlannedVisit


def advance_checks(*, on: datetime.date) -> int:
    """Ask each overdue worker by text message, then escalate to the on-call senior and the managers (T6.3, T6.14).

    Returns how many checks changed. Runs every 20 seconds.
    """
    not_called = LoneWorkingCheck.objects.running().exclude(state=CheckState.CALLED)
    due = not_called.overdue() | not_called.exclude(planned__state=PlannedState.PLANNED)
    after_logging = LoneWorkingCheck.objects.filter(state=CheckState.CALLED, planned__state=PlannedState.LOGGED)
    ids = (due | after_logging).order_by("due_at").values_list("pk", "planned__package")
    return sweeps.each(ids, lambda pair: _advance(check_id=pair[0], package_id=pair[1], by=None))


@verb
def _advance(*, check_id: UUID, package_id: UUID, by: User | None) -> bool:
    SupportPackage.objects.get_locked(package_id)
    check = LoneWorkingCheck.objects.get_locked(check_id)
    if check.state == CheckState.OVER:
        return False
    check.planned = PlannedVisit.objects.select_related(*RELATED).get(pk=check.planned_id)
    if check.planned.state == PlannedState.LOGGED:
        end_check(check=check, how=CheckEnd.LOGGED, by=by)
    elif check.asked_at is None and _is_off(check):  # a worker who has not answered may still be in danger
        end_check(check=check, how=CheckEnd.CALLED_OFF, by=by)
    elif not check.is_overdue:
        return False
    elif check.state != CheckState.CALLED and (_is_unanswered(check) or not check.planned.worker.user.has_access):
        _alert_others(check, by)
    elif check.state == CheckState.RUNNING:
        transitions.apply(check, "ask", by=by, about=about_check(check), asked_at=clock.now())
        lone_working_notifications.ask_if_safe(check)
    else:
        return False
    return True


def _alert_others(check: LoneWorkingCheck, by: User | None) -> None:
    changed: dict[str, Any] = {"asked_at": check.asked_at or clock.now(), "escalation": _begin_escalation(check)}
    transitions.apply(check, "call", by=by, about=about_check(check), **changed)


def _is_off(check: LoneWorkingCheck) -> bool:
    """Return True if nobody has arrived, and it is not face to face, cancelled, held, outside support, or uncovered.

    A worker suspended during the visit may be there all the same: they could not say that they had arrived.
    """
    planned = check.planned
    coming = PlannedVisit.objects.upcoming().face_to_face().with_holds().with_absences()
    visit = coming.filter(pk=planned.pk, is_held=False, is_away=False).first()
    suspended_at = planned.worker.user.suspended_at
    may_be_there = visit is not None and suspended_at is not None and planned.starts_at <= suspended_at
    return planned.arrived_at is None and not may_be_there and (visit is None or visit.is_uncovered)


def _is_unanswered(check: LoneWorkingCheck) -> bool:
    """Return True if the time in which the worker should have answered is over."""
    within = answer_delay(check.planned.package.case.contract)
    return check.asked_at is not None and clock.now() >= check.asked_at + within


def _begin_escalation(check: LoneWorkingCheck) -> Escalation:
    """Repeat the escalation that runs for the same worker, else begin or repeat that of the package."""
    planned, caller = check.planned, check.planned.worker.user
    cause = EscalationCause.OVERDUE
    running = Escalation.objects.running().filter(cause=cause, caller=caller)
    escalation = running.order_by("recorded_at").first()
    if escalation is not None:
        return escalations.repeat_escalation(escalation=escalation, cause=cause, caller=caller, by=None)
    return escalations.begin_escalation(package=planned.package, cause=cause, planned=planned, caller=caller, by=None)
