"""The mailbox to which reports of undelivered emails come, read by IMAP. Nothing is deleted: emails are marked read."""

import datetime
import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from core.channel_settings import BounceMailbox
from core.email.bounces import MOST_BYTES, record_bounce
from core.email.oauth import credentials
from core.email.token import access_token
from core.errors import NotNow

MOST_EMAILS = 50  # of one run; the next one reads on
WAIT = 15.0  # seconds for an answer


def read_bounces(on: datetime.date) -> int:
    """Read the reports that have come to the mailbox; return how many of our emails were not delivered.

    Nothing is read without BOUNCE_IMAP_URL. Raises OSError where the mailbox cannot be read now. A run that ends in
    between reads an email again, which changes nothing.
    """
    mailbox: BounceMailbox | None = settings.BOUNCES
    if mailbox is None:
        return 0
    try:
        with _opened(mailbox) as connection:
            return sum(_read(connection, number) for number in _unread(connection))
    except imaplib.IMAP4.error as error:
        raise NotNow("The mailbox of BOUNCE_IMAP_URL could not be read.") from error


@contextmanager
def _opened(mailbox: BounceMailbox) -> Iterator[imaplib.IMAP4]:
    connection: imaplib.IMAP4 = (
        imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=ssl.create_default_context(), timeout=WAIT)
        if mailbox.is_encrypted
        else imaplib.IMAP4(mailbox.host, mailbox.port, timeout=WAIT)
    )
    with connection:
        if mailbox.password:
            connection.login(mailbox.user, mailbox.password)
        else:
            words = credentials(mailbox.user, access_token()).encode()
            connection.authenticate("XOAUTH2", lambda challenge: b"" if challenge else words)
        status, _answer = connection.select(f'"{mailbox.folder}"')
        if status != "OK":
            raise NotNow("The mailbox of BOUNCE_IMAP_URL has no such folder.")
        yield connection


def _unread(connection: imaplib.IMAP4) -> list[str]:
    _status, answer = connection.search(None, "UNSEEN")
    numbers = (answer[0] or b"").split() if answer else []
    return [number.decode("ascii") for number in numbers[:MOST_EMAILS]]


def _read(connection: imaplib.IMAP4, number: str) -> bool:
    """Record what one email reports, then mark it as read; return True if it was about one of our emails."""
    _status, answer = connection.fetch(number, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    contents = [part[1] for part in answer if isinstance(part, tuple)]
    is_ours = bool(contents) and record_bounce(contents[0]) is not None
    connection.store(number, "+FLAGS", r"(\Seen)")
    return is_ours
