from allauth.account.auth_backends import AuthenticationBackend


class Backend(AuthenticationBackend):
    """The sign-in library's, whose open sessions end with the next request once access is suspended."""

    def get_user(self, user_id):
        user = super().get_user(user_id)
        return None if user is None or user.suspended_at else user
