"""Whom to ring about a person: the numbers that pages show, with what to know before ringing."""

import datetime
from dataclasses import dataclass

from accounts.enums import Permission
from accounts.models import User
from contracts.models import Contract, Council
from contracts.posts import contracts_by_scope
from contracts.service_hours import is_open_at
from core import clock
from workforce.on_call.rota import AnswersAs, managers, on_call_now

OUTSIDE_HOURS = "outside service hours"
MOST_NUMBERS = 2  # of those on call, or of the managers


@dataclass(frozen=True)
class PhoneNumber:
    """A phone number, with the name of who answers and what to know before ringing.

    Without a number, the note says that somebody has none.
    """

    name: str
    number: str
    note: str = ""
    is_safe: bool = True

    @property
    def with_note(self) -> str:
        """Return the number as a message writes it: "07700 900123 (outside service hours)"."""
        return f"{self.number} ({self.note})" if self.note else self.number


def hours_note(contract: Contract, at: datetime.datetime | None = None) -> str:
    """Return the note beside the number of somebody of the service: empty within the service's hours."""
    return "" if is_open_at(contract.find_terms(clock.today()), at or clock.now()) else OUTSIDE_HOURS


def numbers_on_call(contract: Contract, *, without: User | None = None) -> list[PhoneNumber]:
    """Return the numbers of who answers now (`on_call_now`), but not of `without`: at most MOST_NUMBERS."""
    on_call = on_call_now(contract)
    return _numbers(on_call.answers_as.value, on_call.users, contract, without)


def numbers_to_ring(contract: Contract, *, without: User | None = None) -> list[PhoneNumber]:
    """Return the numbers that `without`, a worker, rings: of who is on call now; if nobody else is, of the managers."""
    on_call = numbers_on_call(contract, without=without)
    return on_call or _numbers(AnswersAs.MANAGER.value, managers(contract), contract, without)


def numbers_of_worker(worker: User) -> list[PhoneNumber]:
    """Return the numbers that `worker` rings (`numbers_to_ring`), of every contract in which they log visits, each
    once.
    """
    pks = {pk for ids in contracts_by_scope(worker, Permission.LOG_VISIT).values() for pk in ids}
    contracts = Contract.objects.filter(pk__in=pks).prefetch_related("terms").order_by("name", "pk")
    numbers = [number for contract in contracts for number in numbers_to_ring(contract, without=worker)]
    return list({number.number: number for number in numbers}.values())


def service_numbers(contract: Contract, *, without: User | None = None) -> list[PhoneNumber]:
    """Return the numbers that `without`, a worker, rings (`numbers_to_ring`), and of the Council's duty team."""
    return [*numbers_to_ring(contract, without=without), *duty_team_numbers(contract.council)]


def duty_team_numbers(council: Council) -> list[PhoneNumber]:
    """Return the number of the Council's duty team, if it has one."""
    number = council.duty_team_telephone
    return [PhoneNumber(f"Duty team, {council}", number)] if number else []


def _numbers(who: str, users: list[User], contract: Contract, without: User | None) -> list[PhoneNumber]:
    note = hours_note(contract)
    reachable = [user for user in users if user.telephone and user != without]
    return [PhoneNumber(f"{who}, {user.full_name}", user.telephone, note) for user in reachable[:MOST_NUMBERS]]
