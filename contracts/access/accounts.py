"""The accounts whose access a user may take away, with their posts."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.models.user import UserQuerySet
from contracts.models import Post
from contracts.posts import contracts_where, permissions
from core import clock


def managed_accounts(user: User) -> UserQuerySet:
    """Return the accounts with a post in the contracts where `user` manages access; for administrators also those
    of people and representatives, which have no post.
    """
    contracts = contracts_where(user, Permission.MANAGE_ACCESS, Scope.CONTRACT)
    managed: Any = Q(pk__in=Post.objects.filter(contract__in=contracts).values("user"))
    if Permission.MANAGE_ACCOUNTS in permissions(user):
        managed |= ~Exists(Post.objects.filter(user=OuterRef("pk")))
    accounts: UserQuerySet = User.objects.filter(managed)
    return accounts.exclude(pk=user.pk)


def with_posts(accounts: UserQuerySet, user: User) -> UserQuerySet:
    """Return the accounts with `managed_posts`: those of today and later where `user` manages access."""
    posts = Post.objects.filter(Q(until_on=None) | Q(until_on__gt=clock.today()))
    posts = posts.filter(contract__in=contracts_where(user, Permission.MANAGE_ACCESS, Scope.CONTRACT))
    posts = posts.select_related("contract").order_by("contract__name", "from_on", "pk")
    return accounts.prefetch_related(Prefetch("posts", posts, "managed_posts"))


def get_account(user: User, pk: UUID) -> User:
    """Return the account `pk`, with its posts. Raises Http404 for one that `user` does not manage."""
    account = with_posts(managed_accounts(user), user).filter(pk=pk).first()
    if account is None:
        raise Http404
    return account
