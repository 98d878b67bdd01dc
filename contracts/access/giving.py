"""Which roles a user may give to others, and in which contracts."""

from django.db.models import QuerySet

from accounts.enums import Permission
from accounts.models import User
from accounts.roles import NEED_STAFF_RECORD, ROLES, Role
from contracts.models import Contract
from contracts.posts import has_permission_in, permissions


def may_give(giver: User, role: str, contract: Contract | None) -> bool:
    """Return whether `giver` may give, correct and withdraw the role in the contract.

    Those who manage access to a contract give every role in it. A role that holds in every contract is given by those
    who manage the accounts of all.
    """
    if ROLES[role].in_every_contract:
        return giver.has_access and Permission.MANAGE_ACCOUNTS in permissions(giver)
    return contract is not None and has_permission_in(giver, Permission.MANAGE_ACCESS, contract)


def contracts_to_give_in(giver: User) -> QuerySet[Contract]:
    """Return the contracts in which `giver` may give roles, by name."""
    contracts: QuerySet[Contract] = Contract.objects.allowing(giver, Permission.MANAGE_ACCESS)
    return contracts.order_by("name", "pk")


def roles_to_give(giver: User, *, with_staff_record: bool) -> list[Role]:
    """Return the roles that `giver` may give, in the order of `accounts.roles`.

    Those that need a staff record are left out for a user without one.
    """
    in_every_contract = Permission.MANAGE_ACCOUNTS in permissions(giver)
    return [
        role
        for key, role in ROLES.items()
        if (in_every_contract or not role.in_every_contract) and (with_staff_record or key not in NEED_STAFF_RECORD)
    ]
