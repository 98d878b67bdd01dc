"""One line of what happened, in a full sentence, with who and when; the lines of many tables read as one."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject

# How many lines a record's page looks back.
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
    struck: bool = False


@dataclass(frozen=True)
class Line:
    """A row as the database gives it: when, who, and the columns that its sentence is made of.

    Dates among the columns are text, as JSON has them.
    """

    at: datetime.datetime
    by: str
    columns: dict

    def day(self, name: str) -> datetime.date:
        return datetime.date.fromisoformat(self.columns[name])


@dataclass(frozen=True)
class Lines:
    """The rows of one table that make lines, and how one becomes a sentence."""

    rows: QuerySet
    tell: Callable[[Line], Entry]


def lines(rows: QuerySet, tell: Callable[[Line], Entry], *, at, by: str = "recorded_by", **columns) -> Lines:
    """The newest of `rows` by `at` (a field or expression); `by` leads to a user, none is the clock.

    `columns` are fields by the name that `tell` knows them under, or expressions.
    """
    told = rows.annotate(
        line_at=F(at) if isinstance(at, str) else at,
        line_by=Coalesce(F(f"{by}__full_name"), Value("the clock")),
        line_columns=JSONObject(**columns),
    )
    return Lines(told, tell)


def newest(sources: list[Lines]) -> list[Entry]:
    """The latest LENGTH entries of all the sources, the newest first, in one query."""
    found = [_newest_of(number, source.rows) for number, source in enumerate(sources)]
    united = found[0].union(*found[1:], all=True).order_by("-line_at", "line_number", "pk")[:LENGTH]
    return [sources[number].tell(Line(at, by, columns)) for number, at, by, columns, _ in united]


def _newest_of(number: int, rows: QuerySet) -> QuerySet:
    numbered = rows.annotate(line_number=Value(number)).order_by("-line_at", "pk")
    return numbered.values_list("line_number", "line_at", "line_by", "line_columns", "pk")[:LENGTH]
