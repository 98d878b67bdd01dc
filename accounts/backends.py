from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class Backend(AuthenticationBackend):
    """The backend of the sign-in library. The open sessions of a suspended user end with their next request."""

    def get_user(self, user_id: Any) -> User | None:
        user = super().get_user(user_id)
        return user if user is not None and user.has_access else None
