"""The terms of a contract: entered for the first time, changed from a day, corrected, withdrawn (R01, R45)."""

import datetime
from typing import Any, TypedDict, Unpack

from accounts.models import User
from contracts.details.usage import is_used
from contracts.models import Contract, Terms
from core import clock
from core.dates import quarter_of
from core.errors import Refused
from core.verbs import verb

ALREADY_APPLY = "These terms already apply. Add new terms from a later date."


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
    asks_connections_map: bool | None
    counts_review_answers: bool | None
    declines_for_capacity_only: bool | None
    priority_bands: list[str] | None
    no_placement_programme: bool | None
    excluded_activities: list[str] | None
    excluded_activities_clause: str
    decide_within_working_days: int | None
    update_days: int | None
    update_ahead_days: int
    review_months: int | None
    update_reminder_days: list[int] | None
    update_needs_check: bool | None
    hold_pauses_updates: bool | None
    acknowledge_days: int | None
    hold_days: int | None
    hold_warning_days: list[int] | None
    extends_hold: bool | None
    survey_months: int | None
    safe_minutes: int
    answer_minutes: int
    alert_minutes: int | None
    council_contact_hours: int | None
    portal_form_working_days: int | None
    day_starts_at: datetime.time | None
    day_ends_at: datetime.time | None
    minimum_people_at_once: int | None
    minimum_people_a_year: int | None
    full_time_minutes: int
    return_working_days: int | None
    return_interval: str


@verb
def set_terms(*, contract: Contract, from_on: datetime.date, by: User | None, **columns: Unpack[TermsColumns]) -> Terms:
    """Give `contract` new terms from a day. Earlier terms stay as they are (R45)."""
    return Terms.objects.create(contract=contract, from_on=from_on, recorded_by=by, **columns)


def refuse_terms(contract: Contract, *, from_on: datetime.date, **columns: Unpack[TermsColumns]) -> None:
    """Raise Refused where new terms cannot begin on `from_on`, or change nothing.

    The first terms begin with the contract. Later ones begin after the latest, and not in a quarter that is over: its
    return may be sealed (T10.1).
    """
    latest = contract.terms.order_by("from_on").last()
    if latest is None:
        if from_on != contract.starts_on:
            raise Refused(
                f"The first terms begin on {contract.starts_on:%-d %B %Y}, with the contract.", field="from_on"
            )
        return
    if from_on <= latest.from_on:
        raise Refused(f"There are already terms from {latest.from_on:%-d %B %Y}. Enter a later date.", field="from_on")
    earliest = quarter_of(clock.today()).from_on
    if from_on < earliest:
        raise Refused(
            f"Enter {earliest:%-d %B %Y} or a later date: returns for earlier quarters may be sealed.",
            field="from_on",
        )
    if all(getattr(latest, name) == value for name, value in columns.items()):
        raise Refused("You have not changed any of the terms.")


@verb
def change_terms(
    *, contract: Contract, from_on: datetime.date, by: User | None, **columns: Unpack[TermsColumns]
) -> Terms:
    """Change a contract's terms from a day; duties and returns of earlier days keep the terms of their time (T10.1).

    A column that is not given stays as it is. Raises Refused as `refuse_terms`.
    """
    contract = Contract.objects.get_locked(contract.pk)
    refuse_terms(contract, from_on=from_on, **columns)
    latest = contract.terms.order_by("from_on").last()
    names = TermsColumns.__annotations__ if latest else ()
    unchanged: Any = {name: getattr(latest, name) for name in names if name not in columns}
    return set_terms(contract=contract, from_on=from_on, by=by, **unchanged, **columns)


def may_correct(terms: Terms) -> bool:
    """Return whether terms can be corrected: they have not begun, or no record of the contract depends on them."""
    return terms.from_on > clock.today() or not is_used(terms.contract)


def why_closed(terms: Terms) -> str:
    """Return why terms cannot be corrected or withdrawn; "" if they can."""
    if terms.struck_at:
        return "These terms are withdrawn already."
    return "" if may_correct(terms) else ALREADY_APPLY


@verb
def withdraw_terms(*, terms: Terms, reason: str, by: User) -> Terms:
    """Withdraw terms that have not begun, such as those typed for a wrong year, or of a contract that is not used yet.

    Raises NotPossible for terms that are withdrawn already, and Refused for terms that apply.
    """
    Contract.objects.get_locked(terms.contract_id)
    terms = Terms.with_struck.get_locked(terms.pk)
    if not may_correct(terms):
        raise Refused(ALREADY_APPLY)
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
