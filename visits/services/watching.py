"""Nobody is alone unnoticed: a watch begins with the planned visit, and ends when it is known that they are safe."""

import datetime

from casework.models import SupportPackage
from core import clock, moves
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits import call_notifications
from visits.call_enums import Cause, EscalationState, WatchEnd, WatchState
from visits.enums import PlannedState
from visits.minutes import BACK_TO_SIGNAL, answered_within, safe_within
from visits.models import Escalation, LoneWatch, PlannedVisit, Visit
from visits.services import escalating

RELATED = ("package__case__contract", "package__case__individual", "worker__user")
# A visit that began longer ago when the clock comes back is not watched any more.
LOOK_BACK = datetime.timedelta(hours=6)
MOST_LONGER = 180


def begin_watches(*, on: datetime.date) -> int:
    """The sweep, each minute: planned visits that have begun are watched, whatever the phone could report (T6.3); how
    many began. None for a visit that is held, cancelled, logged, or of somebody who has died.
    """
    now = clock.now()
    begun = PlannedVisit.objects.standing().filter(starts_at__lte=now, starts_at__gt=now - LOOK_BACK, watch=None)
    begun = begun.with_holds().filter(is_held=False).order_by("starts_at")
    return sum(_begin(planned_id=pk, by=None) for pk in begun.values_list("pk", flat=True))


@verb
def _begin(*, planned_id, by) -> bool:
    planned = PlannedVisit.objects.select_related(*RELATED).locked(planned_id)
    if planned.state != PlannedState.PLANNED or LoneWatch.objects.filter(planned=planned).exists():
        return False
    _watch(planned, by)
    return True


def _watch(planned: PlannedVisit, by, **more) -> LoneWatch:
    """The watch of a planned visit that its caller has locked, begun when there is none yet."""
    contract = planned.package.case.contract
    watch, is_new = LoneWatch.objects.get_or_create(
        planned=planned, defaults={"due_at": planned.ends_at + safe_within(contract), "recorded_by": by, **more}
    )
    if is_new:
        moves.begin(watch, by=by, about=[planned.package.case.individual_id])
    return watch


@verb
def expect_no_signal(*, planned: PlannedVisit, by) -> LoneWatch:
    """The worker says beforehand that there is no signal there (T6.3): they have longer to say that they are safe, and
    silence is told apart from not answering.
    """
    planned = PlannedVisit.objects.select_related(*RELATED).locked(planned.pk)
    if planned.state != PlannedState.PLANNED:
        raise NotPossible("This visit is not to take place any more, or it is logged.")
    watch = LoneWatch.objects.locked(_watch(planned, by).pk)
    if watch.state != WatchState.RUNNING:
        raise NotPossible("You were asked already. Say that you are safe, or that you stay longer.")
    if not watch.no_signal_expected:
        watch.no_signal_expected = True
        watch.due_at += datetime.timedelta(minutes=BACK_TO_SIGNAL)
        watch.save(update_fields=["no_signal_expected", "due_at"])
    return watch


@verb
def go_together(*, planned: PlannedVisit, by) -> LoneWatch:
    """Two workers go, so nobody is alone: the visit is not watched."""
    planned = PlannedVisit.objects.select_related(*RELATED).locked(planned.pk)
    if planned.state != PlannedState.PLANNED:
        raise NotPossible("This visit is not to take place any more, or it is logged.")
    watch = _watch(planned, by)
    _end(watch, WatchEnd.TOGETHER, "", by)
    return watch


@verb
def stay_longer(*, watch: LoneWatch, minutes: int, by) -> LoneWatch:
    """The worker is safe and stays: they are asked so many minutes later, from now or from when it was due."""
    _only_the_worker(watch, by)
    if not 0 < minutes <= MOST_LONGER:
        raise Refused(f"Choose up to {MOST_LONGER} minutes.", field="minutes")
    due_at = max(watch.due_at, clock.now()) + datetime.timedelta(minutes=minutes)
    moves.make(watch, "stay", by=by, about=_about(watch), due_at=due_at, asked_at=None)
    return watch


@verb
def say_safe(*, watch: LoneWatch, by) -> LoneWatch:
    """The worker says that they are safe; whoever was called is told (T6.3)."""
    _only_the_worker(watch, by)
    _end(watch, WatchEnd.SAFE, "", by)
    return watch


