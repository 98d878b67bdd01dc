"""What a return says about days before a contract's cut-over, which have no records here (R63)."""

from contracts.models import Contract
from core.dates import Period

NOT_RECORDED = "before cut-over: not recorded here"


def is_before(contract: Contract, period: Period) -> bool:
    """Return whether the whole period is before the cut-over."""
    return contract.cut_over_on is not None and period.until_on <= contract.cut_over_on


def recorded_part(contract: Contract, period: Period) -> Period | None:
    """Return the part of the period that has records here; None if there is none."""
    if contract.cut_over_on is None or period.from_on >= contract.cut_over_on:
        return period
    return None if is_before(contract, period) else Period(contract.cut_over_on, period.until_on)


def note(contract: Contract, period: Period) -> str:
    """The note on each figure of the period: "", the day from which it counts, or NOT_RECORDED."""
    if contract.cut_over_on is None or period.from_on >= contract.cut_over_on:
        return ""
    if is_before(contract, period):
        return NOT_RECORDED
    return f"from {contract.cut_over_on:%-d %B %Y}"
