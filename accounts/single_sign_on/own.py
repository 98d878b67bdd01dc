"""The accounts at organisations with which a user signs in."""

from allauth.socialaccount.models import SocialAccount

from accounts.models import User
from core.errors import NotPossible


def remove_account(user: User, pk: int) -> None:
    """Remove one of them. Raises NotPossible where `user` has none with this number."""
    deleted, _by_model = SocialAccount.objects.filter(user=user, pk=pk).delete()
    if not deleted:
        raise NotPossible("You do not sign in with this account any more.")
