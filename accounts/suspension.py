"""What to know before a user's access is suspended. A higher app registers it: accounts knows nothing of visits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from accounts.models import User


@dataclass(frozen=True)
class Caution:
    """Something to do before access is suspended: a sentence, and the number to ring, or ""."""

    words: str
    number: str


Source = TypeVar("Source", bound=Callable[[User], list[Caution]])
_sources: list[Callable[[User], list[Caution]]] = []


def caution_source(function: Source) -> Source:
    """Decorator: `function` takes the user whose access may be suspended and returns cautions."""
    _sources.append(function)
    return function


def cautions_before_suspending(user: User) -> list[Caution]:
    """Return every caution about suspending the access of `user`, in the order of registration."""
    return [caution for source in _sources for caution in source(user)]
