"""What is written in a connections map: one person or place on each line, or several of them as "3 x friends"."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from reviews.connections.enums import ConnectionKind
from reviews.connections.models import MOST_AT_ONCE

MOST_LINES = 30  # people, or places, in one life domain
SEVERAL = re.compile(r"(\d{1,6})\s*[x×]\s+(\S.*)", re.IGNORECASE)


class MapLine(NamedTuple):
    """One line: who or what it is, and how many of them."""

    words: str
    number: int = 1

    def __str__(self) -> str:
        return self.words if self.number == 1 else f"{self.number} x {self.words}"


@dataclass(frozen=True)
class DomainEntries:
    """What is written about one life domain, by kind."""

    life_domain_id: UUID
    people: tuple[MapLine, ...] = field(default=())
    places: tuple[MapLine, ...] = field(default=())

    def by_kind(self) -> dict[ConnectionKind, tuple[MapLine, ...]]:
        return {ConnectionKind.PERSON: self.people, ConnectionKind.PLACE: self.places}


def read_line(line: str) -> MapLine:
    """Return the entry of a line. Raises ValueError for a number that is not from 1 to 99."""
    several = SEVERAL.fullmatch(line.strip())
    if several is None:
        return MapLine(line.strip())
    number = int(several[1])
    if not 1 <= number <= MOST_AT_ONCE:
        raise ValueError(line)
    return MapLine(several[2], number)
