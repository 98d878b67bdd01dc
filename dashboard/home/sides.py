"""The counts and exceptions beside the duties of a home page: each is named, short, and leads to the whole list."""

import datetime
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet, Window, prefetch_related_objects
from django.urls import reverse

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.walls import hidden_from
from casework.access.user_rows import first_rows
from casework.allocation import capacity
from casework.models import Hold
from casework.people.status import held_today
from contracts.models import Contract
from contracts.posts import contracts_of, contracts_where, running_contracts
from contracts.service_hours import opens_next_at
from core.dates import Period, quarter_of
from dashboard.home.reader import WEEK, Reader
from design import formatting
from referrals.enums import TO_DECIDE, ReferralState
from referrals.models import Referral, ReferralAddition
from referrals.readiness import awaited_answer_on
from reporting.figures import hidden_for, totals_of
from reporting.indicators import INDICATORS
from visits.lone_working.council_team import TeamAlerts, alerts_to_team, calls_to_team
from workforce.models import OnCallShift, Worker
from workforce.on_call.rota import OnCall, on_call_of

OpensAt = Mapping[UUID, datetime.datetime | None]
MOST_HOLDS = 3
MOST_LOADS = 3
MOST_SHIFTS = 3
MOST_NAMES = 3
MOST_REFERRALS = 200
MOST_CALLS = 10
# The states of referrals that are not decided, in the order of their rows; drafts last.
STATES = (*TO_DECIDE, ReferralState.DRAFT)


# Who is on call


@dataclass(frozen=True)
class Answering:
    """Who answers now for contracts that the same people answer for: words before the names ("On call:"), then each
    name with a number.
    """

    contracts: list[Contract]
    on_call: OnCall
    opens_at: datetime.datetime | None = None  # outside the service's hours, when nobody is on the rota

    @property
    def contract_names(self) -> str:
        return ", ".join(map(str, self.contracts))

    @property
    def heading(self) -> str:
        if self.on_call.is_from_rota:
            return "On call now:"
        if self.opens_at:
            return (
                f"No one answers until {formatting.spoken_time(self.opens_at)}. If someone is in danger, ring 999 or "
                "111. From then:"
            )
        return "No one is on call now. Ring:" if self.on_call.users else "No one is on call now."

    @property
    def words(self) -> str:
        """The names: "Omar Farouk until 10pm, 07700 900103"; "" for none."""
        until_at = self.on_call.until_at
        until = f" until {formatting.spoken_time(until_at)}" if until_at else ""
        names = [
            f"{user.full_name}{until}{f', {user.telephone}' if user.telephone else ''}" for user in self.on_call.users
        ]
        return "; ".join(names[:MOST_NAMES])


def who_answers(reader: Reader) -> list[Answering]:
    """Return who answers now in the contracts of the user's posts, for those who visit people or answer calls."""
    if not reader.may & {Permission.MAKE_VISIT, Permission.ANSWER_CALL, Permission.BE_ON_CALL}:
        return []
    contracts = Contract.objects.running(reader.day).filter(pk__in=contracts_of(reader.user))
    return _answering(list(contracts.order_by("name", "pk")[:MOST_SHIFTS]))


def who_answers_council(reader: Reader) -> list[Answering]:
    """Return whom the Council's team rings about each of its contracts now."""
    if Permission.STAND_IN_FOR_KEYWORKER not in reader.may:
        return []
    contracts = running_contracts(reader.user, Permission.STAND_IN_FOR_KEYWORKER)
    prefetch_related_objects(contracts, "terms")
    opens_at = {row.pk: opens_next_at(row.find_terms(reader.day), reader.now) for row in contracts}
    return _answering(contracts, opens_at)


def calls_to_council(reader: Reader) -> list[Any]:
    """Return the times in the last week at which the Council's duty team was rung in a call for help of the user's
    contracts, open calls first, each with `total`. No person is read: a call has its reference only.
    """
    if Permission.STAND_IN_FOR_KEYWORKER not in reader.may:
        return []
    return list(calls_to_team(reader.user, reader.now)[:MOST_CALLS])


