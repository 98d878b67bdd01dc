"""The contracts in which a user records incidents, and the staff who may get an action after one."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.enums import Permission
from accounts.models import User
from accounts.roles import ROLES
from contracts.models import Contract, Post
from contracts.posts import contracts_by_scope
from core import clock
from safeguarding.models import Incident


def contracts_to_record_in(user: User) -> list[Contract]:
    """Return the running contracts in which `user` may record an incident that is about nobody supported, by name."""
    ids = {pk for pks in contracts_by_scope(user, Permission.RECORD_INCIDENT).values() for pk in pks}
    contracts = [contract for contract in Contract.objects.in_bulk(ids).values() if contract.runs_on(clock.today())]
    return sorted(contracts, key=lambda contract: (contract.name, contract.pk))


def contract_to_record_in(user: User, pk: UUID) -> Contract | None:
    """Return that contract if `user` may record an incident in it today."""
    return next((contract for contract in contracts_to_record_in(user) if contract.pk == pk), None)


def staff_to_act(incident: Incident) -> QuerySet[User]:
    """Return the staff with a post in the contract today, without who was involved in the incident; by name."""
    keys = [key for key, role in ROLES.items() if Permission.RECORD_INCIDENT in role.grants]
    posts = Post.objects.on(clock.today()).in_contracts([incident.contract_id]).filter(role__in=keys)
    users = User.objects.with_access().filter(pk__in=posts.values("user"))
    return users.exclude(pk__in=incident.involved_users.values("pk")).order_by("full_name", "pk")
