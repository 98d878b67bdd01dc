"""What helps a person in a crisis. The app of the safety plans knows it, and registers how it is read."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from casework.models import Individual


@dataclass(frozen=True)
class CrisisText:
    """One safety plan in force: heading and text of each part, and a note where one is needed."""

    lines: list[tuple[str, str]]
    note: str


Reader = Callable[[Individual, User], list[CrisisText]]
_readers: list[Reader] = []


def register_crisis_texts(reader: Reader) -> None:
    """Add a reader: it takes the person and the user, and returns what the user may read."""
    _readers.append(reader)


def crisis_texts_of(individual: Individual, user: User) -> list[CrisisText]:
    """Return what helps the person in a crisis, as far as `user` may read it; of merged records one text each."""
    return [text for reader in _readers for text in reader(individual, user)]