def alerts_to_council(reader: Reader) -> TeamAlerts:
    """Return the alerts of the last week about which the team was asked to ring, the open ones first."""
    if Permission.STAND_IN_FOR_KEYWORKER not in reader.may:
        return TeamAlerts([], 0)
    return alerts_to_team(reader.user, reader.now)


def _answering(contracts: list[Contract], opens_at: OpensAt = MappingProxyType({})) -> list[Answering]:
    """Return who answers for these contracts; who answers in the same way for several is named once.

    `opens_at` says of contracts when somebody answers next, where nobody is on the rota.
    """
    on_call = on_call_of([contract.pk for contract in contracts]) if contracts else {}
    answering: dict[Hashable, Answering] = {}
    for contract in contracts:
        answers = on_call[contract.pk]
        opens = None if answers.is_from_rota else opens_at.get(contract.pk)
        same = tuple(user.pk for user in answers.users), answers.answers_as, answers.until_at, opens
        answering.setdefault(same, Answering([], answers, opens)).contracts.append(contract)
    return list(answering.values())


@dataclass(frozen=True)
class OwnShifts:
    """When the user is on call in the next seven days, the present shift included."""

    heading: str
    shifts: list[OnCallShift]
    has_more: bool


def own_shifts(reader: Reader) -> OwnShifts | None:
    """Return the user's shifts, under a heading that says whether they are on call now; None without any."""
    if Permission.BE_ON_CALL not in reader.may:
        return None
    rows = OnCallShift.objects.filter(user=reader.user).within(reader.now, reader.now + WEEK)
    shifts = list(rows.select_related("contract").order_by("starts_at", "pk")[: MOST_SHIFTS + 1])
    if not shifts:
        return None
    now = "You are on call now, and next" if len(shifts) > 1 else "You are on call now"
    heading = now if shifts[0].starts_at <= reader.now else "Your next on-call shifts"
    return OwnShifts(heading, shifts[:MOST_SHIFTS], has_more=len(shifts) > MOST_SHIFTS)


# Referrals


@dataclass(frozen=True)
class StateCount:
    """How many referrals are in a state, the longest waiting, how many have something unread, and are decided late."""

    label: str
    href: str
    count: int
    longest: str
    unread: int
    late: int

    @property
    def late_words(self) -> str:
        return "1 decision overdue" if self.late == 1 else f"{self.late} decisions overdue"


def referral_counts(reader: Reader) -> list[StateCount]:
    """Return the referrals that are not decided, by state: those the user decides, or else those they made."""
    if not reader.may & {Permission.DECIDE_REFERRAL, Permission.SEND_REFERRAL}:
        return []
    rows = first_rows(reader.user, "referrals by state", lambda: _by_state(reader.user), len(STATES))
    by_state = {row["state"]: row for row in rows}
    late = _late_by_state(reader) if by_state else Counter()
    return [_state_count(by_state[state], late[state], reader) for state in STATES if state in by_state]


def _late_by_state(reader: Reader) -> Counter[str]:
    """Return how many referrals of each state should have been decided before today, of the longest waiting."""
    referrals = (
        _undecided(reader.user).exclude(received_at=None).select_related("contract").prefetch_related("contract__terms")
    )
    dues = ((row.state, awaited_answer_on(row)) for row in referrals.order_by("received_at", "pk")[:MOST_REFERRALS])
    return Counter(state for state, due_on in dues if due_on is not None and due_on < reader.day)


def _undecided(user: User) -> QuerySet[Referral]:
    """Return the referrals that wait for the user's decision, and those that reached the provider and that somebody is
    still entering. Of who decides none: their own, drafts included.
    """
    deciding = contracts_where(user, Permission.DECIDE_REFERRAL, Scope.CONTRACT)
    if not deciding:
        return Referral.objects.visible_to(user).filter(state__in=STATES)
    to_decide = Referral.objects.allowing(user, Permission.DECIDE_REFERRAL).to_decide().values("pk")
    entered = Referral.objects.allowing(user, Permission.MAKE_REFERRAL).filter(contract__in=deciding).entered_drafts()
    return Referral.objects.filter(pk__in=to_decide) | Referral.objects.filter(pk__in=entered.values("pk"))


