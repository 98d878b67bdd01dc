"""Who has a staff record with hours, team and training. A higher app registers it: contracts knows no workers."""

from collections.abc import Callable, Collection
from typing import TypeVar
from uuid import UUID

Source = TypeVar("Source", bound=Callable[[Collection[UUID]], set[UUID]])
_sources: list[Callable[[Collection[UUID]], set[UUID]]] = []


def staff_record_source(function: Source) -> Source:
    """Decorator: `function` takes ids of users and returns those who are employed today or later."""
    _sources.append(function)
    return function


def with_staff_record(user_ids: Collection[UUID]) -> set[UUID]:
    """Return the ids of those of the users who have a staff record."""
    return {user_id for source in _sources for user_id in source(user_ids)}
