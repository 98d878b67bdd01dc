"""Lone working checks: one begins with each planned visit, and ends when it is known that the worker is safe."""

import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from casework.models import SupportPackage
from core import clock, sweeps, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits.enums import PlannedState
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import CheckEnd, CheckState, EscalationCause
from visits.lone_working.models.check import WORDS_MISSING
from visits.lone_working.response_times import BACK_TO_SIGNAL_MINUTES, LOOK_BACK, safe_check_delay
from visits.lone_working.services import escalations
from visits.models import Escalation, LoneWorkingCheck, PlannedVisit, Visit

RELATED = ("package__case__contract", "package__case__individual", "worker__user")
MOST_MINUTES_LONGER = 180


def begin_checks(*, on: datetime.date) -> int:
    """Begin the checks of the planned visits that have begun (T6.3); return how many. Runs each minute.

    None for a visit that is not face to face, held, cancelled, logged, without a worker, or of somebody who has died.
    """
    now = clock.now()
    visits = PlannedVisit.objects.upcoming().face_to_face()
    visits = visits.filter(starts_at__lte=now, starts_at__gt=now - LOOK_BACK, lone_working_check=None)
    visits = visits.with_holds().with_absences().filter(is_held=False, is_uncovered=False).order_by("starts_at")
    return sweeps.each(visits.values_list("pk", flat=True), lambda pk: _begin(planned_id=pk, by=None))


@verb
def _begin(*, planned_id: UUID, by: User | None) -> bool:
    planned = PlannedVisit.objects.select_related(*RELATED).get_locked(planned_id)
    if planned.state != PlannedState.PLANNED or LoneWorkingCheck.objects.filter(planned=planned).exists():
        return False
    _check_of(planned, by)
    return True


def _check_of(planned: PlannedVisit, by: User | None) -> LoneWorkingCheck:
    """Return the check of a planned visit that the caller has locked; begin it if there is none yet."""
    due_at = _due_at(planned)
    check, is_new = LoneWorkingCheck.objects.get_or_create(
        planned=planned, defaults={"due_at": due_at, "recorded_by": by}
    )
    if is_new:
        transitions.record_created(check, by=by, about=[planned.package.case.individual_id])
    return check


def _due_at(planned: PlannedVisit, *, no_signal: bool = False) -> datetime.datetime:
    """Return when the worker is due to check in: by the terms, after the end of the visit as it is expected now."""
    minutes = BACK_TO_SIGNAL_MINUTES if no_signal else 0
    delay = safe_check_delay(planned.package.case.contract)
    return planned.expected_end_at + delay + datetime.timedelta(minutes=minutes)


@verb
def expect_no_signal(*, planned: PlannedVisit, by: User) -> LoneWorkingCheck:
    """Record that no signal is expected at a visit (T6.3): the worker has longer to say that they are safe.

    Others then see "no signal" rather than "no contact".
    """
    check = _check_before_asking(planned, by)
    if not check.no_signal_expected:
        due_at = check.due_at + datetime.timedelta(minutes=BACK_TO_SIGNAL_MINUTES)
        changed: dict[str, Any] = {"no_signal_expected": True, "due_at": due_at}
        transitions.apply(check, "expect no signal", by=by, about=about_check(check), **changed)
    return check


@verb
def expect_signal(*, planned: PlannedVisit, by: User) -> LoneWorkingCheck:
    """Undo `expect_no_signal`: the worker has the usual time again."""
    check = _check_before_asking(planned, by)
    if check.no_signal_expected:
        due_at = check.due_at - datetime.timedelta(minutes=BACK_TO_SIGNAL_MINUTES)
        changed: dict[str, Any] = {"no_signal_expected": False, "due_at": due_at}
        transitions.apply(check, "expect signal", by=by, about=about_check(check), **changed)
    return check


@verb
def mark_accompanied(*, planned: PlannedVisit, by: User, companion: str = "") -> LoneWorkingCheck:
    """End the check because two workers go; `companion` is who goes too. Raises Refused unless `by` is the worker of
    the visit, and NotPossible once they were asked whether they are safe.
    """
    _require_worker(planned, by)
    check = _check_before_asking(planned, by)
    end_check(check=check, how=CheckEnd.ACCOMPANIED, words=companion.strip(), transition="accompany", by=by)
    return check


