"""The register of figures: each is declared once, with its definition, and summed by the database where it can be."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

from django.db.models import QuerySet

from contracts.models import Contract
from core.compiled import Ids, compiled_rows
from core.dates import Period
from reporting.counted import Counted, Row
from reporting.enums import Unit

Counting = Callable[[Contract, Period], Counted | list[Row]]


@dataclass(frozen=True)
class Indicator:
    key: str
    section: int
    label: str
    definition: str
    unit: Unit
    count: Counting
    is_query: bool = False  # whether it counts the rows of one query
    term: str = ""  # the column of the terms without which a contract has no such figure

    def rows(self, contract: Contract, period: Period) -> list[Row]:
        """Return what the figure counts."""
        counted = self.count(contract, period)
        return counted.rows() if isinstance(counted, Counted) else counted


Asked = tuple[Indicator, Contract, Period]
INDICATORS: dict[str, Indicator] = {}


def indicator(key: str, section: int, label: str, unit: Unit, term: str = "") -> Callable[[Counting], Counting]:
    """Decorator: register the function that counts this figure; its docstring is the definition on the page.

    `term` names the column of the terms without which a contract has no such figure. Raises ValueError for a function
    without a docstring.
    """

    def register(function: Counting) -> Counting:
        if not function.__doc__:
            raise ValueError(f"{key}: the docstring must define what the figure counts")
        definition = " ".join(function.__doc__.split())
        is_query = get_type_hints(function)["return"] is Counted
        INDICATORS[key] = Indicator(key, section, label, definition, unit, function, is_query, term)
        return function

    return register


def indicators_of(contract: Contract, period: Period) -> list[Indicator]:
    """Return the figures of a contract's return: those that its terms on the last day of the period ask for."""
    terms = contract.find_terms(period.last_on)
    return [each for each in INDICATORS.values() if not each.term or (terms is not None and getattr(terms, each.term))]


def totals(asked: Sequence[Asked]) -> list[int]:
    """Return the sum of the amounts of the rows of each of these figures: of all queries together in one query."""
    in_query = [number for number, (indicator, *_) in enumerate(asked) if indicator.is_query]

    def build(_ids: Ids) -> QuerySet[Any, tuple[int, int]]:
        first, *rest = [query for number in in_query for query in _counted(*asked[number]).totals(number)]
        return first.union(*rest, all=True)

    key = tuple((indicator.key, contract.pk, period) for indicator, contract, period in asked)
    contracts = {contract.pk for _, contract, _ in asked}
    sums: dict[int, int] = defaultdict(int)
    for number, total in compiled_rows(build, {}, key=("figures", key), constants=contracts) if in_query else ():
        sums[number] += total or 0
    return [
        sums[number] if indicator.is_query else sum(row.amount for row in indicator.rows(contract, period))
        for number, (indicator, contract, period) in enumerate(asked)
    ]


def _counted(indicator: Indicator, contract: Contract, period: Period) -> Counted:
    counted = indicator.count(contract, period)
    assert isinstance(counted, Counted)  # as `is_query` says
    return counted
