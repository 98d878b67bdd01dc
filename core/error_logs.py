"""Errors in logs and on pages of administrators: what went wrong and where, and never the words of a record.

The database quotes rows in its errors: "Key (full_name)=(…) already exists". So does much of our own code.
"""

import copy
import logging
import re
import smtplib
import socket
import ssl
import traceback
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.urls import URLResolver, get_resolver

from core.errors import NotDeliverable, NotNow, Unconfirmed

LONGEST = 2000
# Why a message was not sent: the first that fits.
WHY_NOT_SENT: tuple[tuple[type[BaseException], str], ...] = (
    (smtplib.SMTPAuthenticationError, "The mail server refused the user name or the password."),
    (smtplib.SMTPRecipientsRefused, "The mail server refused the address."),
    (smtplib.SMTPSenderRefused, "The mail server refused the sender (FROM_EMAIL)."),
    (smtplib.SMTPNotSupportedError, "The mail server does not offer what the settings ask for."),
    (smtplib.SMTPServerDisconnected, "The mail server ended the connection."),
    (ssl.SSLError, "The server has no certificate that we trust, or no encryption."),
    (socket.gaierror, "There is no server of this name."),
    (ConnectionError, "The server refused the connection."),
    (TimeoutError, "The server did not answer in time."),
)
# What PostgreSQL adds to an error: the row, the value or the statement. Another library may log it as text. A row may
# have lines of its own, so it ends nowhere before the message does.
QUOTED_ROW = re.compile(r"(?:DETAIL|CONTEXT): .*", re.DOTALL)
LEFT_OUT = "(row left out)"
# The parts of addresses that open what they lead to. The proxy leaves out the same (deploy/nginx.conf).
SECRET_ARGUMENTS = frozenset({"token", "key"})
SHORTEST_SECRET = 20
HAS_SECRET = re.compile(
    rf"[<:](?:{'|'.join(sorted(SECRET_ARGUMENTS))})>|\(\?P<(?:{'|'.join(sorted(SECRET_ARGUMENTS))})>"
)


def describe(error: BaseException) -> str:
    """Return the class of an error, the constraint it broke, and where in the code; of a group, its parts as well."""
    if isinstance(error, BaseExceptionGroup):
        parts = "; ".join(describe(part) for part in error.exceptions)
        return f"{type(error).__name__}: {error}; {parts}"[:LONGEST]
    return f"{type(error).__name__}{_constraint_of(error)}{_place_of(error)}"[:LONGEST]


def in_plain_words(error: BaseException) -> str:
    """Return for an administrator why a message was not sent, in a sentence without an address or a number."""
    if isinstance(error, NotNow | NotDeliverable | Unconfirmed):
        return str(error)
    for kind, words in WHY_NOT_SENT:
        if isinstance(error, kind):
            return words
    return f"{describe(error)[:120]}."


def reference(row: object) -> str:
    """Return the class and id of a record, for a log: its own words may be somebody's name."""
    key = getattr(row, "pk", None)
    return f"{type(row).__name__} {key}" if key is not None else f"{row}"


def _constraint_of(error: BaseException) -> str:
    """Return the constraint, or else the column or table, that the database names apart from the row."""
    for cause in _with_causes(error):
        diagnosis = getattr(cause, "diag", None)
        for kind in ("constraint_name", "column_name", "table_name"):
            if name := getattr(diagnosis, kind, None):
                return f" ({kind.removesuffix('_name')} {name})"
    return ""


def _place_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    ours = [frame for frame in frames if _is_ours(Path(frame.filename))]
    places = [f"{Path(frame.filename).name}, line {frame.lineno}" for frame in (*ours[-1:], frames[-1])]
    return f" at {' and '.join(dict.fromkeys(places))}"


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the error and what it was raised from, the first cause last."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _is_ours(file: Path) -> bool:
    return file.is_relative_to(settings.BASE_DIR) and "site-packages" not in file.parts


class LogFormatter(logging.Formatter):
    """Writes the lines of the log. Of an error it writes the calls and what `describe` returns, not its own text."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. Another formatter may have stored the text of the error: it is not taken."""
        line = copy.copy(record)
        line.msg, line.args, line.exc_text = _message_of(record), (), None
        return super().format(line)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the calls that led to the error, and what it was raised from, the first cause first."""
        lines: list[str] = []
        for error in reversed(list(_with_causes(ei[1]))):
            lines += [*traceback.format_tb(error.__traceback__), f"{describe(error)}\n"]
        return "".join(lines).rstrip("\n")


class _Words(str):
    """Words that a message shows without quotes, with %s and with %r."""

    __slots__ = ()
    __repr__ = str.__str__


def _message_of(record: logging.LogRecord) -> str:
    """Return the message, with errors as `describe` tells them, and without a row of the database."""
    described = copy.copy(record)
    described.msg = _described(record.msg)
    if isinstance(record.args, Mapping):
        described.args = {name: _described(argument) for name, argument in record.args.items()}
    elif record.args:
        described.args = tuple(_described(argument) for argument in record.args)
    text = described.getMessage()
    for error in _with_causes(record.exc_info[1] if record.exc_info else None):
        for own in filter(None, (repr(error), str(error))):
            text = _whole(own).sub(type(error).__name__, text)
    return QUOTED_ROW.sub(LEFT_OUT, without_secrets(text, getattr(record, "request", None)))


def without_secrets(text: str, request: object) -> str:
    """Return a text about a request without the secret part of its address: a calendar's, a new password's.

    Also where the address is none, because a mail program added a bracket or a full stop to it.
    """
    arguments = getattr(getattr(request, "resolver_match", None), "kwargs", {})
    for name in SECRET_ARGUMENTS & arguments.keys():
        secret = str(arguments[name])
        text = text.replace(secret, f"({name})") if len(secret) >= SHORTEST_SECRET else text
    return _secret_addresses().sub(r"\1(token)", text)


@cache
def _secret_addresses() -> re.Pattern[str]:
    """Return the pattern of an address with a secret part: how it begins, and what follows up to the next "/"."""
    begins = {re.split(r"[<(]", route)[0] for route in _routes(get_resolver(), "") if HAS_SECRET.search(route)}
    return re.compile(f"(/(?:{'|'.join(re.escape(begin) for begin in sorted(begins))}))(?!\\()[^/?\\s\"']+")


def _routes(resolver: URLResolver, prefix: str) -> Iterator[str]:
    """Yield the route of every address of the site, as it is declared, without a leading "^"."""
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            yield from _routes(one, route)
        else:
            yield route


def _whole(words: str) -> re.Pattern[str]:
    """Return the pattern of these words where they are no part of a longer word or number."""
    return re.compile(rf"(?:(?<!\w)|(?=\W)){re.escape(words)}(?:(?!\w)|(?<=\W))")


def _described(argument: object) -> object:
    return _Words(describe(argument)) if isinstance(argument, BaseException) else argument