@verb
def mark_alone(*, planned: PlannedVisit, by: User) -> LoneWorkingCheck:
    """Restart the check because the worker goes alone after all.

    Raises NotPossible unless it had ended because two would go.
    """
    _require_worker(planned, by)
    planned = _require_face_to_face(_lock_planned(planned))
    check = LoneWorkingCheck.objects.filter(planned=planned).first()
    if check is None or check.ended_how != CheckEnd.ACCOMPANIED:
        raise NotPossible("This visit is not recorded as two workers going.")
    return _restart(check, planned, by, verb="go alone")


@verb
def arrive(*, planned: PlannedVisit, by: User) -> PlannedVisit:
    """Record that the worker has arrived, and begin the check: its time counts from the arrival (T6.3).

    A second press changes nothing. Raises Refused unless `by` is the worker, and on another day than the visit's.
    """
    _require_worker(planned, by)
    planned = _require_today(_lock_planned(planned))
    if planned.arrived_at or planned.left_at:
        return planned
    transitions.apply(planned, "arrive", by=by, about=[planned.package.case.individual_id], arrived_at=clock.now())
    _follow(planned, "arrive", by)
    return planned


@verb
def leave(*, planned: PlannedVisit, by: User) -> PlannedVisit:
    """Record that the worker has left. The check continues: by the terms they say afterwards that they are safe.

    A second press changes nothing. Raises as `arrive` does.
    """
    _require_worker(planned, by)
    planned = _require_today(_lock_planned(planned))
    if planned.left_at:
        return planned
    transitions.apply(planned, "leave", by=by, about=[planned.package.case.individual_id], left_at=clock.now())
    _follow(planned, "leave", by)
    return planned


@verb
def undo_arrival(*, planned: PlannedVisit, by: User) -> PlannedVisit:
    """Remove the arrival, and the leaving, of a worker who is not there. The check follows the planned times again.

    A second press changes nothing. Raises Refused unless `by` is the worker and while others are alerted, who must
    hear that the worker is safe; NotPossible once the visit is logged.
    """
    _require_worker(planned, by)
    planned = _lock_planned(planned)
    if planned.arrived_at is None:
        return planned
    if LoneWorkingCheck.objects.filter(planned=planned, state=CheckState.CALLED).exists():
        raise Refused("Others were alerted: first choose “I’m safe”.")
    changed: dict[str, Any] = {"arrived_at": None, "left_at": None}
    transitions.apply(planned, "undo arrival", by=by, about=[planned.package.case.individual_id], **changed)
    _follow(planned, "undo arrival", by)
    return planned


def _require_today(planned: PlannedVisit) -> PlannedVisit:
    """Return the visit if it is of today or still under way. Raises NotPossible for one of another day."""
    if planned.local_on != clock.today() and not planned.starts_at <= clock.now() <= planned.ends_at + LOOK_BACK:
        raise NotPossible("This visit is not today.")
    return planned


def _follow(planned: PlannedVisit, verb: str, by: User) -> None:
    """Move the due time of the check to the visit's expected end; the worker has just answered by the press.

    Nothing changes once others were called, as then somebody must hear that the worker is safe, nor when it is over.
    """
    if not planned.is_face_to_face:
        return
    check = LoneWorkingCheck.objects.get_locked(_check_of(planned, by).pk)
    # What the worker said before the visit, or at another, by press or by phone, is not about the visit.
    is_ahead = verb == "arrive" or (verb == "undo arrival" and planned.ends_at > clock.now())
    if is_ahead and check.ended_how in (CheckEnd.SAFE, CheckEnd.CONFIRMED):
        check = _restart(check, planned, by)
    elif transitions.can_make(check, verb):
        due_at = _due_at(planned, no_signal=check.no_signal_expected)
        transitions.apply(check, verb, by=by, about=about_check(check), due_at=due_at, asked_at=None)
        lone_working_notifications.settle_check(check)
    planned.lone_working_check = check


def _lock_planned(planned: PlannedVisit) -> PlannedVisit:
    """Return the planned visit, locked and read again. Raises NotPossible if it is no longer planned."""
    planned = PlannedVisit.objects.select_related(*RELATED).get_locked(planned.pk)
    if planned.state != PlannedState.PLANNED:
        raise NotPossible("This visit has been cancelled or logged.")
    return planned


