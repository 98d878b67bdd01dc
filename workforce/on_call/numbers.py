"""Whom to ring about a person: the numbers that pages show, with what to know before ringing."""

import datetime
from dataclasses import dataclass

from contracts.models import Contract
from contracts.service_hours import is_open_at
from core import clock
from workforce.on_call.rota import on_call_now

OUTSIDE_HOURS = "outside service hours"


@dataclass(frozen=True)
class PhoneNumber:
    """A phone number, with the name of who answers and what to know before ringing."""

    name: str
    number: str
    note: str = ""
    is_safe: bool = True


def hours_note(contract: Contract, at: datetime.datetime | None = None) -> str:
    """Return the note beside the number of somebody of the service: empty within the service's hours."""
    return "" if is_open_at(contract.find_terms(clock.today()), at or clock.now()) else OUTSIDE_HOURS


def service_numbers(contract: Contract) -> list[PhoneNumber]:
    """Return the numbers of who is on call now and of the Council's duty team."""
    users = on_call_now(contract).users
    note = hours_note(contract)
    lines = [PhoneNumber(f"On call, {user.full_name}", user.telephone, note) for user in users if user.telephone]
    if contract.council.duty_team_telephone:
        lines.append(PhoneNumber(f"Duty team, {contract.council}", contract.council.duty_team_telephone))
    return lines
