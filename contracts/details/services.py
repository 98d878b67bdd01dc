"""A contract itself: added from a pattern, and its details changed (R01, R75)."""

import datetime
from typing import TypedDict, Unpack

from accounts.models import User
from contracts.details.patterns import Pattern
from contracts.details.usage import is_used, why_contract_stays
from contracts.models import Contract, ContractOutcome, Council, LifeDomain, NamedRow, Strand
from core.errors import NotPossible, Refused
from core.models import strike_row
from core.verbs import verb


class ContractDetails(TypedDict):
    """Columns of Contract that may change at any time."""

    name: str
    telephone: str
    email: str
    hours: str
    ends_on: datetime.date | None


@verb
def add_contract(
    *,
    council: Council,
    starts_on: datetime.date,
    pattern: Pattern,
    by: User | None,
    **details: Unpack[ContractDetails],
) -> Contract:
    """Add a contract with the lists of `pattern`; `starts_on` is its first day. Its terms are entered next.

    Raises Refused for a name that the council's contracts have already, and for an end before the start.
    """
    contract = Contract.objects.create(council=council, starts_on=starts_on, recorded_by=by, **details)
    lists: tuple[tuple[type[NamedRow], tuple[str, ...]], ...] = (
        (Strand, pattern.strands),
        (LifeDomain, pattern.life_domains),
        (ContractOutcome, pattern.outcomes),
    )
    for model, names in lists:
        for position, name in enumerate(names):
            model.objects.create(contract=contract, name=name, position=position, recorded_by=by)
    return contract


@verb
def change_contract(
    *,
    contract: Contract,
    revision: int,
    council: Council,
    starts_on: datetime.date,
    by: User,
    **details: Unpack[ContractDetails],
) -> Contract:
    """Change the details of a contract. Its council and first day can change only until it is used.

    Raises Conflict when somebody saved them since `revision`, and Refused otherwise.
    """
    contract.check_revision(revision)
    if contract.council_id != council.pk and is_used(contract):
        raise Refused("Records depend on the council of this contract.", field="council")
    if contract.starts_on != starts_on:
        if is_used(contract):
            raise Refused("Records depend on the start date of this contract.", field="starts_on")
        if contract.terms.exists():
            raise Refused("Terms begin on the start date. Withdraw them first.", field="starts_on")
    contract.council, contract.starts_on = council, starts_on
    for name, value in details.items():
        setattr(contract, name, value)
    contract.save(update_fields=["revision", "council", "starts_on", *details])
    return contract


@verb
def remove_contract(*, contract: Contract, reason: str, by: User) -> Contract:
    """Remove a contract that was added by mistake: it stays on file, in no list and on no page.

    Raises NotPossible while somebody has worked in it or a record belongs to it, and Refused without a reason.
    """
    contract = Contract.with_struck.get_locked(contract.pk)
    if reason_to_stay := why_contract_stays(contract):
        raise NotPossible(reason_to_stay)
    return strike_row(contract, by=by, reason=reason)
