"""The accounts whose access a user may take away, with their posts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from accounts.enums import Permission, Scope
from accounts.models import Invitation, User, UserQuerySet
from accounts.portal_roles import portal_roles
from accounts.walls import accounts_hidden_from
from contracts.models import Post, PostQuerySet
from contracts.posts import contracts_where, permissions
from core import clock
from core.text import clean_code, is_storable


def managed_accounts(user: User) -> UserQuerySet:
    """Return the accounts with a post in the contracts where `user` manages access; for administrators also those
    of people and representatives, which have no post. A person behind a wall has no account for the user either.
    """
    current = Post.objects.not_ended(clock.today())
    managed: Any = Q(pk__in=managed_posts(current, user).values("user"))
    ended = Q(pk__in=managed_posts(Post.objects.all(), user).values("user"))
    managed |= ended & ~Exists(current.filter(user=OuterRef("pk")))  # who works elsewhere now is theirs no more
    if Permission.MANAGE_ACCOUNTS in permissions(user):
        without_post = ~Exists(Post.objects.filter(user=OuterRef("pk")))
        managed |= without_post & ~Q(pk__in=accounts_hidden_from(user))
    accounts: UserQuerySet = User.objects.filter(managed)
    return accounts.exclude(pk=user.pk)


def waiting_accounts(reader: User) -> UserQuerySet:
    """Return the accounts with a role that `reader` manages, whose users have access and have never signed in, by name.

    They are the first Invitation.MOST_AT_ONCE; those after them are listed once these have signed in.
    """
    with_post = Q(pk__in=managed_posts(Post.objects.not_ended(clock.today()), reader).values("user"))
    accounts = managed_accounts(reader).with_access().filter(with_post, last_login=None)
    waiting = accounts.order_by("full_name", "pk")
    first = list(waiting.values_list("pk", flat=True)[: Invitation.MOST_AT_ONCE])
    return waiting.filter(pk__in=first)


def last_invitation(user: User) -> Invitation | None:
    """Return the newest invitation of `user`, used or not, with who sent it; or None."""
    return Invitation.objects.filter(user=user).select_related("recorded_by").first()


def managed_posts(posts: PostQuerySet, user: User) -> PostQuerySet:
    """Filter `posts` to those in contracts where `user` manages access, with those that hold in every contract."""
    if Permission.MANAGE_ACCESS not in permissions(user):
        return posts.none()
    return posts.in_contracts(contracts_where(user, Permission.MANAGE_ACCESS, Scope.CONTRACT))


def account_with_email(reader: User, email: str) -> User | None:
    """Return the account, of those that `reader` manages, with this email address as it was typed; or None."""
    if not email or not is_storable(email):
        return None
    return managed_accounts(reader).filter(email=clean_code(email).lower()).first()


@dataclass(frozen=True)
class Account:
    """A user, and the posts of today and later in the contracts where the reader manages access.

    `portal_role` says what somebody without a post is; only administrators, who manage such accounts, read it.
    """

    user: User
    posts: list[Post]
    portal_role: str


def with_posts(users: Iterable[User], reader: User) -> list[Account]:
    """Return the users as accounts, in their order; the number of queries does not grow with theirs."""
    users = list(users)
    posts = Post.objects.not_ended(clock.today()).filter(user__in=users)
    posts = managed_posts(posts, reader)
    of_user: dict[UUID, list[Post]] = {user.pk: [] for user in users}
    for post in posts.select_related("contract", "user").order_by("contract__name", "from_on", "pk"):
        of_user[post.user_id].append(post)
    without_post = {pk for pk, posts_of_user in of_user.items() if not posts_of_user}
    may_know = Permission.MANAGE_ACCOUNTS in permissions(reader)
    in_portal = portal_roles(without_post - accounts_hidden_from(reader)) if may_know else {}
    return [Account(user, of_user[user.pk], in_portal.get(user.pk, "")) for user in users]


ACCOUNT_HEADINGS = ("Name", "Email", "Telephone", "Roles", "Access")


def account_line(account: Account) -> tuple[object, ...]:
    """Return the line of an account in the list as a file."""
    user = account.user
    roles = [f"{post.get_role_display()}, {post.where}{_last_day(post)}" for post in account.posts]
    access = "Yes" if user.has_access else "Suspended"
    return user.full_name, user.email, user.telephone, "; ".join(roles) or account.portal_role or "No role", access


def _last_day(post: Post) -> str:
    return f" until {post.last_on}" if post.until_on else ""


def get_account(reader: User, pk: UUID) -> Account:
    """Return the account of the user `pk`. Raises Http404 for one whose access `reader` does not manage."""
    accounts = with_posts(managed_accounts(reader).filter(pk=pk), reader)
    if not accounts:
        raise Http404
    return accounts[0]
