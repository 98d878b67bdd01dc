"""Who is alerted when somebody calls for help, round by round; and whom those who deal with it ring next."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from casework.recipients import first_to_alert
from contracts.models import Contract
from core.letterhead import letterhead
from visits.lone_working.enums import CallOutcome, EscalationCause, EscalationContact
from visits.models import Escalation, EscalationStep
from workforce.on_call.numbers import hours_note
from workforce.on_call.rota import managers, on_call_now

MANAGERS_LISTED = 2
# Causes of a call by somebody who may be in danger.
FOR_THEMSELVES = (EscalationCause.PRESSED, EscalationCause.OVERDUE)


@dataclass(frozen=True)
class Recipients:
    """Who is alerted in one round. `is_from_rota` is False when nobody is on the on-call rota."""

    users: list[tuple[EscalationContact, User]]
    is_from_rota: bool


@dataclass(frozen=True)
class ContactOption:
    """Somebody who can be rung. `place` is their place in the order, `was_tried` that they did not answer before.

    `note` says that they are rung outside service hours.
    """

    place: int
    contact: EscalationContact
    name: str
    number: str
    was_tried: bool
    note: str = ""


def recipients_of_round(escalation: Escalation, caller: User | None) -> Recipients:
    """Return who is alerted in the present round of `escalation` (T6.14).

    On-call seniors in the first round, managers in the second, and so on in turn. Nobody who is walled off, and not
    `caller`, the last who called for help. Where that leaves nobody, it is the other group; where walls leave nobody
    in either, they are alerted all the same (`first_to_alert`).
    """
    package, contract = escalation.package, escalation.in_contract
    on_call, leading = on_call_now(contract, escalation.notified_at), managers(contract)
    turns = [on_call.users, leading] if escalation.round % 2 else [leading, on_call.users]
    others = [[user for user in users if user != caller] for users in turns]
    if package is None:
        users = next((group for group in others if group), [])
    else:
        users = first_to_alert(package, *others, about=[escalation.pk])
    contacts = [(EscalationContact.MANAGER if user in leading else EscalationContact.ON_CALL, user) for user in users]
    return Recipients(contacts, on_call.is_from_rota)


def may_be_in_danger(escalation: Escalation, steps: Iterable[EscalationStep]) -> set[UUID]:
    """Return the ids of the users who called for help for themselves, or have not checked in as safe, by `steps`.

    They do not answer their own call: it would stop the others being alerted. Who reports an urgent concern may.
    """
    callers = {step.user_id for step in steps if step.outcome == CallOutcome.JOINED and step.cause in FOR_THEMSELVES}
    if escalation.cause in FOR_THEMSELVES:
        callers.add(escalation.caller_id)
    return {user_id for user_id in callers if user_id}


def people_to_ring(contract: Contract, caller: User | None) -> list[tuple[EscalationContact, User]]:
    """Return who is on call now, then the managers: those with a number, without `caller`."""
    leading = managers(contract)
    people = [(EscalationContact.ON_CALL, user) for user in on_call_now(contract).users if user not in leading]
    people += [(EscalationContact.MANAGER, user) for user in leading[:MANAGERS_LISTED]]
    return [(contact, user) for contact, user in people if user.telephone and user != caller]


def contact_options(escalation: Escalation) -> list[ContactOption]:
    """Return everybody to ring, in order: on-call seniors, managers, the Council's duty team (T6.15).

    Nobody without a number, and not the caller. Where nobody on call and no manager has a number, the provider's own
    numbers take their place.
    """
    contract = escalation.in_contract
    council, note = contract.council, hours_note(contract)
    people = people_to_ring(contract, escalation.caller)
    numbers = [(contact, user.full_name, user.telephone, note) for contact, user in people] or _of_the_provider()
    if council.duty_team_telephone:
        numbers.append((EscalationContact.DUTY_TEAM, f"Duty team, {council}", council.duty_team_telephone, ""))
    tried_numbers = set(escalation.steps.filter(outcome=CallOutcome.NO_ANSWER).values_list("number", flat=True))
    return [
        ContactOption(place, contact, name, number, number in tried_numbers, note)
        for place, (contact, name, number, note) in enumerate(numbers)
    ]


def _of_the_provider() -> list[tuple[EscalationContact, str, str, str]]:
    sender = letterhead()
    numbers = ((sender.out_of_hours_telephone, sender.out_of_hours), (sender.telephone, sender.office_hours))
    return [(EscalationContact.ON_CALL, sender.name, number, note) for number, note in numbers if number]


def next_option(options: list[ContactOption]) -> ContactOption | None:
    """Return the first who was not tried yet; if all were, the last of them again, which is the duty team."""
    return next((option for option in options if not option.was_tried), options[-1] if options else None)
