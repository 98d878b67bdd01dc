"""Nobody is alone unnoticed: a watch begins with the planned visit, and ends when it is known that they are safe."""

import datetime

from casework.models import SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits.enums import PlannedState
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import CheckEnd, CheckState, EscalationCause, EscalationState
from visits.lone_working.response_times import BACK_TO_SIGNAL, answered_within, safe_within
from visits.lone_working.services import escalations
from visits.models import Escalation, LoneWorkingCheck, PlannedVisit, Visit

RELATED = ("package__case__contract", "package__case__individual", "worker__user")
# A visit that began longer ago when the clock comes back is not watched any more.
LOOK_BACK = datetime.timedelta(hours=6)
MOST_LONGER = 180


def begin_checks(*, on: datetime.date) -> int:
    """The sweep, each minute: planned visits that have begun are watched, whatever the phone could report (T6.3); how
    many began. None for a visit that is not face to face, held, cancelled, logged, to which nobody goes, or of
    somebody who has died.
    """
    now = clock.now()
    begun = PlannedVisit.objects.upcoming().face_to_face()
    begun = begun.filter(starts_at__lte=now, starts_at__gt=now - LOOK_BACK, watch=None)
    begun = begun.with_holds().with_absences().filter(is_held=False, is_uncovered=False).order_by("starts_at")
    return sum(_begin(planned_id=pk, by=None) for pk in begun.values_list("pk", flat=True))


@verb
def _begin(*, planned_id, by) -> bool:
    planned = PlannedVisit.objects.select_related(*RELATED).get_locked(planned_id)
    if planned.state != PlannedState.PLANNED or LoneWorkingCheck.objects.filter(planned=planned).exists():
        return False
    _watch(planned, by)
    return True


def _watch(planned: PlannedVisit, by, **more) -> LoneWorkingCheck:
    """The watch of a planned visit that its caller has locked, begun when there is none yet."""
    contract = planned.package.case.contract
    watch, is_new = LoneWorkingCheck.objects.get_or_create(
        planned=planned, defaults={"due_at": planned.ends_at + safe_within(contract), "recorded_by": by, **more}
    )
    if is_new:
        transitions.record_created(watch, by=by, about=[planned.package.case.individual_id])
    return watch


@verb
def expect_no_signal(*, planned: PlannedVisit, by) -> LoneWorkingCheck:
    """The worker says beforehand that there is no signal there (T6.3): they have longer to say that they are safe, and
    silence is told apart from not answering.
    """
    watch = _before_asking(planned, by)
    if not watch.no_signal_expected:
        watch.no_signal_expected = True
        watch.due_at += datetime.timedelta(minutes=BACK_TO_SIGNAL)
        watch.save(update_fields=["no_signal_expected", "due_at"])
    return watch


@verb
def mark_accompanied(*, planned: PlannedVisit, by) -> LoneWorkingCheck:
    """Two workers go, so nobody is alone: the visit is not watched. The worker of the visit says it, before they are
    asked whether they are safe.
    """
    _only_the_worker(planned, by)
    watch = _before_asking(planned, by)
    _end(watch, CheckEnd.TOGETHER, "", by)
    return watch


@verb
def mark_alone(*, planned: PlannedVisit, by) -> LoneWorkingCheck:
    """The worker goes alone after all, though they said that two go: the visit is watched again."""
    _only_the_worker(planned, by)
    planned = _face_to_face(_still_planned(planned))
    watch = LoneWorkingCheck.objects.filter(planned=planned).first()
    if watch is None or watch.ended_how != CheckEnd.TOGETHER:
        raise NotPossible("You have not said that two of you go.")
    return _put_back(watch, planned, by)


def _still_planned(planned: PlannedVisit) -> PlannedVisit:
    """The planned visit, locked and read again."""
    planned = PlannedVisit.objects.select_related(*RELATED).get_locked(planned.pk)
    if planned.state != PlannedState.PLANNED:
        raise NotPossible("This visit is not to take place any more, or it is logged.")
    return planned


def _face_to_face(planned: PlannedVisit) -> PlannedVisit:
    if not planned.is_face_to_face:
        raise NotPossible("They are not to meet face to face: nobody is asked afterwards.")
    return planned


def _before_asking(planned: PlannedVisit, by) -> LoneWorkingCheck:
    """The watch of the planned visit, locked, while the worker was not asked yet whether they are safe."""
    planned = _face_to_face(_still_planned(planned))
    watch = LoneWorkingCheck.objects.get_locked(_watch(planned, by).pk)
    if watch.state == CheckState.OVER:
        raise NotPossible(f"This visit is not watched any more: {watch.get_ended_how_display().lower()}.")
    if watch.state != CheckState.RUNNING:
        raise NotPossible("You were asked already. Say that you are safe, or that you stay longer.")
    return watch


