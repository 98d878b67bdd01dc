"""What a return says of the days before a contract's cut-over, of which nothing is held here (R63)."""

from contracts.models import Contract
from core.dates import Period

NOT_HELD = "before cut-over: not held here"


def is_before(contract: Contract, period: Period) -> bool:
    """Whether the whole period lies before the cut-over."""
    return contract.cut_over_on is not None and period.until_on <= contract.cut_over_on


def recorded_from(contract: Contract, period: Period) -> Period | None:
    """The days of the period of which records are held here; None where there are none."""
    if contract.cut_over_on is None or period.from_on >= contract.cut_over_on:
        return period
    return None if is_before(contract, period) else Period(contract.cut_over_on, period.until_on)


def words(contract: Contract, period: Period) -> str:
    """What stands with each figure of the period: nothing, from which day it counts, or that it is not held here."""
    if contract.cut_over_on is None or period.from_on >= contract.cut_over_on:
        return ""
    if is_before(contract, period):
        return NOT_HELD
    return f"from {contract.cut_over_on:%-d %B %Y} on"
