"""SMTP with a token instead of a password (XOAUTH2), as Microsoft 365 asks for."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from core.email.token import access_token, forget_token
from core.errors import NotNow

METHOD = "XOAUTH2"
REFUSED = (
    "The mail server refused the token. Check that the application may send as the mailbox in EMAIL_URL "
    "(for Microsoft 365: SMTP.SendAsApp, and SMTP AUTH switched on for the mailbox)."
)


class OAuthEmailBackend(EmailBackend):
    """Signs in with the token of EMAIL_OAUTH as the user in EMAIL_URL. A refused token is asked for once more."""

    def open(self) -> bool | None:
        """Open the connection and sign in; return True if it is new. Raises OSError where that fails."""
        self.password = ""  # the class above signs in only with one
        is_new = super().open()
        if not is_new:
            return is_new
        try:
            self._sign_in()
        except Exception:
            self._leave()
            if self.fail_silently:
                return None
            raise
        return True

    def _sign_in(self) -> None:
        connection: Any = self.connection
        connection.ehlo_or_helo_if_needed()
        offered = str(connection.esmtp_features.get("auth", "")).upper().split()
        if METHOD not in offered:
            raise NotNow(f"The mail server does not offer to sign in with a token ({METHOD}).")
        try:
            self._authenticate(connection)
        except smtplib.SMTPAuthenticationError:
            forget_token()
            try:
                self._authenticate(connection)
            except smtplib.SMTPAuthenticationError:
                forget_token()
                raise NotNow(REFUSED) from None

    def _authenticate(self, connection: Any) -> None:
        token = access_token()
        words = credentials(str(self.username), token)
        # A server that refuses first says why and waits for an empty line.
        connection.auth(METHOD, lambda challenge=None: "" if challenge else words)

    def _leave(self) -> None:
        connection: Any = self.connection
        self.connection = None
        if connection is not None:
            connection.close()


def credentials(user: str, token: str) -> str:
    """Return what is sent to sign in as `user` with a token, before it is encoded."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01"
