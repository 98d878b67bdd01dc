"""The contracts in which a user records incidents, whatever the scope."""

from uuid import UUID

from accounts.enums import Permission
from accounts.models import User
from contracts.models import Contract
from contracts.posts import contracts_by_scope
from core import clock


def contracts_to_record_in(user: User) -> list[Contract]:
    """Return the running contracts in which `user` may record an incident that is about nobody supported, by name."""
    ids = {pk for pks in contracts_by_scope(user, Permission.RECORD_INCIDENT).values() for pk in pks}
    contracts = [contract for contract in Contract.objects.in_bulk(ids).values() if contract.runs_on(clock.today())]
    return sorted(contracts, key=lambda contract: (contract.name, contract.pk))


def contract_to_record_in(user: User, pk: UUID) -> Contract | None:
    """Return that contract if `user` may record an incident in it today."""
    return next((contract for contract in contracts_to_record_in(user) if contract.pk == pk), None)
