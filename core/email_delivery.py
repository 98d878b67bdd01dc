"""One email is handed to the mail server, step by step, so that it is known whether it may have arrived."""

import re
import smtplib

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from core.errors import NotDeliverable, Unconfirmed

REFUSES_ADDRESS = "The mail server refused this address."
REFUSES_SENDER = "The mail server refused our own address. Check FROM_EMAIL."
REFUSES_MESSAGE = "The mail server refused this message."
NO_ANSWER = "The mail server took the message and did not answer. It may have arrived."
# Answers of a server that wants a password first: the settings are wrong, not the address.
WANTS_PASSWORD = frozenset({530, 534, 535, 538})


def send_email(email: EmailMessage) -> None:
    """Send an email with one recipient by the backend in use.

    Raises NotDeliverable when the server refuses it for good, Unconfirmed when the server had the whole message and did
    not answer, and OSError (SMTPException is one) when it was not handed over: then it may be sent again.
    """
    backend = get_connection()
    if not isinstance(backend, EmailBackend):
        email.connection = backend
        try:
            email.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            _check(refusal, [code for code, _ in refusal.recipients.values()], REFUSES_ADDRESS)
            raise
        return
    try:
        backend.open()
        if backend.connection is None:
            raise smtplib.SMTPServerDisconnected("no connection to the mail server")
        _hand_over(backend.connection, email)
    finally:
        _close(backend)


def _hand_over(server: smtplib.SMTP, email: EmailMessage) -> None:
    charset = email.encoding or "utf-8"
    sender = sanitize_address(email.from_email, charset)
    (recipient,) = (sanitize_address(address, charset) for address in email.recipients())
    server.ehlo_or_helo_if_needed()
    for words, command in ((REFUSES_SENDER, server.mail), (REFUSES_ADDRESS, server.rcpt)):
        code, answer = command(sender if command == server.mail else recipient)
        if code not in (250, 251):
            _refuse(code, answer, words)
    code, answer = server.docmd("DATA")
    if code != 354:
        _refuse(code, answer, REFUSES_MESSAGE)
    server.send(_as_data(email))  # an error in here: the end of the message was not sent, so it cannot have arrived
    try:
        code, answer = server.getreply()
    except OSError as error:
        raise Unconfirmed(NO_ANSWER) from error
    if code != 250:
        _refuse(code, answer, REFUSES_MESSAGE)


def _as_data(email: EmailMessage) -> bytes:
    """Return the message as it follows DATA: lines end in CRLF, a dot at the start of one is doubled (RFC 5321)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", email.message().as_bytes())
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines) + b".\r\n"


def _refuse(code: int, answer: bytes, words: str) -> None:
    error = smtplib.SMTPResponseException(code, answer)
    _check(error, [code], words)
    raise error


def _check(error: smtplib.SMTPException, codes: list[int], words: str) -> None:
    """Raise NotDeliverable with `words` if every answer is a refusal for good."""
    if codes and all(code >= 500 and code not in WANTS_PASSWORD for code in codes):
        raise NotDeliverable(words) from error


def _close(backend: EmailBackend) -> None:
    """Close the connection. A server that does not answer QUIT changes nothing about the message."""
    try:
        backend.close()
    except (OSError, smtplib.SMTPException):
        backend.connection = None
