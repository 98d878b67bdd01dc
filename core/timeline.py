"""The entries of a timeline: each a full sentence with who and when, from the rows of many tables in one query.

An app declares its sources once, at import; which rows of them a user may see about a person is asked for each page.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject

from core.models import AUTOMATIC

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

# How many entries a record's page shows.
LENGTH = 25


@dataclass(frozen=True)
class Entry:
    """`at` is an instant, or a day where no time is known."""

    at: datetime.date
    title: str
    body: str = ""
    by: str = ""
    href: str = ""
    pill: object = None
    is_error: bool = False


@dataclass(frozen=True)
class TimelineRow:
    """A row as the database returns it: when, who, and the columns that its sentence needs; `person_id` is whose.

    Dates in `columns` are text, as in JSON.
    """

    at: datetime.datetime
    by: str
    columns: dict[str, Any]
    person_id: UUID

    def day(self, name: str) -> datetime.date:
        return datetime.date.fromisoformat(self.columns[name])


# From the person (a `casework.models.Individual`) and the user.
Rows = Callable[[Any, "User"], QuerySet[Any]]


@dataclass(frozen=True)
class TimelineSource:
    """The rows of one table about a person that a user may see, and the function that makes an entry of a row."""

    rows: "Rows"
    to_entry: Callable[[TimelineRow], Entry]
    columns: dict[str, Any]


def timeline_source(
    rows: Rows,
    to_entry: Callable[[TimelineRow], Entry],
    *,
    at: str | Combinable,
    by: str = "recorded_by",
    **columns: Any,
) -> TimelineSource:
    """Declare a source of entries, dated by `at` (a field or expression).

    `rows` takes the person and the user, and returns the rows that the user may see. `by` is the path to a user, None
    for a scheduled job. `columns` are fields or expressions, by the name under which `to_entry` reads them.
    """
    line = {
        "line_at": F(at) if isinstance(at, str) else at,
        "line_by": Coalesce(F(f"{by}__full_name"), Value(AUTOMATIC)),
        "line_columns": JSONObject(**columns),
    }
    return TimelineSource(rows, to_entry, line)


def newest(sources: Sequence[TimelineSource], individual: Any, user: "User") -> QuerySet[Any, Any]:
    """Return the query for the latest LENGTH rows of all the sources, newest first; `to_entries` takes them."""
    latest = [_newest_of(number, source, individual, user) for number, source in enumerate(sources)]
    return latest[0].union(*latest[1:], all=True).order_by("-line_at", "line_number", "pk")[:LENGTH]


def _newest_of(number: int, source: TimelineSource, individual: Any, user: "User") -> QuerySet[Any, Any]:
    rows = source.rows(individual, user).annotate(**source.columns, line_number=Value(number))
    rows = rows.order_by("-line_at", "pk")
    return rows.values_list("line_number", "line_at", "line_by", "line_columns", "pk")[:LENGTH]


def to_entries(sources: Sequence[TimelineSource], rows: Iterable[Any], person_id: UUID) -> list[Entry]:
    """Return the entries of the rows of `newest` about the person with the record `person_id`."""
    return [sources[number].to_entry(TimelineRow(at, by, columns, person_id)) for number, at, by, columns, _ in rows]
