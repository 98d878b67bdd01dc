"""Calls for help: the on-call senior, then the managers, round after round, until one answers."""

import datetime
from uuid import UUID

from accounts.models import User
from casework.models import SupportPackage
from contracts.models import Contract
from core import clock, sweeps, transitions
from core.errors import NotPossible, Refused
from core.text import clean_line
from core.verbs import verb
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import CALLED_OUTCOMES, CallOutcome, EscalationCause, EscalationContact, EscalationState
from visits.lone_working.models.escalation import CONVERSATION_MISSING, DONE_MISSING
from visits.lone_working.recipients import may_be_in_danger, recipients_of_round
from visits.lone_working.response_times import answer_delay
from visits.models import ContactEntry, Escalation, EscalationStep, PlannedVisit, Visit
from workforce.on_call.rota import managers

# A call is about a package or, without a visit, of a contract.
RELATED = ("package__case__contract", "package__case__individual", "contract")
MOST_PLACE = 200
# The groups that are asked in turn, one in each round: who is on call, then the managers.
GROUPS = 2
# A second press of the same caller within this time changes nothing.
REPEAT_AFTER = datetime.timedelta(minutes=1)
# The causes of an escalation, the most serious first: it is shown with the most serious of its causes.
BY_SEVERITY = [EscalationCause.ACT_NOW, EscalationCause.PRESSED, EscalationCause.OVERDUE]


@verb
def begin_escalation(
    *,
    package: SupportPackage,
    cause: str,
    by: User | None,
    planned: PlannedVisit | None = None,
    visit: Visit | None = None,
    contact: ContactEntry | None = None,
    caller: User | None = None,
) -> Escalation:
    """Begin an escalation: notify the on-call senior (T6.14, T6.15). `caller` is the worker concerned, else `by`.

    While an escalation of the package runs, it is repeated instead (`repeat_escalation`).
    """
    related = ("case__contract", "case__individual")
    package = SupportPackage.objects.select_related(*related).get_locked(package.pk)
    running = Escalation.objects.running().filter(package=package).first()
    if running is not None:
        return repeat_escalation(escalation=running, cause=cause, caller=caller or by, by=by)
    escalation = Escalation.objects.create(
        package=package,
        cause=cause,
        planned=planned,
        visit=visit,
        contact=contact,
        caller=caller or by,
        recorded_by=by,
    )
    transitions.record_created(escalation, verb="call", by=by, about=[package.case.individual_id])
    _notify_next(escalation)
    return escalation


@verb
def call_without_visit(*, contract: Contract, by: User, place: str = "") -> Escalation:
    """Call for help from no visit: the on-call senior of `contract` is alerted, then the managers, as for any call.

    `place` says where the worker is, if they can; it is cut at its limit, because no call is refused. While an earlier
    one of the same worker in the contract runs, it is repeated instead, and a new place replaces the earlier. A call in
    another contract is one of its own: there others are alerted.
    """
    contract = Contract.objects.get_locked(contract.pk)
    place = clean_line(place)[:MOST_PLACE]
    running = Escalation.objects.running().filter(package=None, caller=by, contract=contract).first()
    if running is not None:
        if place and place != running.place:
            running.place = place
            running.save(update_fields=["place"])
        return repeat_escalation(escalation=running, cause=EscalationCause.PRESSED, caller=by, by=by)
    escalation = Escalation.objects.create(
        contract=contract, place=place, cause=EscalationCause.PRESSED, caller=by, recorded_by=by
    )
    transitions.record_created(escalation, verb="call", by=by)
    _notify_next(escalation)
    return escalation


@verb
def repeat_escalation(*, escalation: Escalation, cause: str, caller: User | None, by: User | None) -> Escalation:
    """Add a cause to a running escalation, open it again, and notify from the first round on.

    Nothing changes when the same caller repeats the same cause within a minute and nobody has answered.
    """
    escalation = Escalation.objects.select_related(*RELATED).get_locked(escalation.pk)
    last_at, last_cause, last_caller = _last_call(escalation)
    is_same = last_cause == EscalationCause(cause) and last_caller == caller and last_at > clock.now() - REPEAT_AFTER
    if escalation.is_open and is_same:
        return escalation
    EscalationStep.objects.create(
        escalation=escalation,
        contact=EscalationContact.WORKER,
        user=caller,
        number=caller.telephone if caller else "",
        began_at=clock.now(),
        outcome=CallOutcome.JOINED,
        cause=EscalationCause(cause),
        recorded_by=by,
    )
    transitions.apply(
        escalation,
        "repeat",
        by=by,
        about=escalation.about_ids,
        answered_at=None,
        answered_by=None,
        round=0,
        cause=min(EscalationCause(escalation.cause), EscalationCause(cause), key=BY_SEVERITY.index),
    )
    _notify_next(escalation)
    return escalation


