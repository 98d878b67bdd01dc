"""What a return says about days before a contract's cut-over, which have no records here (R63)."""

import datetime
from collections.abc import Collection

from contracts.models import Contract
from core.dates import Period, quarter_of, quarters_before

NOT_RECORDED = "before cut-over: not recorded here"
QUARTERS_WITHOUT_RECORDS = 4  # that are offered for a return all the same, newest first


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


def periods_to_report(contract: Contract, today: datetime.date, reported: Collection[Period] = ()) -> list[Period]:
    """Return every quarter, or part of one, in which the contract ran and that is over, newest first.

    Of those before the cut-over only the last year's are offered. Of a quarter that has a return for its first days,
    because the contract was to end then, the days after it are offered. `reported` are the periods of all returns.
    """
    first, current = quarter_of(contract.starts_on).from_on, quarter_of(today).from_on
    count = (current.year - first.year) * 4 + (current.month - first.month) // 3
    quarters = quarters_before(today, count)
    return [
        part
        for number, quarter in enumerate(quarters)
        if (part := _not_reported(contract.part_of(quarter), reported))
        and (number < QUARTERS_WITHOUT_RECORDS or not is_before(contract, part))
    ]


def _not_reported(part: Period | None, reported: Collection[Period]) -> Period | None:
    """Return the days of `part` after those that a return covers; None if there are none."""
    if part is None:
        return None
    from_on = max((period.until_on for period in reported if period.from_on in part), default=part.from_on)
    return Period(from_on, part.until_on) if from_on < part.until_on else None
