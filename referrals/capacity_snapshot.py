"""The room in a contract on a day, and whether somebody could be given the hours that are asked for (T5.5, C6)."""

import datetime
from dataclasses import dataclass

from casework.allocation import capacity
from casework.allocation.capacity import Load
from contracts.models import Contract, Terms
from core import clock
from core.errors import Refused
from design import formatting
from referrals.models import CapacityFigures, Referral
from workforce.models import Worker

# Without hours asked for, this much is room for one more.
LEAST_ASKED = 60
KEPT = ("on", "workers", "contracted", "away", "committed", "free", "most_free", "wanted", "waiting", "lines")


@dataclass(frozen=True)
class CapacitySnapshot:
    """As `CapacityFigures`, before anything is frozen; `roomiest` is the worker with most room who can be given any."""

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
    roomiest: Load | None

    @property
    def has_room(self) -> bool:
        """Whether one worker has room for what is wanted."""
        return self.roomiest is not None and self.most_free >= (self.wanted or LEAST_ASKED)

    @property
    def refusal(self) -> str:
        """Who has how much room, against waiting and declining."""
        asked = f"{formatting.hours(self.wanted)} a week are asked for" if self.wanted else "no hours are named"
        who = self.roomiest.worker if self.roomiest else "Nobody"
        return (
            f"There is room for this referral: {who} has {formatting.hours(self.most_free)} a week free, and {asked}. "
            "The contract lets an eligible referral wait or be declined for want of capacity only."
        )


def capacity_figures(*, contract: Contract, wanted: int, on: datetime.date, hidden=()) -> CapacitySnapshot:
    """The room of every worker employed in `contract` on `on`; minutes a week.

    `hidden` are ids behind a wall, left out of figures on a page; frozen figures are whole.
    """
    workers = Worker.objects.filter(contracts=contract).employed(on)
    loads = sorted(capacity.loads_before_demand(workers, on, hidden=hidden), key=lambda load: str(load.worker))
    able = [load for load in loads if load.can_be_allocated]
    roomiest = max(able, key=lambda load: load.free_minutes, default=None)
    waiting = Referral.objects.filter(contract=contract).on_waiting_list().exclude(pk__in=hidden)
    return CapacitySnapshot(
        on=on,
        workers=len(loads),
        contracted=sum(load.contracted for load in loads),
        away=sum(load.away for load in loads),
        committed=sum(load.committed for load in loads),
        free=sum(max(0, load.free_minutes) for load in able),
        most_free=max(0, roomiest.free_minutes) if roomiest else 0,
        wanted=wanted,
        waiting=waiting.count(),
        lines=[_line(load)[:300] for load in loads],
        roomiest=roomiest,
    )


def refuse_while_there_is_room(terms: Terms, found: CapacitySnapshot) -> None:
    """Raise Refused, naming the room, where the terms leave no ground but capacity (T5.5)."""
    if terms.declines_for_capacity_only and found.has_room:
        raise Refused(found.refusal)


def rows(found: CapacitySnapshot | CapacityFigures) -> list[tuple[str, str]]:
    """The figures as label and words, for a page or paper; no worker is named."""
    return [
        ("Workers", str(found.workers)),
        ("Contracted hours a week", formatting.hours(found.contracted)),
        ("Away in the next four weeks, a week", formatting.hours(found.away)),
        ("Committed to people supported", formatting.hours(found.committed)),
        ("Free with workers who can be given somebody", formatting.hours(found.free)),
        ("Most free with one worker", formatting.hours(found.most_free)),
        ("Hours asked for", formatting.hours(found.wanted) if found.wanted else "Not named"),
        ("On the waiting list", str(found.waiting)),
    ]


def freeze(
    *, contract: Contract, referral: Referral | None, wanted: int, by
) -> tuple[CapacityFigures, CapacitySnapshot]:
    """Keep the figures of today, cited by a decision or a notice; the row, and what it is made of. In a verb."""
    found = capacity_figures(contract=contract, wanted=wanted, on=clock.today())
    columns = {name: getattr(found, name) for name in KEPT}
    return CapacityFigures.objects.create(contract=contract, referral=referral, recorded_by=by, **columns), found


def _line(load: Load) -> str:
    parts = [f"{formatting.hours(load.contracted)} contracted"]
    if load.ceiling is not None:
        parts.append(f"ceiling {formatting.hours(load.ceiling)}")
    if load.away:
        parts.append(f"{formatting.hours(load.away)} away")
    parts.append(f"{formatting.hours(load.committed)} committed")
    parts.append(f"{formatting.hours(max(0, load.free_minutes))} free")
    against = f" (cannot be given anybody: {'; '.join(load.obstacles).lower()})" if load.obstacles else ""
    return f"{load.worker}: {', '.join(parts)}{against}"
