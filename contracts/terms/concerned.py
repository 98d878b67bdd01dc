"""For whom new terms change something. Higher apps register what they count: contracts knows no people."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from accounts.models import User
from contracts.models import Contract

Row = tuple[str, str]
Source = TypeVar("Source", bound=Callable[[Contract, User], Row])
_sources: list[Callable[[Contract, User], Row]] = []


def concerned_source(function: Source) -> Source:
    """Decorator: `function` takes a contract and who asks; it returns whom it counts, and what changes for them.

    Nobody is named, and nobody counts who is behind a wall for the user.
    """
    _sources.append(function)
    return function


def concerned(contract: Contract, user: User) -> Iterator[Row]:
    """Yield for whom new terms of the contract change something, as label and words."""
    for source in _sources:
        yield source(contract, user)
