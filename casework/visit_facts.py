"""What is asked here of the visits to a person. The app of the visits knows them, and registers how they are read."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateTimeField, Expression, Q, Value
from django.db.models.functions import Cast, Least

from accounts.models import User
from casework.models import PackageQuerySet, SupportPackage


@dataclass(frozen=True)
class PlannedWith:
    """How many visits from today a worker has planned with a person."""

    worker_name: str
    count: int


@dataclass(frozen=True)
class VisitSource:
    """How visits are read.

    `days_visited` takes packages, a user, and a first and last day (both inclusive), and returns the day of each visit
    that took place, of those that the user may know of. `planned_with` takes a package. `first_crisis_since` takes the
    path to the person and the path to an instant, both of the row outside, and returns an expression for it.
    `has_visit_at` takes the paths to a user, to the person and to an instant, all of the row itself, and returns a Q.
    """

    days_visited: Callable[[PackageQuerySet, User, datetime.date, datetime.date], list[datetime.date]]
    planned_with: Callable[[SupportPackage], list[PlannedWith]]
    first_crisis_since: Callable[[str, str], Expression]
    has_visit_at: Callable[[str, str, str], Q]


_sources: list[VisitSource] = []


def register_visits(source: VisitSource) -> None:
    """Add a source of visits."""
    _sources.append(source)


def days_visited(packages: PackageQuerySet, user: User, first: datetime.date, last: datetime.date) -> list[Any]:
    """Return the day of each visit that took place from `first` to `last`, of those that `user` may know of."""
    return sorted(day for source in _sources for day in source.days_visited(packages, user, first, last))


def planned_with(package: SupportPackage) -> list[PlannedWith]:
    """Return which workers have visits of this package planned from today, and how many."""
    return [planned for source in _sources for planned in source.planned_with(package)]


def first_crisis_since(individual: str, since: str) -> Expression:
    """Return as a column when the first contact in a crisis after an instant was written down; NULL if there was none.

    `individual` and `since` are paths of the row outside: the person, under whichever record, and the instant. What was
    marked as entered in error does not count.
    """
    nothing = Cast(Value(None), DateTimeField())
    return Least(nothing, nothing, *(source.first_crisis_since(individual, since) for source in _sources))


def has_visit_at(user: str, individual: str, at: str) -> Q:
    """Return a Q for rows where the user has a visit to the person at that instant, or less than an hour before or
    after it.

    `user`, `individual` and `at` are paths of the row. A visit that was cancelled, or marked as entered in error, is
    none.
    """
    has_visit = Q(pk__in=[])
    for source in _sources:
        has_visit |= source.has_visit_at(user, individual, at)
    return has_visit