def _by_state(user: User) -> QuerySet[Any, Any]:
    has_unread = Exists(ReferralAddition.objects.unread().filter(referral=OuterRef("pk")))
    return (
        _undecided(user)
        .order_by()
        .values("state")
        .annotate(
            count=Count("pk"),
            since=Min("received_at"),
            names=ArrayAgg("full_name", order_by=(F("received_at").asc(nulls_last=True), "pk")),
            unread=Count("pk", filter=has_unread),
        )
    )


def _state_count(row: dict[str, Any], late: int, reader: Reader) -> StateCount:
    state, since = ReferralState(row["state"]), row["since"]
    name = row["names"][0] or "No name yet"
    is_waiting_list = state == ReferralState.WAITING and Permission.DECIDE_REFERRAL in reader.may
    return StateCount(
        label="Being entered" if state == ReferralState.DRAFT else str(state.label),
        href=reverse("waiting_list") if is_waiting_list else f"{reverse('referrals')}?state={state.value}",
        count=row["count"],
        longest=f"{formatting.duration(reader.now - since)}: {name}" if since else name,
        unread=row["unread"] if Permission.DECIDE_REFERRAL in reader.may else 0,
        late=late,
    )


# People


def holds(reader: Reader) -> list[Hold]:
    """Return the first hospital holds of today to end; each has `total`, how many there are, and `number`, its day."""
    if Permission.READ_PERSON not in reader.may:
        return []
    user = reader.user
    rows = first_rows(user, "holds", lambda: held_today(user).annotate(total=Window(Count("pk"))), MOST_HOLDS)
    for hold in rows:
        hold.number = hold.day_number(reader.day)
    return rows


# Capacity and figures


@dataclass(frozen=True)
class Loads:
    """The workers over their limit and those with the most time, and how many workers there are in all."""

    rows: list[capacity.Load]
    total: int


def loads(reader: Reader) -> Loads:
    """Return the first of the workers over their limit, the most over first, then those with the most time free."""
    if Permission.ALLOCATE not in reader.may:
        return Loads([], 0)
    rows = worker_loads(reader.user, reader.day)
    over = sorted((load for load in rows if load.free_minutes < 0), key=lambda load: load.free_minutes)
    free = sorted((load for load in rows if load.free_minutes >= 0), key=lambda load: -load.free_minutes)
    listed = over[: MOST_LOADS - 1]
    return Loads([*listed, *free[: MOST_LOADS - len(listed)]], len(rows))


def worker_loads(user: User, day: datetime.date) -> list[capacity.Load]:
    """Return the loads of the workers that the user allocates, without those who cannot be given anybody yet."""
    contracts = Contract.objects.allowing(user, Permission.ALLOCATE)
    workers = Worker.objects.visible_to(user).filter(
        pk__in=Worker.contracts.through.objects.filter(contract__in=contracts).values("worker")
    )
    rows = capacity.loads(workers.employed(day), day, required_minutes=None, hidden=hidden_from(user))
    return [load for load in rows if load.can_be_allocated]


@dataclass(frozen=True)
class Quarter:
    """A contract's figures of the current quarter, up to and including today."""

    contract: Contract
    people: int
    updates_due: int
    updates_in_time: int
    minutes: int


def this_quarter(reader: Reader) -> list[Quarter]:
    """Return the figures of each contract that the user manages, counted as the return counts them."""
    if Permission.PREPARE_RETURN not in reader.may:
        return []
    user, day = reader.user, reader.day
    hidden, so_far = hidden_for(user), quarter_so_far(day)
    contracts = running_contracts(user, Permission.PREPARE_RETURN)
    figures = [INDICATORS[key] for key in ("supported", "updates-due", "updates-in-time", "hours")]
    values = iter(totals_of([(figure, contract, so_far) for contract in contracts for figure in figures], hidden))
    return [Quarter(contract, *(next(values) for _ in figures)) for contract in contracts]


def quarter_so_far(day: datetime.date) -> Period:
    """Return the days of the quarter up to and including `day`."""
    return Period(quarter_of(day).from_on, day + datetime.timedelta(days=1))


def quarter_words(day: datetime.date) -> str:
    """Return the quarter by its months: "Oct–Dec 2026 so far"."""
    period = quarter_of(day)
    return f"{period.from_on:%b}–{period.last_on:%b %Y} so far"
