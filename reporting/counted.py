"""The records that a figure counts."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum, Value


@dataclass(frozen=True)
class Row:
    """One counted record."""

    record_id: UUID
    individual_id: UUID | None
    amount: int
    words: str = ""


@dataclass(frozen=True)
class Counted:
    """The records that a figure counts, as a query: each once, or with the number in its column `amount`.

    `individual` leads to the person, "" where there is none. Where `record` is not the key, equal ones count once.
    """

    query: QuerySet[Any]
    individual: str = "package__case__individual"
    amount: str = ""
    record: str = "pk"
    also: "Counted | None" = None  # rows of another table that the same figure counts

    def rows(self) -> list[Row]:
        columns = dict.fromkeys(column for column in (self.record, self.individual, self.amount) if column)
        rows = (dict(zip(columns, row, strict=True)) for row in dict.fromkeys(self.query.values_list(*columns)))
        own = [Row(row[self.record], row.get(self.individual), row.get(self.amount, 1)) for row in rows]
        return own + (self.also.rows() if self.also else [])

    def totals(self, number: int) -> list[QuerySet[Any, tuple[int, int]]]:
        """Return a query of one row for each table: `number`, and the sum of the amounts, None without any."""
        amounts = Sum(self.amount) if self.amount else Count(self.record, distinct=self.record != "pk")
        own = self.query.order_by().values_list(Value(number)).annotate(total=amounts)
        return [own, *(self.also.totals(number) if self.also else [])]
