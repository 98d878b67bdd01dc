"""A table as a file for spreadsheets, sent line by line."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from core import clock

# A spreadsheet takes a cell that begins like this for a formula; with an East Asian keyboard the wide signs, too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MOST_ROWS = 5000  # of a list as a file


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable]) -> Iterator[str]:
    """The rows as lines of CSV, with the mark by which Excel knows UTF-8; no cell is read as a formula."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell: object) -> str:
    """Return the cell as text, with an apostrophe before it if a spreadsheet would read it as a formula.

    A number stays a number, also below zero.
    """
    text = "" if cell is None else str(cell)
    if isinstance(cell, int | float | Decimal):
        return text
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_response(rows: Iterable[Iterable], *, file_name: str) -> StreamingHttpResponse:
    """The rows as a download."""
    return StreamingHttpResponse(
        csv_lines(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def first_rows(rows: QuerySet[Any, Any]) -> tuple[list[Any], bool]:
    """Return as many rows of a list as a file may have, and whether the list is longer."""
    taken = list(rows[: MOST_ROWS + 1])
    return taken[:MOST_ROWS], len(taken) > MOST_ROWS


def list_response(
    headings: Iterable[str], lines: Iterable[Iterable], *, name: str, is_cut: bool
) -> StreamingHttpResponse:
    """A list as a download, under its name and the day. A list that was cut says so in the name and in the last row."""
    cut = f"The list is longer. This file has its first {MOST_ROWS:,} rows. Filter the list to download the others."
    part = f"-first-{MOST_ROWS}" if is_cut else ""
    rows = [list(headings), *lines, *([[cut]] if is_cut else [])]
    return csv_response(rows, file_name=f"{name}-{clock.today()}{part}.csv")


def in_hours(minutes: int | None) -> float | None:
    """Return minutes as a number of hours for a cell: 7.5. None stays None."""
    return None if minutes is None else round(minutes / 60, 2)