def _last_call(escalation: Escalation) -> tuple[datetime.datetime, EscalationCause, User | None]:
    """Return when, why and by whom help was last called for in this escalation."""
    step = escalation.steps.filter(outcome=CallOutcome.JOINED).select_related("user").last()
    if step is None:
        return escalation.recorded_at, EscalationCause(escalation.cause), escalation.caller
    return step.began_at, EscalationCause(step.cause), step.user


def _notify_next(escalation: Escalation) -> None:
    """Begin the next round: notify those whose turn it is (`recipients_of_round`), with a step for each."""
    _, cause, caller = _last_call(escalation)
    now = clock.now()
    escalation.round, escalation.notified_at = escalation.round + 1, now
    escalation.save(update_fields=["round", "notified_at"])
    recipients = recipients_of_round(escalation, caller)
    for contact, user in recipients.users:
        EscalationStep.objects.create(
            escalation=escalation,
            contact=contact,
            user=user,
            number=user.telephone,
            began_at=now,
            outcome=CallOutcome.NOTIFIED,
        )
    lone_working_notifications.notify_escalation(
        escalation,
        [user for _contact, user in recipients.users],
        cause=cause,
        caller=caller,
        is_from_rota=recipients.is_from_rota,
    )


def advance_escalations(*, on: datetime.date) -> int:
    """Notify the next in every escalation that nobody answered in time, or whose texts do not arrive (T6.14).

    Returns how many. Runs every 20 seconds.
    """
    ids = Escalation.objects.filter(state=EscalationState.OPEN).order_by("notified_at").values_list("pk", flat=True)
    return sweeps.each(ids, lambda pk: _notify_if_late(escalation_id=pk, by=None))


