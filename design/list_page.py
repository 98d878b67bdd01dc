"""One page of a list, where a page shows several lists: each has its own parameter in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

MOST_PAGES = 1000


@dataclass(frozen=True)
class ListPage:
    """The rows, and the addresses of the pages before and after; "" where there is none."""

    rows: list[Any]
    newer: str
    older: str


def list_page(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], name: str, length: int) -> ListPage:
    """Return the page of `rows` that the parameter `name` asks for, counted from 0, with `length` rows.

    The rows are in a fixed order. What is no number is the first page.
    """
    asked = request.GET.get(name, "")
    number = min(int(asked), MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < len("10000") else 0
    page_rows = list(rows[number * length : (number + 1) * length + 1])

    def address(page: int) -> str:
        query = request.GET.copy()
        query[name] = str(page)
        return f"?{query.urlencode()}#{name}"

    return ListPage(
        page_rows[:length],
        address(number - 1) if number else "",
        address(number + 1) if len(page_rows) > length else "",
    )
