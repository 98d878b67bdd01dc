"""A referral that asks for a response on the same day: who is alerted, and whom its sender rings (T4.15)."""

from dataclasses import dataclass

from accounts.models import User
from contracts.models import Contract
from contracts.service_hours import is_open_at
from core import clock
from workforce.on_call.rota import on_call_now

MOST_NUMBERS = 2


@dataclass(frozen=True)
class NumberToRing:
    """A telephone number, and who answers it."""

    name: str
    telephone: str


def alerted_users(contract: Contract) -> list[User]:
    """Return who is alerted at once: the on-call senior, or everybody who could be, when nobody is on the rota."""
    return on_call_now(contract).users


def numbers_to_ring(contract: Contract) -> list[NumberToRing]:
    """Return whom the sender rings now: the office in service hours, the on-call senior and the duty team outside."""
    now = clock.now()
    office = NumberToRing(str(contract), contract.telephone)
    if is_open_at(contract.find_terms(clock.day_of(now)), now):
        return [office]
    users = [user for user in alerted_users(contract) if user.telephone]
    numbers = [NumberToRing(f"On-call senior, {user.full_name}", user.telephone) for user in users[:MOST_NUMBERS]]
    if contract.council.duty_team_telephone:
        numbers.append(NumberToRing(f"Duty team, {contract.council}", contract.council.duty_team_telephone))
    return numbers or [office]
