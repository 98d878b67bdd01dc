"""Posts: the contracts in which a user has a permission, and the users who have it in a contract.

A post without a contract holds in every contract (`Role.in_every_contract`).
"""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from accounts.confirm_first import second_factor_rule
from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import ROLES, Role, Side, roles_with
from contracts.models import Contract, Post
from core import clock
from core.request_cache import cached


def posts_of(user: User) -> list[Post]:
    """Return the posts of `user` today, with their contracts."""
    today = clock.today()
    return cached(("posts", user.pk, today), lambda: _posts_on(user, today))


def posts_of_users(user_ids: Collection[UUID | None]) -> list[Post]:
    """Return every post of these users, past ones included, in the order in which they began."""
    return list(Post.objects.filter(user__in=user_ids).order_by("from_on", "pk"))


def _posts_on(user: User, day: datetime.date) -> list[Post]:
    posts = Post.objects.on(day).filter(user=user).select_related("contract")
    return list(posts.order_by("contract__name", "pk"))


def contracts_by_scope(user: User, permission: Permission) -> dict[Scope, list[UUID]]:
    """Return the ids of the contracts in which `user` has `permission` today, by the scope that it has there."""
    contracts: dict[Scope, dict[UUID, None]] = {}
    for post in posts_of(user):
        scope = ROLES[post.role].grants.get(permission)
        if scope is not None:
            ids = _all_contracts() if post.contract_id is None else [post.contract_id]
            contracts.setdefault(scope, {}).update(dict.fromkeys(ids))
    return {scope: list(ids) for scope, ids in contracts.items()}


def _all_contracts() -> list[UUID]:
    return cached("all contracts", lambda: list(Contract.objects.order_by("name", "pk").values_list("pk", flat=True)))


def contracts_of(user: User) -> list[UUID]:
    """Return the ids of the contracts in which `user` has a post today, by name."""
    posts = posts_of(user)
    if any(post.contract_id is None for post in posts):
        return _all_contracts()
    return list(dict.fromkeys(post.contract_id for post in posts if post.contract_id))


def contracts_where(user: User, permission: Permission, scope: Scope) -> list[UUID]:
    """Return the ids of the contracts in which a post of `user` today has `permission` with the scope `scope`."""
    return contracts_by_scope(user, permission).get(scope, [])


def running_contracts(user: User, permission: Permission) -> list[Contract]:
    """Return the contracts that run today and in which `user` has `permission` for everything, by name.

    Posts are read with their contracts: there is no further query unless a post holds in every contract.
    """
    ids = contracts_where(user, permission, Scope.CONTRACT)
    contracts = {post.contract.pk: post.contract for post in posts_of(user) if post.contract}
    if not contracts.keys() >= set(ids):
        contracts = Contract.objects.in_bulk(ids)
    running = [contracts[pk] for pk in ids if contracts[pk].runs_on(clock.today())]
    return sorted(running, key=lambda contract: (contract.name, contract.pk))


def users_with(contract: Contract, permission: Permission, scope: Scope = Scope.CONTRACT) -> QuerySet[User]:
    """Return the users with access who have `permission` in `contract` today, by name."""
    posts = Post.objects.on(clock.today()).in_contracts([contract]).filter(role__in=roles_with(permission, scope))
    return User.objects.with_access().filter(pk__in=posts.values("user")).order_by("full_name", "pk")


def users_who(permission: Permission) -> QuerySet[User]:
    """Return the users with access who have `permission` today in any contract, whatever its scope."""
    keys = [key for key, role in ROLES.items() if permission in role.grants]
    posts = Post.objects.on(clock.today()).filter(role__in=keys)
    return User.objects.with_access().filter(pk__in=posts.values("user")).order_by("pk")


def roles(user: User) -> list[Role]:
    """Return the roles of `user` today in any contract, in the order of `accounts.roles`."""
    keys = {post.role for post in posts_of(user)}
    return [role for key, role in ROLES.items() if key in keys]


def permissions(user: User) -> set[Permission]:
    """Return the permissions of `user` today in any contract, whatever their scope."""
    return {permission for role in roles(user) for permission in role.grants}


def has_permission_in(user: User, permission: Permission, contract: Contract) -> bool:
    """Return whether `user` has access and has `permission` today over the whole of `contract`."""
    return user.has_access and contract.pk in contracts_where(user, permission, Scope.CONTRACT)


def is_staff(user: User) -> bool:
    """Return whether `user` has a post at the provider today."""
    return any(ROLES[post.role].side == Side.PROVIDER for post in posts_of(user))


def require_permission(user: User, *alternatives: Permission) -> None:
    """Require one of the permissions in some contract, whatever its scope. For pages that list.

    Raises PermissionDenied for the provider's other staff, Http404 for everybody else.
    """
    if permissions(user) & set(alternatives):
        return
    if is_staff(user):
        raise PermissionDenied
    raise Http404


@second_factor_rule
def needs_second_factor(user: User) -> bool:
    """Return whether a role of `user` requires a second factor."""
    return any(role.needs_second_factor for role in roles(user))


def keyworkers_for(user: User, permission: Permission) -> QuerySet[User]:
    """Return the keyworkers with access of the contracts in which `user` has `permission`, by name."""
    posts = Post.objects.on(clock.today()).filter(
        role__in=roles_with(Permission.BE_KEYWORKER, Scope.CONTRACT),
        contract__in=contracts_where(user, permission, Scope.CONTRACT),
    )
    return User.objects.with_access().filter(pk__in=posts.values("user")).order_by("full_name", "pk")