def _require_face_to_face(planned: PlannedVisit) -> PlannedVisit:
    if not planned.is_face_to_face:
        raise NotPossible("This visit is not face to face, so there is no lone-working check-in.")
    return planned


def _check_before_asking(planned: PlannedVisit, by: User) -> LoneWorkingCheck:
    """Return the check of the planned visit, locked. Raises NotPossible once the worker was asked or it is over."""
    planned = _require_face_to_face(_lock_planned(planned))
    check = LoneWorkingCheck.objects.get_locked(_check_of(planned, by).pk)
    if check.state == CheckState.OVER:
        raise NotPossible(f"The lone-working check is finished: {check.get_ended_how_display().lower()}.")
    if check.state != CheckState.RUNNING:
        raise NotPossible("We have already asked you to check in. Choose “I’m safe” or “I’m staying longer”.")
    return check


@verb
def restart_check(*, planned: PlannedVisit, by: User | None) -> None:
    """Restart the check of a visit that was moved or given to another worker, by its new times.

    Its escalation ends. Nothing changes without a check, or when it is over and the new times have passed too. The
    check of a visit that is no longer face to face is cancelled.
    """
    check = LoneWorkingCheck.objects.filter(planned=planned).first()
    if check is None:
        return
    if not planned.is_face_to_face:
        cancel_check(planned=planned, by=by)
    elif check.state != CheckState.OVER or planned.ends_at > clock.now():
        _restart(check, planned, by)


@verb
def cancel_check(*, planned: PlannedVisit, by: User | None) -> None:
    """End the check because nobody goes there. Nothing changes without a running check."""
    check = LoneWorkingCheck.objects.running().filter(planned=planned).first()
    if check is not None:
        end_check(check=check, how=CheckEnd.CALLED_OFF, by=by)


def refuse_while_overdue(visits: list[PlannedVisit], user: User | None) -> None:
    """Raise Refused if the worker of one of these visits is overdue, unless that worker is `user`.

    Moving, giving away, cancelling or logging the visit would end the check. Before they are overdue,
    whoever plans the visit may cancel it: they know that nobody goes.
    """
    overdue = LoneWorkingCheck.objects.overdue().filter(planned__in=visits).exclude(planned__worker__user=user)
    check = overdue.select_related("planned__worker__user").order_by("due_at").first()
    if check is not None:
        raise Refused(
            f"{check.planned.worker} has not checked in as safe from the visit {check.planned}. Ring them and tell "
            "the on-call senior what they said, who records it under “On call”. Then try again."
        )


def refuse_before_safe(visits: list[PlannedVisit], user: User | None) -> None:
    """Raise Refused as `refuse_while_overdue` does, and while a worker has arrived and not said that they are safe.

    That worker is refused too: cancelling, moving or giving away the visit would end their check without a word.
    """
    refuse_while_overdue(visits, user)
    there = LoneWorkingCheck.objects.there().filter(planned__in=visits)
    check = there.select_related("planned__worker__user").order_by("due_at").first()
    if check is None:
        return
    if user is not None and check.planned.worker.user_id == user.pk:
        raise Refused(
            "You have arrived at this visit. Have you left safely? Choose “I’m safe”, or “I haven’t arrived” if you "
            "are not there. Then try again."
        )
    raise Refused(
        f"{check.planned.worker} has arrived at the visit {check.planned} and has not checked in as safe. Ring them. "
        "When they have left safely, they choose “I’m safe”. If they cannot, whoever answers calls for help chooses "
        "“I have spoken to…” under “On call” and records what they said. Then try again."
    )


def _restart(
    check: LoneWorkingCheck, planned: PlannedVisit, by: User | None, *, verb: str = "restart"
) -> LoneWorkingCheck:
    check = LoneWorkingCheck.objects.get_locked(check.pk)
    check.planned, escalation_id = planned, check.escalation_id
    transitions.apply(
        check,
        verb,
        by=by,
        about=about_check(check),
        due_at=_due_at(planned),
        no_signal_expected=False,
        asked_at=None,
        escalation=None,
        ended_at=None,
        ended_how="",
        words="",
    )
    lone_working_notifications.settle_check(check)
    _end_escalation(escalation_id, "The visit was moved or reassigned.", by)
    return check


