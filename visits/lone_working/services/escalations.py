"""One press, and somebody is called: the on-call senior, then the managers, round after round, until one answers."""

import datetime

from accounts.models import User
from accounts.walls import not_walled_off
from casework.models import SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import RUNG, CallOutcome, EscalationCause, EscalationContact, EscalationState
from visits.lone_working.response_times import answered_within
from visits.models import Escalation, EscalationStep, PlannedVisit, Visit
from workforce.on_call.rota import managers, on_call_now

AT_LEAST = datetime.timedelta(minutes=1)
# What a call is about in the first place when it is about several things.
GRAVEST = [EscalationCause.ACT_NOW, EscalationCause.PRESSED, EscalationCause.WATCH]


@verb
def call_for_help(
    *,
    package: SupportPackage,
    cause: str,
    by,
    planned: PlannedVisit | None = None,
    visit: Visit | None = None,
    caller=None,
) -> Escalation:
    """Call the on-call senior of this moment (T6.13, T6.15); `caller` is the worker it is about, else who calls.

    While a call about the package runs, this is the same one, and everybody is called anew: `call_anew`.
    """
    related = ("case__contract", "case__individual")
    package = SupportPackage.objects.select_related(*related).get_locked(package.pk)
    running = Escalation.objects.running().filter(package=package).first()
    if running is not None:
        return repeat_escalation(escalation=running, cause=cause, caller=caller or by, by=by)
    escalation = Escalation.objects.create(
        package=package, cause=cause, planned=planned, visit=visit, caller=caller or by, recorded_by=by
    )
    transitions.record_created(escalation, verb="call", by=by, about=[package.case.individual_id])
    _call_next(escalation, package)
    return escalation


@verb
def repeat_escalation(*, escalation: Escalation, cause: str, caller, by) -> Escalation:
    """Somebody calls for help, or is silent, while a call runs: it is about that too, and is open again if it was
    answered; everybody is called from the first round on. Twice within a minute by one caller rings once.
    """
    escalation = Escalation.objects.get_locked(escalation.pk)
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get(pk=escalation.package_id)
    last_at, *last = _last_call(escalation)
    is_same = last == [EscalationCause(cause), caller] and last_at > clock.now() - AT_LEAST
    if escalation.state == EscalationState.OPEN and is_same:
        return escalation
    EscalationStep.objects.create(
        escalation=escalation,
        whom=EscalationContact.WORKER,
        user=caller,
        number=caller.telephone if caller else "",
        began_at=clock.now(),
        outcome=CallOutcome.JOINED,
        said=EscalationCause(cause).label,
        recorded_by=by,
    )
    gravest = min(EscalationCause(escalation.cause), EscalationCause(cause), key=GRAVEST.index)
    transitions.apply(
        escalation,
        "call again",
        by=by,
        about=[package.case.individual_id],
        answered_at=None,
        answered_by=None,
        round=0,
        cause=gravest,
    )
    _call_next(escalation, package)
    return escalation


def _last_call(escalation: Escalation) -> tuple:
    """When, why and by whom was called last in this call: what whoever is called now must hear of."""
    joined = escalation.steps.filter(outcome=CallOutcome.JOINED).select_related("user").last()
    if joined is None:
        return escalation.recorded_at, EscalationCause(escalation.cause), escalation.caller
    causes = {cause.label: cause for cause in EscalationCause}
    return joined.began_at, causes.get(joined.said, EscalationCause(escalation.cause)), joined.user


def _call_next(escalation: Escalation, package: SupportPackage) -> None:
    """Tell whoever's turn it is, and write a step for each: on-call seniors and managers in turn.

    Nobody who is walled off, and not whoever called last; where that leaves nobody, the others' turn comes.
    """
    _, cause, caller = _last_call(escalation)
    contract, now = package.case.contract, clock.now()
    escalation.round, escalation.told_at = escalation.round + 1, now
    escalation.save(update_fields=["round", "told_at"])
    on_call, leading = on_call_now(contract, now), managers(contract)
    turns = [on_call.users, leading] if escalation.round % 2 else [leading, on_call.users]
    reachable = [_reachable(users, caller, escalation, package) for users in turns]
    called = next((users for users in reachable if users), [])
    for user in called:
        EscalationStep.objects.create(
            escalation=escalation,
            whom=EscalationContact.MANAGER if user in leading else EscalationContact.ON_CALL,
            user=user,
            number=user.telephone,
            began_at=now,
            outcome=CallOutcome.TOLD,
        )
    lone_working_notifications.notify_escalation(
        escalation, called, cause=cause, caller=caller, is_from_rota=on_call.is_from_rota
    )


