"""Raise the duty to seal each return that the terms ask for by a day, and meet it."""

import datetime
from uuid import UUID

from accounts.models import User
from contracts.models import Contract, Terms
from core import clock, sweeps
from core.dates import Period, add_working_days
from core.verbs import verb
from reporting.cut_over import is_before
from reporting.models import Return, ReturnDue
from reporting.periods import periods_to_report


def raise_returns_due(*, on: datetime.date) -> int:
    """Raise the duty for each quarter or half-year, or part of one, that is over by `on` and whose terms have
    `return_working_days`; return of how many contracts some were raised.

    A sweep that runs late raises each once, for the day on which it was due. None is raised for days before the
    contract's cut-over. The terms are those of the last day of the period, and count for it from then on.
    """
    asked = Contract.objects.filter(terms__return_working_days__isnull=False, terms__struck_at=None)
    contracts = asked.distinct().prefetch_related("terms").order_by("pk")
    ids = [contract.pk for contract in contracts if _to_raise(contract, on)]
    return sweeps.each(ids, lambda pk: _raise_of(contract_id=pk, on=on, by=None))


def _to_raise(contract: Contract, on: datetime.date) -> list[tuple[Period, Terms]]:
    """Return the periods whose duty is not raised, each with the terms that ask for it."""
    raised = [row.period for row in ReturnDue.objects.filter(contract=contract)]
    periods = [period for period in periods_to_report(contract, on, raised) if not is_before(contract, period)]
    in_force = ((period, contract.find_terms(period.last_on)) for period in periods)
    return [
        (period, terms) for period, terms in in_force if terms is not None and terms.return_working_days is not None
    ]


@verb
def _raise_of(*, contract_id: UUID, on: datetime.date, by: User | None) -> bool:
    contract = Contract.objects.get_locked(contract_id)
    to_raise = _to_raise(contract, on)
    for period, terms in to_raise:
        _raise(contract, period, terms, by)
    return bool(to_raise)


def _raise(contract: Contract, period: Period, terms: Terms, by: User | None) -> None:
    """Raise the duty for one period; it is met at once where its return is sealed."""
    sealed = Return.objects.sealed().filter(contract=contract, from_on=period.from_on).order_by("edition").first()
    ReturnDue.objects.create(
        contract=contract,
        terms=terms,
        from_on=period.from_on,
        until_on=period.until_on,
        due_on=due_day(period, terms.return_working_days or 0),
        met_on=clock.day_of(sealed.sealed_at) if sealed and sealed.sealed_at else None,
        recorded_by=by,
    )


def due_day(period: Period, working_days: int) -> datetime.date:
    """Return the day that is so many working days after the last day of the period, at least the day after it."""
    return max(add_working_days(period.last_on, working_days), period.until_on)


def meet_return_due(sealed: Return) -> None:
    """Record that the return was sealed today. Call inside a verb that has locked it."""
    rows = ReturnDue.objects.outstanding().filter(contract=sealed.contract_id, from_on=sealed.from_on)
    for row in rows.select_for_update(of=("self",)):
        row.met_on = clock.today()
        row.save(update_fields=["met_on"])
