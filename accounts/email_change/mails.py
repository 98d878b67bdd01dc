"""The mails of a change of email address: a link to the new address, and word to the old one."""

import datetime
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User
from core.errors import Refused

SALT = "accounts.email_change"
LINK_WORKS_FOR = datetime.timedelta(days=1)


@dataclass(frozen=True)
class EmailChange:
    """What a link says: whose address it is, and from which to which it changes."""

    user_id: str
    old: str
    new: str


def send_link(user: User, email: str) -> None:
    """Email a link to the new address. It works once, for a day; until it is opened, nothing changes.

    It says nothing about whether another account has the address. Raises Refused for the present address.
    """
    if email.lower() == user.email.lower():
        raise Refused("You sign in with this address already.", field="email")
    link = settings.SITE_ADDRESS + reverse("confirm_email", args=[token_of(user, email)])
    get_adapter().send_mail("account/email/email_confirmation", email, {"activate_url": link})


def token_of(user: User, new: str) -> str:
    """Return what a link carries: the user, their address and the new one, signed with the time."""
    return signing.dumps([str(user.pk), user.email, new.lower()], salt=SALT, compress=True)


def read_link(token: str) -> EmailChange | None:
    """Return what the link says, or None if we did not write it or it is older than a day."""
    try:
        return EmailChange(*signing.loads(token, salt=SALT, max_age=LINK_WORKS_FOR))
    except signing.BadSignature:
        return None


def tell_old_address(change: EmailChange, user: User) -> None:
    """Email the old address that the user no longer signs in with it."""
    addresses = {"from_email": change.old, "to_email": change.new}
    get_adapter().send_notification_mail("account/email/email_changed", user, addresses, email=change.old)
