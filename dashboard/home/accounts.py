"""The accounts that an administrator has still to set up."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.enums import Permission
from casework.models import Individual, Representative
from contracts.access.accounts import managed_accounts, waiting_accounts
from contracts.models import Post
from dashboard.home.reader import Reader
from dashboard.set_up.progress import missing_parts


@dataclass(frozen=True)
class AccountCounts:
    """How many accounts have never been signed in to, and how many have no role."""

    never_signed_in: int
    without_role: int


def account_counts(reader: Reader) -> AccountCounts | None:
    """Return the counts for who sets up accounts, else None.

    People and representatives need no role. Accounts that the user does not manage do not count.
    """
    if Permission.KEEP_SERVICE not in reader.may:
        return None
    mine = managed_accounts(reader.user).with_access()
    without_role = mine.exclude(Exists(Post.objects.not_ended(reader.day).filter(user=OuterRef("pk"))))
    for person in (Individual, Representative):
        without_role = without_role.exclude(Exists(person.objects.filter(user=OuterRef("pk"))))
    return AccountCounts(waiting_accounts(reader.user).count(), without_role.count())


def parts_to_set_up(reader: Reader) -> int:
    """Return how many parts of the set-up are missing, for who keeps the service. They have no day."""
    return len(missing_parts(reader.user)) if Permission.KEEP_SERVICE in reader.may else 0
