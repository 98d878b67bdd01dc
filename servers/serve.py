"""`make serve`: the system without demo data, for setting up a service and trying it."""

import os
import secrets

from servers.system import System


class Service(System):
    name = "serve"

    def set_environment(self) -> None:
        """Take the secret key of this data directory, so that what is encrypted with it can be read at the next start.

        Nothing is sent: emails are files in `mail/`, and text messages are refused until SMS_ADAPTER names a company.
        """
        key = self.data / "secret_key"
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(secrets.token_urlsafe(64))
        os.environ.setdefault("SECRET_KEY", key.read_text())
        os.environ.setdefault("SMS_ADAPTER", "core.sms.NoSms")

    def greeting(self) -> str:
        """Return the set-up link, until somebody has used it."""
        link = self.manage("set_up") or ""
        return f"{link}\nEmails are not sent: read them in {self.data / 'mail'}."
