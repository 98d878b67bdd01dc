"""What was changed on a contract, a council and the provider's details: the rows and their labels."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from accounts.models import User
from contracts.councils.forms import CouncilForm
from contracts.details.forms import ContractForm
from contracts.models import (
    Contract,
    ContractOutcome,
    ContractYear,
    Council,
    LifeDomain,
    NamedRow,
    Provider,
    Strand,
    Terms,
)
from contracts.price.forms import AMOUNTS, ContractYearForm
from contracts.provider.forms import ProviderForm
from contracts.terms import labels
from design import formatting
from design.changes import NOTHING, TrackedRows, labels_of, last_day, text_of

NAMES: dict[str, type[NamedRow]] = {"Strand": Strand, "Life domain": LifeDomain, "Outcome": ContractOutcome}
NAME_LABELS = {"name": "Name", "position": "Place in the list", "until_on": "Not offered from"}


def rows_of_contract(contract: Contract, reader: User) -> Iterator[TrackedRows]:
    """Yield the contract, its lists and terms, and the prices that `reader` may read."""
    councils = dict(Council.objects.values_list("pk", "name"))
    details = labels_of(ContractForm)
    yield TrackedRows(
        [contract],
        title=lambda _row: "Contract",
        labels={"council_id": details.pop("council"), **details, "cut_over_on": "Cut-over"},
        texts={"council_id": lambda value, _version: councils.get(value, NOTHING)},
    )
    for words, model in NAMES.items():
        yield _names(words, model.objects.filter(contract=contract))
    yield _terms(list(Terms.with_struck.filter(contract=contract)))
    years = ContractYear.with_struck.visible_to(reader).filter(contract=contract)
    yield TrackedRows(
        years,
        title=lambda year: f"Price, {year}",
        labels={"from_on": "First day", "until_on": "Last day", **labels_of(ContractYearForm, *AMOUNTS)},
        texts={"until_on": last_day, **dict.fromkeys(AMOUNTS, _pounds)},
    )


def _names(words: str, rows: Any) -> TrackedRows:
    return TrackedRows(
        rows,
        title=lambda row: f"{words}: {row}",
        labels=NAME_LABELS,
        texts={"position": lambda value, _version: str(value + 1)},
    )


def _terms(rows: Sequence[Terms]) -> TrackedRows:
    """Return the terms, which are written once: each says what it changed of those before it."""
    return TrackedRows(
        rows,
        title=lambda terms: f"Terms from {formatting.day(terms.from_on)}",
        added=lambda terms: ["Added", *_against_earlier(terms, rows)],
    )


def _against_earlier(terms: Terms, rows: Sequence[Terms]) -> list[str]:
    """Return a line for each term that differs from those that were in force before; none for the first terms."""
    earlier = [
        row
        for row in rows
        if row.from_on < terms.from_on
        and row.recorded_at <= terms.recorded_at
        and (row.struck_at is None or row.struck_at > terms.recorded_at)
    ]
    if not earlier:
        return []
    before = max(earlier, key=lambda row: row.from_on)
    return [f"{label}: {texts}" for label, texts in labels.changes(before, vars(terms))]


def _pounds(value: Decimal | None, _version: object) -> str:
    return NOTHING if value is None else f"£{value:,.2f}"


def rows_of_council(council: Council) -> TrackedRows:
    return TrackedRows([council], title=lambda _row: "Council", labels=labels_of(CouncilForm))


def rows_of_provider() -> TrackedRows:
    """Return the provider's details. Of another logo the page says only that it is another one."""
    return TrackedRows(
        Provider.objects.all(),
        title=lambda _row: "Provider",
        labels={**labels_of(ProviderForm), "logo_digest": "Logo", "live_at": "Live since"},
        texts={
            "crisis_numbers": lambda value, _version: text_of("; ".join(value)),
            "logo_digest": lambda value, _version: "a picture" if value else NOTHING,
        },
    )
