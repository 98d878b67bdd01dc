"""Who can be named in a concern or incident: everybody with a post in the contract, of the provider and the Council.

A post that holds in every contract is one in this, too: an administrator can be named, and is then behind the wall.
"""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import ROLES, Side
from casework.models import KeyworkerTerm, SupportPackage
from contracts.models import Post
from core import clock


def nameable(package: SupportPackage) -> QuerySet[User]:
    """Return the users with a post in the contract, now or earlier, and the person's keyworkers; by name."""
    return nameable_in(package.case.contract_id, package.case.individual_id)


def nameable_in(contract_id: UUID, individual_id: UUID | None) -> QuerySet[User]:
    """Return the users with a post in the contract, now or earlier, and a person's keyworkers if given; by name."""
    posts = Post.objects.in_contracts([contract_id]).filter(from_on__lte=clock.today())
    users = User.objects.filter(pk__in=posts.values("user"))
    if individual_id is not None:
        terms = KeyworkerTerm.objects.filter(individual=individual_id)
        users |= User.objects.filter(pk__in=terms.values("user"))
    return users.distinct().order_by("full_name", "pk")


def names_staff(package: SupportPackage, users: list[User]) -> bool:
    """Return whether one of the users works or worked for the provider in the contract."""
    roles = [key for key, role in ROLES.items() if role.side == Side.PROVIDER]
    posts = Post.objects.in_contracts([package.case.contract_id]).filter(user__in=users, role__in=roles)
    return posts.exists()
