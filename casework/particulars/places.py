"""Where a worker goes to meet the person on a day, from the addresses of all their merged records."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from casework.particulars.enums import AddressKind
from core import clock
from design import formatting

MAP = "https://www.openstreetmap.org/search"


def one_line(lines: str, area: str, postcode: str) -> str:
    """Return an address in one line."""
    parts = [*(line.strip().rstrip(",") for line in lines.splitlines()), area, postcode]
    return ", ".join(part for part in parts if part)


def map_href(lines: str, area: str, postcode: str) -> str:
    """Return the address of a map that shows the place; "" where only a town is known.

    It is a link and nothing else: the map learns nothing until somebody follows it, and then only the place.
    """
    if not (lines or postcode):
        return ""
    return f"{MAP}?{urlencode({'query': one_line(lines, area, postcode)})}"


@dataclass(frozen=True)
class AddressFact:
    """One address to which a worker goes."""

    kind: AddressKind
    lines: str
    area: str
    postcode: str
    note: str
    from_on: datetime.date
    until_on: datetime.date | None
    is_start_known: bool

    @property
    def text(self) -> str:
        """The address in one line."""
        return one_line(self.lines, self.area, self.postcode)

    @property
    def map_href(self) -> str:
        return map_href(self.lines, self.area, self.postcode)

    @property
    def is_temporary(self) -> bool:
        """Whether the person only stays there for now."""
        return self.kind == AddressKind.STAYING

    @property
    def label(self) -> str:
        """What the address is, with its first day if that is in the future, and its last day if it has one."""
        words = "Staying elsewhere" if self.is_temporary else self.kind.label
        if self.is_ahead:
            words = f"{words} from {formatting.day(self.from_on)}"
        if self.until_on:
            words = f"{words} until {formatting.day(self.until_on - datetime.timedelta(days=1))}"
        return words

    @property
    def is_ahead(self) -> bool:
        return self.from_on > clock.today()

    @property
    def labelled(self) -> str:
        """The address in one line; one that is not simply home says so first."""
        is_plain = not (self.is_temporary or self.until_on or self.is_ahead)
        return self.text if is_plain else f"{self.label}: {self.text}"


def places_within(
    records: Iterable[dict[str, Any]], first_on: datetime.date, last_on: datetime.date
) -> tuple[AddressFact, ...]:
    """Return where the person can be met between two days (both inclusive), the likeliest first.

    An address at which they stay for now comes before their home, and the primary record's before those of merged ones.
    An address that several records have is named once.
    """
    rows = [row for record in records for row in record["places"]]
    places: dict[str, AddressFact] = {}
    for row in sorted(rows, key=lambda row: row["kind"] != AddressKind.STAYING):
        place = _place(row)
        if place.kind.is_where_to_go and _is_within(place, first_on, last_on):
            places.setdefault(place.text.casefold(), place)
    return tuple(places.values())


def places_on(records: Iterable[dict[str, Any]], day: datetime.date | None = None) -> tuple[AddressFact, ...]:
    """Return where the person can be met on `day`, by default today; the likeliest first."""
    on = day or clock.today()
    return places_within(records, on, on)


def _is_within(place: AddressFact, first_on: datetime.date, last_on: datetime.date) -> bool:
    return place.from_on <= last_on and (place.until_on is None or place.until_on > first_on)


def _place(row: dict[str, Any]) -> AddressFact:
    """Return the place of a row of `casework.people.models.safety_records`, whose dates are text."""
    days = {name: row[name] and datetime.date.fromisoformat(row[name]) for name in ("from_on", "until_on")}
    return AddressFact(**{**row, **days, "kind": AddressKind(row["kind"])})
