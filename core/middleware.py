"""Two promises about every answer: reading writes nothing, and nothing is kept on the way."""

import re

from django.db import connection

from core.request_cache import request_cache

WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?([a-z_]+)", re.IGNORECASE)
# A reader leaves a trace of having looked, and the sign-in library keeps its own state.
MAY_BE_WRITTEN = ("casework_recordaccess", "visits_calendarfeed", "django_session", "account_", "mfa_", "pghistory_")


class ReadingWroteError(RuntimeError):
    """A page that was only to be read tried to write."""


def _refuse_writes(execute, sql, params, many, context):
    match = WRITES.match(sql)
    if match and not match[2].startswith(MAY_BE_WRITTEN):
        raise ReadingWroteError(f"A GET wrote to {match[2]}: writing belongs to POST.")
    return execute(sql, params, many, context)


class ReadingWritesNothingMiddleware:
    """GET and HEAD may write an opening and nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


class ReadOnceMiddleware:
    """While a page is read, posts are fetched once; stands before whatever asks for them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with request_cache():
            return self.get_response(request)


class NeverCacheMiddleware:
    """Pages about people are kept in no cache, the browser's back button included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
