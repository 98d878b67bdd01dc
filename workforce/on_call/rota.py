"""Who is on call now, and when nobody is."""

import datetime
from dataclasses import dataclass

from accounts.enums import Permission
from accounts.models import User
from contracts.models import Contract
from contracts.posts import users_with
from core import clock
from workforce.models import OnCallShift

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class OnCall:
    """Whom a worker calls. `is_from_rota` no: nobody stands on the rota, so everybody who could be called is."""

    users: list[User]
    is_from_rota: bool


@dataclass(frozen=True)
class Gap:
    """A time within the service's hours when nobody is on call, from an instant until another (exclusive)."""

    contract: Contract
    starts_at: datetime.datetime
    ends_at: datetime.datetime


def on_call_now(contract: Contract, at: datetime.datetime | None = None) -> OnCall:
    """Who of the seniors is on call for `contract` at an instant (now, when none is given) (T6.13).

    Where nobody stands on the rota, or whoever does holds the post no more, everybody in the post; where nobody is,
    the managers.
    """
    at = at or clock.now()
    seniors = users_with(contract, Permission.BE_ON_CALL).filter(suspended_at=None)
    shifts = OnCallShift.objects.within(at, at + datetime.timedelta(microseconds=1)).filter(contract=contract)
    found = list(seniors.filter(pk__in=shifts.values("user")))
    return OnCall(found, True) if found else OnCall(list(seniors) or managers(contract), False)


def managers(contract: Contract) -> list[User]:
    """Who answers for the contract when the on-call senior does not answer, by name."""
    return list(users_with(contract, Permission.TAKE_UNANSWERED_CALL).filter(suspended_at=None))


def gaps(contract: Contract, from_on: datetime.date, days: int) -> list[Gap]:
    """When nobody is on call within the service's hours of so many days from `from_on`, what is past left out.

    Where the terms name no hours there is no gap.
    """
    terms = list(contract.terms.order_by("-from_on"))
    now = clock.now()
    until_at = clock.instant_on(from_on + DAY * (days + 1), datetime.time(0))
    shifts = list(
        OnCallShift.objects.within(now, until_at)
        .filter(contract=contract)
        .order_by("starts_at")
        .values_list("starts_at", "ends_at")
    )
    found = []
    for day in (from_on + DAY * n for n in range(days)):
        in_force = next((one for one in terms if one.from_on <= day), None)
        if in_force is None or in_force.day_starts_at is None or not contract.runs_on(day):
            continue
        opens = max(now, clock.instant_on(day, in_force.day_starts_at))
        closes = clock.instant_on(day, in_force.day_ends_at)
        found += [Gap(contract, *times) for times in _uncovered(opens, closes, shifts)]
    return found


def _uncovered(opens, closes, shifts):
    """The parts from `opens` until `closes` that lie in none of the shifts, which are in order."""
    for starts_at, ends_at in shifts:
        if opens >= closes or starts_at >= closes:
            break
        if starts_at > opens:
            yield opens, starts_at
        opens = max(opens, ends_at)
    if opens < closes:
        yield opens, closes
