"""The price of a contract year: added, corrected, withdrawn (R44, T11.1)."""

import datetime
from decimal import Decimal

from accounts.models import User
from contracts.models import Contract, ContractYear
from core.models import strike_row
from core.verbs import verb

DAY = datetime.timedelta(days=1)


@verb
def add_year(
    *,
    contract: Contract,
    from_on: datetime.date,
    last_on: datetime.date,
    by: User | None,
    hourly_rate: Decimal | None = None,
    block_price: Decimal | None = None,
    maximum: Decimal | None = None,
) -> ContractYear:
    """Add a price from `from_on` to `last_on` (both inclusive), in pounds; None where the contract names none (T11.1).

    Raises Refused where a day has a price already.
    """
    return ContractYear.objects.create(
        contract=contract,
        from_on=from_on,
        until_on=last_on + DAY,
        hourly_rate=hourly_rate,
        block_price=block_price,
        maximum=maximum,
        recorded_by=by,
    )


@verb
def correct_year(
    *,
    year: ContractYear,
    revision: int,
    from_on: datetime.date,
    last_on: datetime.date,
    by: User | None,
    hourly_rate: Decimal | None,
    block_price: Decimal | None,
    maximum: Decimal | None,
) -> ContractYear:
    """Correct a contract year; the history has the row as it was (T11.1).

    Raises Conflict when somebody saved it since `revision`.
    """
    year.check_revision(revision)
    year.from_on, year.until_on = from_on, last_on + DAY
    year.hourly_rate, year.block_price, year.maximum = hourly_rate, block_price, maximum
    year.save(update_fields=["revision", "from_on", "until_on", "hourly_rate", "block_price", "maximum"])
    return year


@verb
def withdraw_year(*, year: ContractYear, reason: str, by: User) -> ContractYear:
    """Withdraw a price that was entered by mistake, such as one of another contract: no spend is counted by it.

    Raises NotPossible when it is withdrawn already.
    """
    return strike_row(year, by=by, reason=reason)