def _only_the_worker(watch: LoneWatch, by) -> None:
    if by.pk != watch.planned.worker.user_id:
        raise Refused("Only the worker says that. If you have spoken to them, write down what they said.")


@verb
def say_found(*, watch: LoneWatch, words: str, by) -> LoneWatch:
    """Somebody has spoken to the worker, and says what they said."""
    if not words.strip():
        raise Refused("Say what the worker said.", field="words")
    _end(watch, WatchEnd.FOUND, words.strip(), by)
    return watch


@verb
def end_by_log(*, visit: Visit, by) -> None:
    """A visit that is logged is over: so is its watch. Nothing where there is none."""
    watch = LoneWatch.objects.running().filter(planned=visit.planned_id).first() if visit.planned_id else None
    if watch is not None:
        _end(watch, WatchEnd.LOGGED, "", by)


def _about(watch: LoneWatch) -> list:
    return [watch.planned.package.case.individual_id]


def _end(watch: LoneWatch, how: WatchEnd, words: str, by) -> None:
    """End the watch; the call that went out for it is over when no other worker's silence is part of it."""
    moves.make(watch, "end", by=by, about=_about(watch), ended_at=clock.now(), ended_how=how, words=words)
    if watch.escalation_id is None:
        return
    escalation = Escalation.objects.select_related("package__case").locked(watch.escalation_id)
    is_running = escalation.state != EscalationState.CLOSED
    if is_running and escalation.cause == Cause.WATCH and not escalation.watches.running().exists():
        escalating.end_call(escalation=escalation, done=f"{how.label}. {words}".strip(), by=by)


def go_on_watching(*, on: datetime.date) -> int:
    """The sweep, each minute: a worker who is overdue is asked by text message, and when nothing is heard the on-call
    senior is called, then the managers (T6.3, T6.13); how many watches went on.
    """
    running = LoneWatch.objects.running().exclude(state=WatchState.CALLED)
    due = running.filter(due_at__lte=clock.now()) | running.exclude(planned__state=PlannedState.PLANNED)
    called = LoneWatch.objects.filter(state=WatchState.CALLED).exclude(planned__state=PlannedState.PLANNED)
    ids = (due | called).order_by("due_at").values_list("pk", "planned__package")
    return sum(_go_on(watch_id=pk, package_id=package, by=None) for pk, package in ids)


@verb
def _go_on(*, watch_id, package_id, by) -> bool:
    SupportPackage.objects.locked(package_id)
    watch = LoneWatch.objects.locked(watch_id)
    if watch.state == WatchState.OVER:
        return False
    planned = PlannedVisit.objects.within_support().with_holds().filter(pk=watch.planned_id).first()
    watch.planned = PlannedVisit.objects.select_related(*RELATED).get(pk=watch.planned_id)
    if planned is None or planned.state == PlannedState.CANCELLED or (planned.is_held and watch.asked_at is None):
        _end(watch, WatchEnd.CALLED_OFF, "", by)
    elif planned.state == PlannedState.LOGGED:
        _end(watch, WatchEnd.LOGGED, "", by)
    elif watch.state == WatchState.RUNNING and clock.now() >= watch.due_at:
        moves.make(watch, "ask", by=by, about=_about(watch), asked_at=clock.now())
        call_notifications.asked_if_safe(watch)
    elif watch.state == WatchState.ASKED and _is_silent(watch):
        moves.make(watch, "call", by=by, about=_about(watch), escalation=_call(watch))
    else:
        return False
    return True


def _is_silent(watch: LoneWatch) -> bool:
    within = answered_within(watch.planned.package.case.contract)
    return watch.asked_at is not None and clock.now() >= watch.asked_at + within


def _call(watch: LoneWatch) -> Escalation:
    """The call that runs for the same worker already, else one of its own."""
    planned = watch.planned
    running = Escalation.objects.running().filter(cause=Cause.WATCH, caller=planned.worker.user)
    return running.order_by("recorded_at").first() or escalating.call_for_help(
        package=planned.package, cause=Cause.WATCH, planned=planned, caller=planned.worker.user, by=None
    )
