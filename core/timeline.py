"""The entries of a timeline: each a full sentence with who and when, from the rows of many tables in one query."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject

from core.models import AUTOMATIC

# How many entries a record's page shows.
LENGTH = 25


@dataclass(frozen=True)
class Entry:
    """`at` is an instant, or a day where no time is known."""

    at: datetime.datetime
    title: str
    body: str = ""
    by: str = ""
    href: str = ""
    pill: object = None
    is_error: bool = False


@dataclass(frozen=True)
class TimelineRow:
    """A row as the database returns it: when, who, and the columns that its sentence needs.

    Dates in `columns` are text, as in JSON.
    """

    at: datetime.datetime
    by: str
    columns: dict[str, Any]

    def day(self, name: str) -> datetime.date:
        return datetime.date.fromisoformat(self.columns[name])


@dataclass(frozen=True)
class TimelineSource:
    """The rows of one table, and the function that makes an entry of a row."""

    rows: QuerySet[Any]
    to_entry: Callable[[TimelineRow], Entry]


def timeline_source(
    rows: QuerySet[Any],
    to_entry: Callable[[TimelineRow], Entry],
    *,
    at: str | Combinable,
    by: str = "recorded_by",
    **columns: Any,
) -> TimelineSource:
    """Return `rows` as a source of entries, dated by `at` (a field or expression).

    `by` is the path to a user, None for a scheduled job. `columns` are fields or expressions, by the name under which
    `to_entry` reads them.
    """
    dated_rows = rows.annotate(
        line_at=F(at) if isinstance(at, str) else at,
        line_by=Coalesce(F(f"{by}__full_name"), Value(AUTOMATIC)),
        line_columns=JSONObject(**columns),
    )
    return TimelineSource(dated_rows, to_entry)


def newest(sources: list[TimelineSource]) -> list[Entry]:
    """Return the latest LENGTH entries of all the sources, newest first, by one query."""
    latest = [_newest_of(number, source.rows) for number, source in enumerate(sources)]
    entries = latest[0].union(*latest[1:], all=True).order_by("-line_at", "line_number", "pk")[:LENGTH]
    return [sources[number].to_entry(TimelineRow(at, by, columns)) for number, at, by, columns, _ in entries]


def _newest_of(number: int, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    numbered = rows.annotate(line_number=Value(number)).order_by("-line_at", "pk")
    return numbered.values_list("line_number", "line_at", "line_by", "line_columns", "pk")[:LENGTH]