def _reachable(users, caller, escalation: Escalation, package: SupportPackage) -> list[User]:
    others = [user for user in users if user != caller]
    return not_walled_off(others, escalation.pk, package.pk, package.case.individual_id)


def escalate_overdue(*, on: datetime.date) -> int:
    """The sweep, each minute: where nobody has answered in time, the next are called (T6.13); how many times."""
    late = Escalation.objects.filter(state=EscalationState.OPEN, told_at__lte=clock.now() - AT_LEAST)
    return sum(_go_on(escalation_id=pk, by=None) for pk in late.order_by("told_at").values_list("pk", flat=True))


@verb
def _go_on(*, escalation_id, by) -> bool:
    escalation = Escalation.objects.get_locked(escalation_id)
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get(pk=escalation.package_id)
    # Each turn of both waits longer than the one before: whoever hears nothing for hours is not helped by more of it.
    waits_until = escalation.told_at + answered_within(package.case.contract) * ((escalation.round + 1) // 2)
    if escalation.state != EscalationState.OPEN or clock.now() < waits_until:
        return False
    _call_next(escalation, package)
    return True


@verb
def answer_call(*, escalation: Escalation, by) -> Escalation:
    """Somebody has it: nobody else is called from now on (T6.13)."""
    _answer(escalation, by)
    EscalationStep.objects.create(
        escalation=escalation,
        whom=EscalationContact.MANAGER
        if by in managers(escalation.package.case.contract)
        else EscalationContact.ON_CALL,
        user=by,
        number=by.telephone,
        began_at=clock.now(),
        outcome=CallOutcome.TAKEN,
        recorded_by=by,
    )
    lone_working_notifications.notify_answered(escalation, by)
    return escalation


def _answer(escalation: Escalation, by) -> None:
    individual_id = escalation.package.case.individual_id
    transitions.apply(escalation, "answer", by=by, about=[individual_id], answered_at=clock.now(), answered_by=by)


@verb
def record_ringing(
    *, escalation: Escalation, whom: str, began_at: datetime.datetime, outcome: str, by, said="", name="", number=""
) -> EscalationStep:
    """Somebody was rung: under which number, when it began, whether they answered and what was said (R07, R29).

    An answer ends the calling; the Council's duty team and 999 are rung by whoever is there, and written down here.
    Raises Refused for a time ahead or before the call, and for an answer without what was said; NotPossible when it
    is over.
    """
    escalation = Escalation.objects.select_related("package__case").get_locked(escalation.pk)
    if escalation.state == EscalationState.CLOSED:
        raise NotPossible("This call for help is over. Nothing was changed by you.")
    if outcome not in RUNG:
        raise Refused("Say whether they answered.", field="outcome")
    if began_at > clock.now():
        raise Refused("This time lies ahead.", field="began")
    if outcome == CallOutcome.ANSWERED and not said.strip():
        raise Refused("They answered: say what was said.", field="said")
    step = EscalationStep.objects.create(
        escalation=escalation,
        whom=whom,
        name=name.strip(),
        number=number.strip(),
        began_at=began_at,
        outcome=outcome,
        said=said.strip(),
        recorded_by=by,
    )
    is_help = whom not in (EscalationContact.WORKER, EscalationContact.OTHER)
    if outcome == CallOutcome.ANSWERED and is_help and escalation.state == EscalationState.OPEN:
        _answer(escalation, by)
    return step


@verb
def close_escalation(*, escalation: Escalation, done: str, by) -> Escalation:
    """It is dealt with, and what was done is said (R29).

    Refused for "act now" before a telephone conversation is recorded, and while a worker is still watched for.
    """
    if not done.strip():
        raise Refused("Say what was done.", field="done")
    escalation = Escalation.objects.select_related("package__case").get_locked(escalation.pk)
    spoken = escalation.steps.filter(outcome=CallOutcome.ANSWERED).exists()
    if escalation.cause == EscalationCause.ACT_NOW and escalation.state != EscalationState.CLOSED and not spoken:
        raise Refused("Act now needs a telephone conversation: record whom you have spoken to first.")
    if escalation.watches.running().exists():
        raise Refused("Say first that the worker is safe.")
    return end_call(escalation=escalation, done=done.strip(), by=by)


@verb
def end_call(*, escalation: Escalation, done: str, by) -> Escalation:
    """The call is over, and whoever was called is told (R29): by somebody, or because the worker is heard of."""
    individual_id = escalation.package.case.individual_id
    transitions.apply(escalation, "close", by=by, about=[individual_id], closed_at=clock.now(), done=done)
    told = escalation.steps.filter(outcome=CallOutcome.TOLD).values("user")
    lone_working_notifications.notify_over(escalation, User.objects.filter(pk__in=told).order_by("full_name", "pk"), by)
    return escalation