@verb
def _notify_if_late(*, escalation_id: UUID, by: User | None) -> bool:
    escalation = Escalation.objects.select_related(*RELATED).get_locked(escalation_id)
    if not escalation.is_open or escalation.notified_at is None:
        return False
    # Each pair of rounds waits longer than the one before: after hours without an answer, more messages do not help.
    waits_until = escalation.notified_at + answer_delay(escalation.in_contract) * ((escalation.round + 1) // 2)
    if clock.now() < waits_until and not _asks_next_at_once(escalation):
        return False
    _notify_next(escalation)
    return True


def _asks_next_at_once(escalation: Escalation) -> bool:
    """Return True if no text of this round arrives and there are others to ask.

    Once everybody has been asked the usual waits apply, so that a company for texts that is down does not have a
    message sent every 20 seconds.
    """
    return escalation.round < GROUPS and lone_working_notifications.is_undelivered(escalation)


@verb
def answer_escalation(*, escalation: Escalation, by: User) -> Escalation:
    """Answer an escalation: nobody else is notified from now on (T6.14).

    Raises Refused for whoever called for help in it.
    """
    if by.pk in may_be_in_danger(escalation, escalation.steps.all()):
        raise Refused("You called for help, so someone else answers. If you are safe, end this call.")
    _answer(escalation, by)
    is_manager = by in managers(escalation.in_contract)
    EscalationStep.objects.create(
        escalation=escalation,
        contact=EscalationContact.MANAGER if is_manager else EscalationContact.ON_CALL,
        user=by,
        number=by.telephone,
        began_at=clock.now(),
        outcome=CallOutcome.TAKEN,
        recorded_by=by,
    )
    lone_working_notifications.notify_answered(escalation, by)
    return escalation


def _answer(escalation: Escalation, by: User) -> None:
    transitions.apply(escalation, "answer", by=by, about=escalation.about_ids, answered_at=clock.now(), answered_by=by)


@verb
def record_ringing(
    *,
    escalation: Escalation,
    contact: str,
    began_at: datetime.datetime,
    outcome: str,
    by: User,
    conversation: str = "",
    name: str = "",
    number: str = "",
) -> EscalationStep:
    """Record that somebody was rung: who, which number, when, the outcome and the conversation (R07, R29).

    An answer from anybody but the worker or "somebody else" answers the escalation. The Council's duty team and 999
    are rung by people and recorded here. Raises Refused for a time in the future and for an answer without the
    conversation; NotPossible when the escalation is closed.
    """
    columns = {"name": name, "number": number, "conversation": conversation}
    escalation, step = _add_ringing(escalation, contact, began_at, outcome, by, **columns)
    is_help = contact not in (EscalationContact.WORKER, EscalationContact.OTHER)
    if outcome == CallOutcome.ANSWERED and is_help and escalation.is_open:
        _answer(escalation, by)
    return step


@verb
def record_ringing_by_council(
    *,
    escalation: Escalation,
    contact: str,
    began_at: datetime.datetime,
    outcome: str,
    by: User,
    conversation: str = "",
    name: str = "",
    rang_by: str = "",
) -> EscalationStep:
    """Record that the Council's duty team rang somebody at `began_at`; `rang_by` is who of the team did, by default the
    user. It never answers the escalation: the team opens no record,
    and somebody of the service must still deal with it. Raises as `record_ringing`.
    """
    words = conversation.strip()
    if rang_by.strip() not in ("", by.full_name) and (words or outcome != CallOutcome.ANSWERED):
        words = f"{rang_by.strip()} of the duty team rang. {words}"
    columns = {"name": name, "number": "", "conversation": words}
    _, step = _add_ringing(escalation, contact, began_at, outcome, by, **columns)
    return step


def _add_ringing(
    escalation: Escalation, contact: str, began_at: datetime.datetime, outcome: str, by: User, **columns: str
) -> tuple[Escalation, EscalationStep]:
    """Lock the escalation and add the step; return both."""
    escalation = Escalation.objects.select_related("package__case").get_locked(escalation.pk)
    if not escalation.is_running:
        raise NotPossible("This call for help is closed. Your change was not saved.")
    if outcome not in CALLED_OUTCOMES:
        raise Refused("Choose whether they answered.", field="outcome")
    if began_at > clock.now():
        raise Refused("The start time of the call cannot be in the future.", field="began")
    if outcome == CallOutcome.ANSWERED and not columns["conversation"].strip():
        raise Refused(CONVERSATION_MISSING, field="conversation")
    step = EscalationStep.objects.create(
        escalation=escalation,
        contact=contact,
        began_at=began_at,
        outcome=outcome,
        recorded_by=by,
        **{column: text.strip() for column, text in columns.items()},
    )
    return escalation, step


@verb
def close_escalation(*, escalation: Escalation, done: str, by: User) -> Escalation:
    """Close an escalation and record what was done (R29).

    Raises Refused without `done`, for "act now" without a recorded telephone conversation, and while a lone working
    check of it runs.
    """
    if not done.strip():
        raise Refused(DONE_MISSING, field="done")
    escalation = Escalation.objects.select_related("package__case").get_locked(escalation.pk)
    has_conversation = escalation.steps.filter(outcome=CallOutcome.ANSWERED).exists()
    if escalation.cause == EscalationCause.ACT_NOW and escalation.is_running and not has_conversation:
        raise Refused("An urgent concern needs a phone conversation. Record who you have spoken to first.")
    if escalation.lone_working_checks.running().exists():
        raise Refused("First confirm that the worker is safe.")
    return end_escalation(escalation=escalation, done=done.strip(), by=by)


@verb
def end_escalation(*, escalation: Escalation, done: str, by: User | None) -> Escalation:
    """Close an escalation and notify everybody who was called (R29). `by` is None only in a scheduled job."""
    transitions.apply(escalation, "close", by=by, about=escalation.about_ids, closed_at=clock.now(), done=done)
    notified = escalation.steps.filter(outcome=CallOutcome.NOTIFIED).values("user")
    recipients = User.objects.filter(pk__in=notified).order_by("full_name", "pk")
    lone_working_notifications.notify_over(escalation, recipients, by)
    return escalation
