"""Middleware for every request: a GET writes nothing and asks for posts once; no page is cached; the log has paths."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django_structlog.middlewares import RequestMiddleware

from core.error_logs import without_secrets
from core.request_cache import request_cache

GetResponse = Callable[[HttpRequest], HttpResponseBase]
WRITE_STATEMENT = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?([a-z_]+)", re.IGNORECASE)
# A GET logs who looked, and the sign-in library stores its own state.
WRITABLE_TABLES = (
    "casework_recordaccess",
    "accounts_linkopening",
    "visits_calendarfeed",
    "django_session",
    "account_",
    "mfa_",
    "pghistory_",
)
# Who opens a record has read the messages about it.
READ_BY_OPENING = ("UPDATE", "core_message")


class ReadingWroteError(RuntimeError):
    """A GET tried to write to the database."""


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    match = WRITE_STATEMENT.match(sql)
    if match and not match[2].startswith(WRITABLE_TABLES) and (match[1].upper(), match[2]) != READ_BY_OPENING:
        raise ReadingWroteError(f"A GET wrote to {match[2]}: writing belongs to POST.")
    return execute(sql, params, many, context)


@cache
def _sign_in_with() -> str:
    """Return how the addresses begin at which an organisation says who may sign in.

    Its answer is a GET, which the sign-in library checks by its state.
    """
    return reverse("openid_connect_login", args=["-"]).rstrip("-/") + "/"


class ReadingWritesNothingMiddleware:
    """Raise ReadingWroteError when a GET or HEAD writes anything but who looked at what."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or request.path.startswith(_sign_in_with()):
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


class ReadOnceMiddleware:
    """Give each GET and HEAD a request cache. It comes before the middleware that asks for posts."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with request_cache():
            return self.get_response(request)


class NeverCacheMiddleware:
    """Forbid storing pages about people in any cache, the browser's back button included."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class RequestLogMiddleware(RequestMiddleware):
    """Log refused and failed requests by their path: what follows the question mark may be somebody's name."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return without_secrets(f"{request.method} {request.path}", request)
