"""Who answers now, and when nobody is on call."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

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


class AnswersAs(Enum):
    """Why somebody answers: they are on the rota; or nobody is, and they have the post, or lead."""

    ROTA = "On call"
    SENIOR = "On-call senior"
    MANAGER = "Manager"


@dataclass(frozen=True)
class OnCall:
    """The users who answer for a contract at an instant, and why they do; on the rota, until when."""

    users: list[User]
    answers_as: AnswersAs
    until_at: datetime.datetime | None = None

    @property
    def is_from_rota(self) -> bool:
        """Whether somebody is on the rota; otherwise they are all who could be."""
        return self.answers_as is AnswersAs.ROTA


@dataclass(frozen=True)
class Gap:
    """A time within the service's hours when nobody is on call; `ends_at` is exclusive."""

    contract: Contract
    starts_at: datetime.datetime
    ends_at: datetime.datetime


def on_call_now(contract: Contract, at: datetime.datetime | None = None) -> OnCall:
    """Return who answers for `contract` at an instant, by default now (T6.14), as `on_call_of`."""
    return on_call_of([contract.pk], at)[contract.pk]


def on_call_of(contracts: Collection[UUID], at: datetime.datetime | None = None) -> dict[UUID, OnCall]:
    """Return who answers for each of `contracts` at an instant, by default now: every page and every alert asks this.

    Where nobody is on the rota, or the post of whoever is has ended, they are everybody with the post; where nobody has
    it, the managers. Three queries, however many the contracts.
    """
    at = at or clock.now()
    seniors = _users_by_contract(contracts, Permission.BE_ON_CALL)
    shifts = OnCallShift.objects.within(at, at + datetime.timedelta(microseconds=1)).filter(contract__in=contracts)
    ends = {(contract, user): ends_at for contract, user, ends_at in shifts.values_list("contract", "user", "ends_at")}
    leading = {} if all(seniors.values()) else _users_by_contract(contracts, Permission.TAKE_UNANSWERED_CALL)
    answers = {}
    for contract, users in seniors.items():
        on_rota = [user for user in users if (contract, user.pk) in ends]
        if on_rota:
            until_at = min(ends[contract, user.pk] for user in on_rota)
            answers[contract] = OnCall(on_rota, AnswersAs.ROTA, until_at)
        elif users:
            answers[contract] = OnCall(users, AnswersAs.SENIOR)
        else:
            answers[contract] = OnCall(leading[contract], AnswersAs.MANAGER)
    return answers


def _users_by_contract(contracts: Collection[UUID], permission: Permission) -> dict[UUID, list[User]]:
    """Return for each contract the users with access who have `permission` over it today, by name."""
    posts = Post.objects.on(clock.today()).in_contracts(contracts)
    posts = posts.filter(role__in=roles_with(permission, Scope.CONTRACT), user__in=User.objects.with_access())
    users: dict[UUID, dict[UUID, User]] = {contract: {} for contract in contracts}
    for post in posts.select_related("user").order_by("user__full_name", "user"):
        for contract in [post.contract_id] if post.contract_id else contracts:
            users[contract].setdefault(post.user_id, post.user)
    return {contract: list(by_id.values()) for contract, by_id in users.items()}


def managers(contract: Contract) -> list[User]:
    """Return the users to call when the on-call senior does not answer, by name."""
    return list(users_with(contract, Permission.TAKE_UNANSWERED_CALL))


def _has_post_at_start() -> Exists:
    """Return the condition for shifts whose senior may be on call on the day on which they begin."""
    posts = Post.objects.on(LondonDay(OuterRef("starts_at"))).filter(
        user=OuterRef("user"),
        contract=OuterRef("contract"),
        role__in=roles_with(Permission.BE_ON_CALL, Scope.CONTRACT),
    )
    return Exists(posts)


def gaps(contract: Contract, from_on: datetime.date, days: int) -> list[Gap]:
    """Return the times from now on within the service's hours of `days` days from `from_on` when nobody is on call.

    A shift that begins after the senior's post has ended leaves a gap. There is none where the terms name no hours.
    """
    terms = contract.terms.all()
    now = clock.now()
    until_at = clock.instant_on(from_on + DAY * (days + 1), datetime.time(0))
    shifts = list(
        OnCallShift.objects.within(now, until_at)
        .filter(_has_post_at_start(), contract=contract)
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
