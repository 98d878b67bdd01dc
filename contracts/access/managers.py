"""Those who manage access to a contract. There is always one of them."""

import datetime
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import roles_with
from contracts.models import Contract, Post
from contracts.posts import users_with
from core import clock


def managers_of_access(contracts: Iterable[Contract]) -> list[User]:
    """Return the users with access who manage access to one of the contracts today; each once."""
    users = [user for contract in contracts for user in users_with(contract, Permission.MANAGE_ACCESS)]
    return list({user.pk: user for user in users}.values())


def take_turns(contract_id: UUID | None) -> None:
    """Lock what those lock who change who manages access to this contract, or with None to every one: then of two who
    take access from each other at once the second sees what the first did.
    """
    if contract_id:
        Contract.objects.get_locked(contract_id)
    else:
        list(Post.objects.filter(contract=None).order_by("pk").select_for_update(of=("self",), no_key=True))


def is_last_manager(post: Post, until_on: datetime.date) -> bool:
    """Return True if on some day from `until_on` nobody with access would manage access, and with the post they would.

    Somebody counts whose post has no end, or ends no earlier than this one would.
    """
    managing = roles_with(Permission.MANAGE_ACCESS, Scope.CONTRACT)
    if post.role not in managing:
        return False
    lasting = Q(until_on=None) | Q(until_on__gte=post.until_on) if post.until_on else Q(until_on=None)
    others = Post.objects.on(until_on).filter(lasting, role__in=managing)
    others = others.in_contracts([post.contract_id]) if post.contract_id else others.filter(contract=None)
    return not others.filter(user__in=User.objects.with_access()).exclude(user=post.user_id).exists()


def is_managed_without(contract: Contract, post_ids: Collection[UUID | str]) -> bool:
    """Return whether somebody with access manages access to `contract`, today and without an end, by another post."""
    managing = roles_with(Permission.MANAGE_ACCESS, Scope.CONTRACT)
    posts = Post.objects.on(clock.today()).in_contracts([contract]).filter(role__in=managing, until_on=None)
    return posts.filter(user__in=User.objects.with_access()).exclude(pk__in=post_ids).exists()


def contracts_of_last_manager(user: User) -> list[Contract]:
    """Return the contracts to which only `user` manages access today."""
    managing = roles_with(Permission.MANAGE_ACCESS, Scope.CONTRACT)
    today = Post.objects.on(clock.today()).filter(role__in=managing)
    others = today.filter(user__in=User.objects.with_access()).exclude(user=user)
    if others.filter(contract=None).exists():
        return []
    own = today.filter(user=user)
    contracts = Contract.objects.exclude(pk__in=others.values("contract")).order_by("name", "pk")
    return list(contracts if own.filter(contract=None).exists() else contracts.filter(pk__in=own.values("contract")))
