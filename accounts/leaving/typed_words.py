"""What was typed on the person's own pages and not sent: it goes when they sign out or leave (decision 88)."""

from django.urls import reverse

from accounts.models import User
from core import drafts, unsent


def ends_with_session(path: str) -> bool:
    """Return whether what was typed for the address `path` is deleted when its writer signs out or leaves."""
    return path.startswith(reverse("me"))


def discard_typed_words(user: User) -> None:
    """Delete what `user` typed on their own pages and did not send: drafts, and forms that arrived too late."""
    drafts.discard_with_session(user)
    unsent.discard_below(user=user, path=reverse("me"))
