"""Who is on call now, and when nobody is."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import roles_with
from contracts.models import Contract, Post
from contracts.posts import users_with
from core import clock
from core.sql import LondonDay
from workforce.models import OnCallShift

DAY = datetime.timedelta(days=1)
Times = tuple[datetime.datetime, datetime.datetime]  # a start and an exclusive end


@dataclass(frozen=True)
class OnCall:
    """The users a worker calls. `is_from_rota` is False when nobody is on the rota: then they are all who could be."""

    users: list[User]
    is_from_rota: bool


@dataclass(frozen=True)
class Gap:
    """A time within the service's hours when nobody is on call; `ends_at` is exclusive."""

    contract: Contract
    starts_at: datetime.datetime
    ends_at: datetime.datetime


def on_call_now(contract: Contract, at: datetime.datetime | None = None) -> OnCall:
    """Return the seniors on call for `contract` at an instant, by default now (T6.14).

    Where nobody is on the rota, or the post of whoever is has ended, return everybody with the post; where nobody has
    it, the managers.
    """
    at = at or clock.now()
    seniors = users_with(contract, Permission.BE_ON_CALL)
    shifts = OnCallShift.objects.within(at, at + datetime.timedelta(microseconds=1)).filter(contract=contract)
    on_rota = list(seniors.filter(pk__in=shifts.values("user")))
    return OnCall(on_rota, True) if on_rota else OnCall(list(seniors) or managers(contract), False)


def managers(contract: Contract) -> list[User]:
    """Return the users to call when the on-call senior does not answer, by name."""
    return list(users_with(contract, Permission.TAKE_UNANSWERED_CALL))


def gaps(contract: Contract, from_on: datetime.date, days: int) -> list[Gap]:
    """Return the times from now on within the service's hours of `days` days from `from_on` when nobody is on call.

    A shift that begins after the senior's post has ended leaves a gap. There is none where the terms name no hours.
    """
    terms = contract.terms.all()
    now = clock.now()
    until_at = clock.instant_on(from_on + DAY * (days + 1), datetime.time(0))
    posts = Post.objects.on(LondonDay(OuterRef("starts_at"))).filter(
        user=OuterRef("user"), contract=contract, role__in=roles_with(Permission.BE_ON_CALL, Scope.CONTRACT)
    )
    shifts = list(
        OnCallShift.objects.within(now, until_at)
        .filter(Exists(posts), contract=contract)
        .order_by("starts_at")
        .values_list("starts_at", "ends_at")
    )
    gaps = []
    for day in (from_on + DAY * n for n in range(days)):
        in_force = terms.on_day(day)
        if in_force is None or not in_force.day_starts_at or not in_force.day_ends_at or not contract.runs_on(day):
            continue
        opens = max(now, clock.instant_on(day, in_force.day_starts_at))
        closes = clock.instant_on(day, in_force.day_ends_at)
        gaps += [Gap(contract, *times) for times in _uncovered_parts(opens, closes, shifts)]
    return gaps


def _uncovered_parts(opens: datetime.datetime, closes: datetime.datetime, shifts: Iterable[Times]) -> Iterator[Times]:
    """Yield the parts from `opens` until `closes` that are in none of `shifts`, which are in order."""
    for starts_at, ends_at in shifts:
        if opens >= closes or starts_at >= closes:
            break
        if starts_at > opens:
            yield opens, starts_at
        opens = max(opens, ends_at)
    if opens < closes:
        yield opens, closes
