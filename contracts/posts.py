"""Reading posts: in which contracts somebody may do something, and who may do it in one."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import ROLES, Role, Side, roles_with
from contracts.models import Post
from core import clock
from core.request_cache import cached


def posts_of(user) -> list[Post]:
    """The posts `user` holds today, with their contracts."""
    today = clock.today()
    return cached(("posts", user.pk, today), lambda: list(_held(user, today)))


def _held(user, day):
    return Post.objects.on(day).filter(user=user).select_related("contract").order_by("contract__name", "pk")


def contracts_by_scope(user, permission: Permission) -> dict[Scope, list[UUID]]:
    """How far `permission` reaches for `user` today: by scope, the ids of the contracts of such a post."""
    found: dict[Scope, list[UUID]] = {}
    for post in posts_of(user):
        scope = ROLES[post.role].grants.get(permission)
        if scope is not None and post.contract_id not in found.setdefault(scope, []):
            found[scope].append(post.contract_id)
    return found


def contracts_where(user, permission: Permission, scope: Scope) -> list[UUID]:
    """The ids of the contracts in which a post of `user` today has `permission` as far as `scope`."""
    return contracts_by_scope(user, permission).get(scope, [])


def users_with(contract, permission: Permission, scope: Scope = Scope.CONTRACT):
    """The active users who hold `permission` in `contract` today, by name."""
    posts = Post.objects.on(clock.today()).filter(contract=contract, role__in=roles_with(permission, scope))
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("full_name", "pk")


def roles(user) -> list[Role]:
    """The roles `user` holds today in any contract, in the order of `accounts.roles`."""
    held = {post.role for post in posts_of(user)}
    return [role for key, role in ROLES.items() if key in held]


def permissions(user) -> set[Permission]:
    """The permissions that `user` has today in any contract, however far each reaches."""
    return {permission for role in roles(user) for permission in role.grants}


def has_in(user, permission: Permission, contract) -> bool:
    """Whether `user` has `permission` today over the whole of `contract`; somebody who may not sign in has none."""
    return user.is_active and contract.pk in contracts_where(user, permission, Scope.CONTRACT)


def is_staff(user) -> bool:
    """Whether `user` holds a post on the provider's side today."""
    return any(ROLES[post.role].side == Side.PROVIDER for post in posts_of(user))


def require_permission(user, *wanted: Permission) -> None:
    """For pages that list: the user has one of the `wanted` permissions in some contract, however far it reaches.

    Raises PermissionDenied for the provider's other staff, Http404 for everybody else.
    """
    if permissions(user) & set(wanted):
        return
    if is_staff(user):
        raise PermissionDenied
    raise Http404


def needs_second_factor(user) -> bool:
    """Whether a role `user` holds asks for a second factor."""
    return any(role.needs_second_factor for role in roles(user))


def keyworkers_for(user, permission: Permission):
    """The active keyworkers of the contracts in which `user` has `permission`, by name."""
    posts = Post.objects.on(clock.today()).filter(
        role__in=roles_with(Permission.BE_KEYWORKER, Scope.CONTRACT),
        contract__in=contracts_where(user, permission, Scope.CONTRACT),
    )
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("full_name", "pk")
