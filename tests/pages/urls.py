"""Requesting pages as a user and rolling back afterwards."""

import sys
from dataclasses import dataclass, field

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from casework.models import RecordAccess
from core.middleware import READ_BY_OPENING, WRITE_STATEMENT

# Tables a request may write that are no records: the session and the context of history.
NOT_RECORDS = ("django_session", "pghistory_")


# Tables that reading may write: openings and the last day a calendar was read.
WRITTEN_BY_READING = ("casework_recordaccess", "accounts_linkopening", "visits_calendarfeed")


@dataclass
class Answer:
    """A response: status, text, tables written to, accesses logged and errors raised."""

    status: int
    text: str = ""
    location: str = ""
    wrote: list[str] = field(default_factory=list)
    accesses: list[RecordAccess] = field(default_factory=list)
    broke: str = ""
    response: object = None

    def __str__(self):
        return f"{self.status} ({self.broke})" if self.broke else str(self.status)


def confirm_identity(client: Client, user: User) -> None:
    """Note in the session what confirming the password notes, for as long as a test runs."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": 2**40, "reauthenticated": True}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()


class Walker:
    """One client for each user of the cast. `None` is a user who is not signed in."""

    def __init__(self, cast):
        self.clients = {None: Client(raise_request_exception=False)}
        self.users = cast.everybody()
        for name, user in self.users.items():
            self.clients[name] = Client(raise_request_exception=False)
            self.clients[name].force_login(user)
            confirm_identity(self.clients[name], user)
        self.earlier_openings = list(RecordAccess.objects.values_list("pk", flat=True))

    def ask(self, who: str | None, method: str, path: str, data=None, *, keep: bool = False, **more) -> Answer:
        """Send one request. Roll back what it wrote unless `keep` is set."""
        wrote: list[str] = []
        broke: list[str] = []

        def notice(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            match = WRITE_STATEMENT.match(sql)
            is_opening = match and method == "GET" and (match[1].upper(), match[2]) == READ_BY_OPENING
            if match and not match[2].startswith(NOT_RECORDS) and not is_opening:
                wrote.append(match[2])
            return result

        def remember(sender, request, **kwargs):
            kind, error, _ = sys.exc_info()
            broke.append(f"{kind.__name__}: {error}"[:300])

        got_request_exception.connect(remember)
        try:
            with transaction.atomic():
                with connection.execute_wrapper(notice):
                    answer = self._send(who, method, path, data, broke, more)
                if "casework_recordaccess" in wrote:
                    openings = RecordAccess.objects.filter(recorded_by=self.users[who])
                    answer.accesses = list(openings.exclude(pk__in=self.earlier_openings))
                transaction.set_rollback(not keep or answer.status >= 500)
        finally:
            got_request_exception.disconnect(remember)
        answer.wrote = [table for table in wrote if table not in WRITTEN_BY_READING]
        answer.broke = broke[0] if broke else answer.broke
        return answer

    def _send(self, who, method, path, data, broke, more) -> Answer:
        try:
            response = getattr(self.clients[who], method.lower())(path, data or {}, **more)
        except Exception as error:  # the error page failed too
            return Answer(500, broke=broke[0] if broke else f"{type(error).__name__}: {error}"[:300])
        text = "" if response.streaming else response.content.decode(errors="replace")
        if response.streaming:
            response.file_bytes = b"".join(response.streaming_content)
        return Answer(response.status_code, text, response.headers.get("Location", ""), response=response)


def patterns(resolver=None, prefix: str = ""):
    """Yield (route, pattern) of every address of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern), one
