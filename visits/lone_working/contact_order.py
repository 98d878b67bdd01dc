"""Who to ring next in an escalation, and what those who answer calls have on their pages."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.enums import Permission
from accounts.models import User
from core import clock
from visits.lone_working.enums import CallOutcome, EscalationContact, EscalationState
from visits.lone_working.models.check import CheckQuerySet
from visits.models import Escalation, LoneWorkingCheck
from workforce.on_call.rota import managers, on_call_now

LIST_LENGTH = 30
MANAGERS_LISTED = 2


@dataclass(frozen=True)
class ContactOption:
    """Somebody who can be rung. `place` is their place in the order, `was_tried` that they did not answer before."""

    place: int
    contact: EscalationContact
    name: str
    number: str
    was_tried: bool


def contact_options(escalation: Escalation) -> list[ContactOption]:
    """Return everybody to ring, in order: on-call seniors, managers, the Council's duty team.

    Nobody without a number, and not the caller.
    """
    contract = escalation.package.case.contract
    leading = managers(contract)
    people = [(EscalationContact.ON_CALL, user) for user in on_call_now(contract).users if user not in leading]
    people += [(EscalationContact.MANAGER, user) for user in leading[:MANAGERS_LISTED]]
    numbers = [
        (contact, user.full_name, user.telephone)
        for contact, user in people
        if user.telephone and user.pk != escalation.caller_id
    ]
    council = contract.council
    if council.duty_team_telephone:
        numbers.append((EscalationContact.DUTY_TEAM, f"Duty team, {council}", council.duty_team_telephone))
    tried_numbers = set(escalation.steps.filter(outcome=CallOutcome.NO_ANSWER).values_list("number", flat=True))
    return [
        ContactOption(place, contact, name, number, number in tried_numbers)
        for place, (contact, name, number) in enumerate(numbers)
    ]


def next_option(options: list[ContactOption]) -> ContactOption | None:
    """Return the first who was not tried yet; if all were, the last of them again, which is the duty team."""
    return next((option for option in options if not option.was_tried), options[-1] if options else None)


def latest(time: datetime.time, *, field: str) -> datetime.datetime:
    """Return the latest past instant at which it was `time` in London.

    Raises Refused at `field` for a time that did not exist because the clocks went forward.
    """
    today = clock.today()
    instant = clock.parse_local_time(today, time, field=field)
    if instant <= clock.now():
        return instant
    return clock.parse_local_time(today - datetime.timedelta(days=1), time, field=field)


def running_escalations(user: User) -> QuerySet[Escalation]:
    """Return the escalations that run and `user` may answer, those without an answer first."""
    return (
        Escalation.objects.allowing(user, Permission.ANSWER_CALL)
        .running()
        .select_related("package__case__individual", "caller", "answered_by")
        .order_by("-state", "recorded_at")
    )


def overdue_for(user: User) -> QuerySet[LoneWorkingCheck]:
    """Return the checks of workers who have not said that they are safe, the longest overdue first."""
    return _checks(user).overdue()


def checks_for(user: User) -> QuerySet[LoneWorkingCheck]:
    """Return the checks of visits that have begun, the first due first."""
    return _checks(user).running().filter(planned__starts_at__lte=clock.now())


def _checks(user: User) -> CheckQuerySet:
    checks: CheckQuerySet = LoneWorkingCheck.objects.visible_to(user).with_last_contact()
    return checks.select_related("planned__package__case__individual", "planned__worker__user").order_by("due_at")


def is_open(escalation: Escalation) -> bool:
    """Return True if nobody has answered yet."""
    return escalation.state == EscalationState.OPEN
