"""Contracts, their terms and prices, and posts in them."""

import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from accounts.models import User
from contracts.access.services.accounts import correct_account, create_account, open_account, send_first_email
from contracts.access.services.posts import appoint, correct_role, give_role, relieve, withdraw_role
from contracts.access.services.suspension import restore_account, suspend_account
from contracts.models import Contract, ContractYear, Terms
from core import clock
from core.dates import quarter_of
from core.errors import Refused
from core.verbs import verb

__all__ = [
    "DAY",
    "TermsColumns",
    "add_year",
    "appoint",
    "change_terms",
    "correct_account",
    "correct_role",
    "correct_year",
    "create_account",
    "give_role",
    "open_account",
    "refuse_terms",
    "relieve",
    "restore_account",
    "send_first_email",
    "set_terms",
    "suspend_account",
    "withdraw_role",
]

DAY = datetime.timedelta(days=1)


class TermsColumns(TypedDict, total=False):
    """The columns of Terms, beside its contract and first day. A column that is not given has its default."""

    sources: list[str]
    minimum_age: int | None
    age_limit: int | None
    asks_mental_health_services: bool | None
    asks_eligible_needs: bool | None
    asks_residence: bool | None
    asks_council_support_plan: bool | None
    asks_council_risk_assessment: bool | None
    asks_keyworker: bool | None
    asks_exit_plan: bool | None
    asks_transition_plan: bool | None
    asks_revised_plan: bool | None
    declines_for_capacity_only: bool | None
    priority_bands: list[str] | None
    excluded_activities: list[str] | None
    excluded_activities_clause: str
    update_days: int | None
    update_ahead_days: int
    hold_days: int | None
    hold_warning_days: list[int] | None
    extends_hold: bool | None
    survey_months: int | None
    safe_minutes: int
    answer_minutes: int
    alert_minutes: int | None
    day_starts_at: datetime.time | None
    day_ends_at: datetime.time | None
    minimum_people_at_once: int | None
    minimum_people_a_year: int | None
    full_time_minutes: int
    return_interval: str


@verb
def set_terms(*, contract: Contract, from_on: datetime.date, by: User | None, **columns: Unpack[TermsColumns]) -> Terms:
    """Give `contract` new terms from a day. Earlier terms stay as they are (R45)."""
    return Terms.objects.create(contract=contract, from_on=from_on, recorded_by=by, **columns)


def refuse_terms(contract: Contract, *, from_on: datetime.date, **columns: Unpack[TermsColumns]) -> None:
    """Raise Refused where new terms cannot begin on `from_on`, or change nothing.

    They begin after the latest terms, and not in a quarter that is over: its return may be sealed (T10.1).
    """
    latest = contract.terms.order_by("from_on").last()
    if latest is not None and from_on <= latest.from_on:
        raise Refused(f"There are already terms from {latest.from_on:%-d %B %Y}. Enter a later date.", field="from_on")
    earliest = quarter_of(clock.today()).from_on
    if from_on < earliest:
        raise Refused(
            f"Enter {earliest:%-d %B %Y} or a later date: returns for earlier quarters may be sealed.",
            field="from_on",
        )
    if latest is not None and all(getattr(latest, name) == value for name, value in columns.items()):
        raise Refused("You have not changed any of the terms.")


@verb
def change_terms(
    *, contract: Contract, from_on: datetime.date, by: User | None, **columns: Unpack[TermsColumns]
) -> Terms:
    """Change a contract's terms from a day; duties and returns of earlier days keep the terms of their time (T10.1).

    Raises Refused as `refuse_terms`.
    """
    contract = Contract.objects.get_locked(contract.pk)
    refuse_terms(contract, from_on=from_on, **columns)
    return set_terms(contract=contract, from_on=from_on, by=by, **columns)


@verb
def withdraw_terms(*, terms: Terms, reason: str, by: User) -> Terms:
    """Withdraw terms that have not begun, such as those typed for a wrong year: they never apply.

    Raises NotPossible for terms that are withdrawn already, and Refused for terms that have begun.
    """
    Contract.objects.get_locked(terms.contract_id)
    terms = Terms.with_struck.get_locked(terms.pk)
    if terms.from_on <= clock.today():
        raise Refused("These terms already apply. Add new terms from a later date.")
    terms.strike(by=by, reason=reason)
    return terms


@verb
def correct_terms(
    *, terms: Terms, from_on: datetime.date, reason: str, by: User, **columns: Unpack[TermsColumns]
) -> Terms:
    """Replace terms that have not begun: the wrong ones are withdrawn, and stay on file. Return the new terms.

    Raises as `withdraw_terms` and `refuse_terms`.
    """
    contract = Contract.objects.get_locked(terms.contract_id)
    withdraw_terms(terms=terms, reason=reason, by=by)
    return change_terms(contract=contract, from_on=from_on, by=by, **columns)


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