@verb
def restart_check(*, planned: PlannedVisit, by) -> None:
    """A visit that was moved or given to somebody else is watched anew, by its new times; the call that went out for
    the old ones is over. Nothing where there is no watch yet, nor where it is over and the new times have passed too;
    one that is to be no longer face to face is not watched any more.
    """
    watch = LoneWorkingCheck.objects.filter(planned=planned).first()
    if watch is None:
        return
    if not planned.is_face_to_face:
        cancel_check(planned=planned, by=by)
    elif watch.state != CheckState.OVER or planned.ends_at > clock.now():
        _put_back(watch, planned, by)


@verb
def cancel_check(*, planned: PlannedVisit, by) -> None:
    """Nobody goes there: it is not watched any more. Nothing where there is no watch, or it is over."""
    watch = LoneWorkingCheck.objects.running().filter(planned=planned).first()
    if watch is not None:
        _end(watch, CheckEnd.CALLED_OFF, "", by)


def refuse_while_silent(visits: list[PlannedVisit], user) -> None:
    """Raise Refused where the worker of one of these should have said that they are safe and nobody knows yet, unless
    it is they (`user`) who act: moved, given away, cancelled or logged by others, the visit would end the search for
    them. Until then whoever plans it may call it off: they know that nobody goes.
    """
    silent = LoneWorkingCheck.objects.silent().filter(planned__in=visits).exclude(planned__worker__user=user)
    watch = silent.select_related("planned__worker__user").order_by("due_at").first()
    if watch is not None:
        raise Refused(
            f"Nobody knows yet whether {watch.planned.worker} is safe at the visit {watch.planned}. Ring them, and "
            "tell the on-call senior what you heard, who writes it down under “Calls”. Then this can be done."
        )


def _put_back(watch: LoneWorkingCheck, planned: PlannedVisit, by) -> LoneWorkingCheck:
    watch = LoneWorkingCheck.objects.get_locked(watch.pk)
    watch.planned, escalation_id = planned, watch.escalation_id
    transitions.apply(
        watch,
        "put back",
        by=by,
        about=_about(watch),
        due_at=planned.ends_at + safe_within(planned.package.case.contract),
        no_signal_expected=False,
        asked_at=None,
        escalation=None,
        ended_at=None,
        ended_how="",
        words="",
    )
    _end_call(escalation_id, "The visit was moved, or given to somebody else.", by)
    return watch


@verb
def extend_check(*, watch: LoneWorkingCheck, minutes: int, by) -> LoneWorkingCheck:
    """The worker is safe and stays: they are asked so many minutes later, from now or from when it was due."""
    _only_the_worker(watch.planned, by)
    if not 0 < minutes <= MOST_LONGER:
        raise Refused(f"Choose up to {MOST_LONGER} minutes.", field="minutes")
    due_at = max(watch.due_at, clock.now()) + datetime.timedelta(minutes=minutes)
    transitions.apply(watch, "stay", by=by, about=_about(watch), due_at=due_at, asked_at=None)
    return watch


@verb
def confirm_safe(*, watch: LoneWorkingCheck, by) -> LoneWorkingCheck:
    """The worker says that they are safe; whoever was called is told (T6.3)."""
    _only_the_worker(watch.planned, by)
    _end(watch, CheckEnd.SAFE, "", by)
    return watch


def _only_the_worker(planned: PlannedVisit, by) -> None:
    if by.pk != planned.worker.user_id:
        raise Refused("Only the worker says that. If you have spoken to them, write down what they said.")


@verb
def confirm_safe_by_other(*, watch: LoneWorkingCheck, words: str, by) -> LoneWorkingCheck:
    """Somebody has spoken to the worker, and says what they said."""
    if not words.strip():
        raise Refused("Say what the worker said.", field="words")
    _end(watch, CheckEnd.FOUND, words.strip(), by)
    return watch


@verb
def end_by_log(*, visit: Visit, by) -> None:
    """A visit that is logged is over: so is its watch. Nothing where there is none."""
    watch = LoneWorkingCheck.objects.running().filter(planned=visit.planned_id).first() if visit.planned_id else None
    if watch is not None:
        _end(watch, CheckEnd.LOGGED, "", by)


