"""The capacity of a contract on a day, and whether one worker could be given the hours asked for (T5.5, C6)."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from casework.allocation import capacity
from casework.allocation.capacity import Load
from contracts.models import Contract, Terms
from core import clock
from core.errors import Refused
from design import formatting
from referrals.models import CapacityFigures, Referral
from workforce.models import Worker

# Minutes a week that one more person needs at least, where a referral names no hours.
MIN_FREE_MINUTES = 60


@dataclass(frozen=True)
class CapacitySnapshot:
    """The same as `CapacityFigures`, not saved; all figures are minutes a week, except the counts.

    `most_available` is the worker with most free time among those who can be allocated; None without any.
    """

    on: datetime.date
    workers: int
    contracted: int
    away: int
    committed: int
    free: int
    most_free: int
    wanted: int
    waiting: int
    lines: list[str]
    most_available: Load | None

    @property
    def has_capacity(self) -> bool:
        """Whether one worker has enough free time for the hours asked for."""
        return self.most_available is not None and self.most_free >= (self.wanted or MIN_FREE_MINUTES)

    @property
    def refusal(self) -> str:
        """The reason against waiting and declining: which worker has how much free time."""
        request = (
            f"asks for {formatting.hours(self.wanted)} a week"
            if self.wanted
            else "does not say how many hours are needed"
        )
        worker = self.most_available.worker if self.most_available else "no one"
        return (
            f"You have capacity: {worker} has {formatting.hours(self.most_free)} a week free, and the referral "
            f"{request}. Under this contract an eligible referral can wait or be declined only if there is no capacity."
        )


def take_snapshot(
    *, contract: Contract, wanted: int, on: datetime.date, hidden: Collection[UUID] = ()
) -> CapacitySnapshot:
    """Return the capacity of all workers employed in `contract` on `on`; `wanted` is in minutes a week.

    Of a worker of several contracts only the hours of this one count.

    `hidden` are ids behind a wall, which figures on a page leave out; frozen figures are complete.
    """
    workers = Worker.objects.filter(contracts=contract).employed(on)
    loads = capacity.contract_loads(workers, on, contract, hidden=hidden)
    waiting = Referral.objects.filter(contract=contract).on_waiting_list().exclude(pk__in=hidden)
    return snapshot_of(loads, wanted=wanted, on=on, waiting=waiting.count())


def snapshot_of(loads: Iterable[Load], *, wanted: int, on: datetime.date, waiting: int) -> CapacitySnapshot:
    """Return the figures of these workers: each is the sum of that figure in their lines."""
    loads = sorted(loads, key=lambda load: str(load.worker))
    allocatable = [load for load in loads if load.can_be_allocated]
    most_available = max(allocatable, key=lambda load: load.free_minutes, default=None)
    return CapacitySnapshot(
        on=on,
        workers=len(loads),
        contracted=sum(load.contracted for load in loads),
        away=sum(load.away for load in loads),
        committed=sum(load.committed for load in loads),
        free=sum(map(_free, loads)),
        most_free=max(0, most_available.free_minutes) if most_available else 0,
        wanted=wanted,
        waiting=waiting,
        lines=[_worker_line(load)[:300] for load in loads],
        most_available=most_available,
    )


def refuse_if_capacity(terms: Terms, snapshot: CapacitySnapshot) -> None:
    """Raise Refused where the terms allow only lack of capacity as the reason, and one worker has enough (T5.5)."""
    if terms.declines_for_capacity_only and snapshot.has_capacity:
        raise Refused(snapshot.refusal)


def figure_rows(figures: CapacitySnapshot | CapacityFigures) -> list[tuple[str, str]]:
    """The figures as label and text, for a page or a PDF; no worker is named.

    Contracted hours less absence, less what is allocated, less what nobody new can be given, are the free hours.
    """
    return [
        ("Workers", str(figures.workers)),
        ("Contracted hours a week", formatting.hours(figures.contracted)),
        ("Average weekly absence, next four weeks", formatting.hours(figures.away)),
        ("Hours allocated to people", formatting.hours(figures.committed)),
        _rest_row(_rest(figures.contracted, figures.away, figures.committed, figures.free)),
        ("Free hours (available staff)", formatting.hours(figures.free)),
        ("Most free hours with any one worker", formatting.hours(figures.most_free)),
        ("Hours requested a week", formatting.hours(figures.wanted) if figures.wanted else "Not stated"),
        ("On the waiting list", str(figures.waiting)),
    ]


def freeze(
    *, contract: Contract, referral: Referral | None, wanted: int, by: User | None
) -> tuple[CapacityFigures, CapacitySnapshot]:
    """Record today's figures, for a decision or a notice to cite; return the row and its snapshot. Call in a verb."""
    snapshot = take_snapshot(contract=contract, wanted=wanted, on=clock.today())
    figures = CapacityFigures.objects.create(
        contract=contract,
        referral=referral,
        on=snapshot.on,
        workers=snapshot.workers,
        contracted=snapshot.contracted,
        away=snapshot.away,
        committed=snapshot.committed,
        free=snapshot.free,
        most_free=snapshot.most_free,
        wanted=snapshot.wanted,
        waiting=snapshot.waiting,
        lines=snapshot.lines,
        recorded_by=by,
    )
    return figures, snapshot


def _free(load: Load) -> int:
    """Return the free minutes that count: none of a worker who cannot be given anybody."""
    return max(0, load.free_minutes) if load.can_be_allocated else 0


def _rest(contracted: int, away: int, committed: int, free: int) -> int:
    """Return the minutes that are neither absence, nor allocated, nor free; negative if more is allocated."""
    return contracted - away - committed - free


def _rest_row(rest: int) -> tuple[str, str]:
    if rest < 0:
        return "Allocated beyond the hours that workers have", formatting.hours(-rest)
    return "Hours left that no one new can be given (limits, staff who are not available)", formatting.hours(rest)


def _worker_line(load: Load) -> str:
    """One worker's hours in words, which add up, with the obstacles to an allocation."""
    parts = [f"{formatting.hours(load.contracted)} contracted"]
    if load.ceiling is not None:
        parts.append(f"capped at {formatting.hours(load.ceiling)}")
    if load.away:
        parts.append(f"{formatting.hours(load.away)} away")
    parts.append(f"{formatting.hours(load.committed)} allocated")
    parts.append(f"{formatting.hours(_free(load))} free")
    rest = _rest(load.contracted, load.away, load.committed, _free(load))
    if rest:
        parts.append(f"{formatting.hours(abs(rest))} {'left, for no one new' if rest > 0 else 'too many allocated'}")
    obstacles = f" (cannot take anyone on: {'; '.join(load.obstacles).lower()})" if load.obstacles else ""
    return f"{load.worker}: {', '.join(parts)}{obstacles}"
