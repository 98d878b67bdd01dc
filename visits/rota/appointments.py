"""Appointments of a higher app in the rota: at a time, about a person, with the workers who take part."""

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from core import clock

# Nobody says how long an appointment takes; this long counts for clashes.
USUAL_LENGTH = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class RotaAppointment:
    """Something at a time that is no visit: `what` it is, its page, the person's initials and those who take part."""

    what: str
    starts_at: datetime.datetime
    href: str
    initials: str
    record_id: UUID
    package_id: UUID
    worker_ids: frozenset[UUID]

    @property
    def ends_at(self) -> datetime.datetime:
        return self.starts_at + USUAL_LENGTH

    @property
    def local_on(self) -> datetime.date:
        return clock.day_of(self.starts_at)

    def overlaps(self, starts_at: datetime.datetime, ends_at: datetime.datetime) -> bool:
        """Return whether it and something between these instants are at the same time."""
        return self.starts_at < ends_at and self.ends_at > starts_at


@dataclass(frozen=True)
class AppointmentQuery:
    """Which appointments are asked for: those that begin from `first` on and before `last`, of these packages, and
    those in which one of these workers takes part. With a `user`, only those that they may read.
    """

    first: datetime.datetime
    last: datetime.datetime
    packages: Collection[UUID] = ()
    workers: Collection[UUID] = ()
    user: User | None = None


RotaSource = Callable[[AppointmentQuery], list[RotaAppointment]]
_sources: list[RotaSource] = []


def register_in_rota(source: RotaSource) -> None:
    """Add a source of appointments for the rota; the app that has them calls it at start-up."""
    _sources.append(source)


def appointments(asked: AppointmentQuery) -> list[RotaAppointment]:
    """Return the appointments that are asked for, the first on top."""
    rows = [row for source in _sources for row in source(asked)]
    return sorted(rows, key=lambda row: (row.starts_at, row.what, row.record_id))


def at_the_same_time(
    starts_at: datetime.datetime, ends_at: datetime.datetime, *, packages: Collection[UUID], workers: Collection[UUID]
) -> list[RotaAppointment]:
    """Return the appointments of these packages or workers that overlap these instants."""
    asked = AppointmentQuery(first=starts_at - USUAL_LENGTH, last=ends_at, packages=packages, workers=workers)
    return [row for row in appointments(asked) if row.overlaps(starts_at, ends_at)]
