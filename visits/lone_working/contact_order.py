"""Whom to ring next: what a call for help shows in large words, and what stands on the pages of those who answer."""

import datetime
from dataclasses import dataclass

from accounts.enums import Permission
from core import clock
from visits.lone_working.enums import CallOutcome, EscalationContact, EscalationState
from visits.models import Escalation, LoneWorkingCheck
from workforce.on_call.rota import managers, on_call_now

SHOWN = 30
MANAGERS_SHOWN = 2


@dataclass(frozen=True)
class Way:
    """Somebody who can be rung. `place` is their place in the order; `was_tried` that they were, without an answer."""

    place: int
    whom: EscalationContact
    name: str
    number: str
    was_tried: bool


def ways(escalation: Escalation) -> list[Way]:
    """Everybody to ring, in order: on-call senior, managers, the Council's duty team; nobody without a number, and not
    the caller.
    """
    contract = escalation.package.case.contract
    leading = managers(contract)
    people = [(EscalationContact.ON_CALL, user) for user in on_call_now(contract).users if user not in leading]
    people += [(EscalationContact.MANAGER, user) for user in leading[:MANAGERS_SHOWN]]
    numbers = [
        (whom, user.full_name, user.telephone)
        for whom, user in people
        if user.telephone and user.pk != escalation.caller_id
    ]
    council = contract.council
    if council.duty_team_telephone:
        numbers.append((EscalationContact.DUTY_TEAM, f"Duty team, {council}", council.duty_team_telephone))
    in_vain = escalation.steps.filter(outcome=CallOutcome.NO_ANSWER).values_list("number", flat=True)
    tried = set(in_vain)
    return [Way(place, whom, name, number, number in tried) for place, (whom, name, number) in enumerate(numbers)]


def next_way(found: list[Way]) -> Way | None:
    """The first who was not rung in vain; when all were, the last of them again, which is the duty team."""
    return next((way for way in found if not way.was_tried), found[-1] if found else None)


def latest(time: datetime.time, *, field: str) -> datetime.datetime:
    """The instant of the latest past moment at which the clocks in London showed `time`.

    Raises Refused at `field` for a time that did not exist because the clocks went forward.
    """
    today = clock.today()
    instant = clock.parse_local_time(today, time, field=field)
    if instant <= clock.now():
        return instant
    return clock.parse_local_time(today - datetime.timedelta(days=1), time, field=field)


def running_for(user):
    """The calls for help that `user` may answer, those nobody has answered first."""
    return (
        Escalation.objects.allowing(user, Permission.ANSWER_CALL)
        .running()
        .select_related("package__case__individual", "caller", "answered_by")
        .order_by("-state", "recorded_at")
    )


def overdue_for(user):
    """The watches of those who have not said that they are safe, the longest overdue first."""
    return _watches(user).overdue()


def watches_for(user):
    """The watches that run, the first due first; those said beforehand for later visits left out."""
    return _watches(user).running().filter(planned__starts_at__lte=clock.now())


def _watches(user):
    watches = LoneWorkingCheck.objects.visible_to(user).with_heard()
    return watches.select_related("planned__package__case__individual", "planned__worker__user").order_by("due_at")


def is_open(escalation: Escalation) -> bool:
    """Whether nobody has answered yet."""
    return escalation.state == EscalationState.OPEN