@verb
def extend_check(*, check: LoneWorkingCheck, minutes: int, by: User) -> LoneWorkingCheck:
    """Ask the worker, who is safe and stays, this many minutes later: counted from now or from `due_at`, whichever is
    later. Raises Refused unless `minutes` is between 1 and MOST_MINUTES_LONGER.
    """
    _require_worker(check.planned, by)
    if not 0 < minutes <= MOST_MINUTES_LONGER:
        raise Refused(f"Choose a time of up to {MOST_MINUTES_LONGER} minutes.", field="minutes")
    due_at = max(check.due_at, clock.now()) + datetime.timedelta(minutes=minutes)
    transitions.apply(check, "extend", by=by, about=about_check(check), due_at=due_at, asked_at=None)
    lone_working_notifications.settle_check(check)
    return check


@verb
def confirm_safe(*, check: LoneWorkingCheck, by: User) -> LoneWorkingCheck:
    """End the check because the worker says that they are safe; everybody who was called is notified (T6.3)."""
    _require_worker(check.planned, by)
    end_check(check=check, how=CheckEnd.SAFE, by=by)
    return check


def _require_worker(planned: PlannedVisit, by: User) -> None:
    if by.pk != planned.worker.user_id:
        raise Refused("Only the worker can do this. If you have spoken to them, record what they said.")


@verb
def confirm_safe_by_other(*, check: LoneWorkingCheck, words: str, by: User) -> LoneWorkingCheck:
    """End the check because `by` has spoken to the worker. Raises Refused without what the worker said."""
    if not words.strip():
        raise Refused(WORDS_MISSING, field="words")
    end_check(check=check, how=CheckEnd.CONFIRMED, words=words.strip(), by=by)
    return check


@verb
def end_by_log(*, visit: Visit, by: User | None) -> None:
    """End the running check, if any, of a visit that was logged."""
    check = LoneWorkingCheck.objects.running().filter(planned=visit.planned_id).first() if visit.planned_id else None
    if check is not None:
        end_check(check=check, how=CheckEnd.LOGGED, by=by)


@verb
def begin_check_after_strike(*, visit: Visit, by: User | None) -> None:
    """Restart the check that a struck entry had ended, if somebody other than the worker made that entry.

    Nothing changes when the planned visit began too long ago.
    """
    planned = visit.planned
    if planned is None or visit.recorded_by_id == planned.worker.user_id or not planned.is_face_to_face:
        return
    check = LoneWorkingCheck.objects.filter(planned=planned, ended_how=CheckEnd.LOGGED).first()
    if check is not None and planned.starts_at > clock.now() - LOOK_BACK:
        _restart(check, planned, by)


def about_check(check: LoneWorkingCheck) -> list[UUID]:
    """Return the id of the person whom the visit is to, for the check's state changes."""
    return [check.planned.package.case.individual_id]


@verb
def end_check(
    *, check: LoneWorkingCheck, how: CheckEnd, by: User | None, words: str = "", transition: str = "end"
) -> None:
    """End the check, and the escalation that ran for it alone."""
    SupportPackage.objects.get_locked(check.planned.package_id)
    # Read again under the lock: an escalation may have begun since `check` was read.
    escalation_id = LoneWorkingCheck.objects.get_locked(check.pk).escalation_id
    transitions.apply(
        check,
        transition,
        by=by,
        reason=words if transition == "accompany" else "",
        about=about_check(check),
        ended_at=clock.now(),
        ended_how=how,
        words=words,
    )
    lone_working_notifications.settle_check(check)
    _end_escalation(escalation_id, f"{how.label}. {words}".strip(), by)


def _end_escalation(escalation_id: UUID | None, done: str, by: User | None) -> None:
    """Close the escalation of a check, unless another check of it runs or somebody calls for help in it."""
    if escalation_id is None:
        return
    escalation = Escalation.objects.select_related("package__case").get_locked(escalation_id)
    is_for_checks = escalation.is_running and escalation.cause == EscalationCause.OVERDUE
    if is_for_checks and not escalation.lone_working_checks.running().exists():
        escalations.end_escalation(escalation=escalation, done=done, by=by)