@verb
def begin_check_after_strike(*, visit: Visit, by) -> None:
    """What ended with an entry by somebody else than the worker, and was no visit of theirs, is watched again. Nothing
    where the planned visit began too long ago.
    """
    planned = visit.planned
    if planned is None or visit.recorded_by_id == planned.worker.user_id or not planned.is_face_to_face:
        return
    ended = LoneWorkingCheck.objects.filter(planned=planned, ended_how=CheckEnd.LOGGED).first()
    if ended is not None and planned.starts_at > clock.now() - LOOK_BACK:
        _put_back(ended, planned, by)


def _about(watch: LoneWorkingCheck) -> list:
    return [watch.planned.package.case.individual_id]


def _end(watch: LoneWorkingCheck, how: CheckEnd, words: str, by) -> None:
    SupportPackage.objects.get_locked(watch.planned.package_id)
    escalation_id = LoneWorkingCheck.objects.get_locked(
        watch.pk
    ).escalation_id  # others may have been called since it was read
    transitions.apply(watch, "end", by=by, about=_about(watch), ended_at=clock.now(), ended_how=how, words=words)
    _end_call(escalation_id, f"{how.label}. {words}".strip(), by)


def _end_call(escalation_id, done: str, by) -> None:
    """The call that went out for a watch is over when no other silence is part of it, and nobody calls for help."""
    if escalation_id is None:
        return
    escalation = Escalation.objects.select_related("package__case").get_locked(escalation_id)
    is_running = escalation.state != EscalationState.CLOSED
    if is_running and escalation.cause == EscalationCause.WATCH and not escalation.watches.running().exists():
        escalations.end_call(escalation=escalation, done=done, by=by)


def advance_checks(*, on: datetime.date) -> int:
    """The sweep, each minute: a worker who is overdue is asked by text message, and when nothing is heard the on-call
    senior is called, then the managers (T6.3, T6.13); how many watches went on.
    """
    running = LoneWorkingCheck.objects.running().exclude(state=CheckState.CALLED)
    late = running.filter(due_at__lte=clock.now(), planned__starts_at__lte=clock.now())
    due = late | running.exclude(planned__state=PlannedState.PLANNED)
    called = LoneWorkingCheck.objects.filter(state=CheckState.CALLED, planned__state=PlannedState.LOGGED)
    ids = (due | called).order_by("due_at").values_list("pk", "planned__package")
    return sum(_go_on(watch_id=pk, package_id=package, by=None) for pk, package in ids)


@verb
def _go_on(*, watch_id, package_id, by) -> bool:
    SupportPackage.objects.get_locked(package_id)
    watch = LoneWorkingCheck.objects.get_locked(watch_id)
    if watch.state == CheckState.OVER:
        return False
    watch.planned = PlannedVisit.objects.select_related(*RELATED).get(pk=watch.planned_id)
    if watch.planned.state == PlannedState.LOGGED:
        _end(watch, CheckEnd.LOGGED, "", by)
    elif watch.asked_at is None and _is_off(watch):  # who was asked and is silent is looked for all the same
        _end(watch, CheckEnd.CALLED_OFF, "", by)
    elif clock.now() < watch.planned.starts_at:
        return False
    elif watch.state == CheckState.RUNNING and clock.now() >= watch.due_at:
        transitions.apply(watch, "ask", by=by, about=_about(watch), asked_at=clock.now())
        lone_working_notifications.asked_if_safe(watch)
    elif watch.state == CheckState.ASKED and _is_silent(watch):
        transitions.apply(watch, "call", by=by, about=_about(watch), escalation=_call(watch))
    else:
        return False
    return True


def _is_off(watch: LoneWorkingCheck) -> bool:
    """Whether nobody is alone there: not face to face, cancelled, held, outside support, or nobody goes."""
    coming = PlannedVisit.objects.upcoming().face_to_face().with_holds().with_absences()
    return not coming.filter(pk=watch.planned_id, is_held=False, is_uncovered=False).exists()


def _is_silent(watch: LoneWorkingCheck) -> bool:
    within = answered_within(watch.planned.package.case.contract)
    return watch.asked_at is not None and clock.now() >= watch.asked_at + within


def _call(watch: LoneWorkingCheck) -> Escalation:
    """The call that runs for the same worker already, else the one of the package; whoever is called hears of it."""
    planned = watch.planned
    caller = planned.worker.user
    running = (
        Escalation.objects.running().filter(cause=EscalationCause.WATCH, caller=caller).order_by("recorded_at").first()
    )
    if running is not None:
        return escalations.repeat_escalation(escalation=running, cause=EscalationCause.WATCH, caller=caller, by=None)
    return escalations.call_for_help(
        package=planned.package, cause=EscalationCause.WATCH, planned=planned, caller=caller, by=None
    )
