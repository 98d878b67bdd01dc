"""A new password ends the other sessions: whoever has the old one may be signed in somewhere."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.dispatch import receiver

from accounts.models import User
from accounts.sessions.own import end_sessions


@receiver([password_changed, password_set, password_reset])
def end_other_sessions(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """End the sessions of `user` but that of the request, where it is theirs."""
    is_own = request.user.is_authenticated and request.user.pk == user.pk
    end_sessions(user, but=request.session.session_key if is_own else None)
