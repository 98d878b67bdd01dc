"""Who covers for a keyworker who is away."""

import datetime

from django.db.models import QuerySet

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import roles_with
from casework.models import KeyworkerAbsence
from contracts.models import Contract, Post
from contracts.posts import has_permission_in
from core import clock


def colleagues_of(user: User) -> QuerySet[User]:
    """Return the other keyworkers with access of the contracts in which `user` is one today, by name."""
    posts = Post.objects.on(clock.today()).filter(role__in=roles_with(Permission.BE_KEYWORKER, Scope.CONTRACT))
    contracts = posts.filter(user=user).values("contract")
    colleagues = User.objects.with_access().filter(pk__in=posts.filter(contract__in=contracts).values("user"))
    return colleagues.exclude(pk=user.pk).order_by("full_name", "pk")


def absence_of(user: User, day: datetime.date) -> KeyworkerAbsence | None:
    """Return the absence of a keyworker on `day`, or None."""
    return KeyworkerAbsence.objects.on(day).filter(user=user).select_related("cover").first()


def cover_in(absence: KeyworkerAbsence, contract: Contract) -> User | None:
    """Return the cover, if they are a keyworker of the contract with access today; else None."""
    cover = absence.cover
    return cover if cover and has_permission_in(cover, Permission.BE_KEYWORKER, contract) else None
