"""One server for both: addresses below /bare/ go through Django's own middleware, the rest through ours."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings

from bench.settings import BARE_MIDDLEWARE

COUNT = "HTTP_X_COUNT_QUERIES"


class BareAddresses:
    """The bare pages have addresses of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.bare"
        return self.get_response(request)


ours = get_wsgi_application()
with override_settings(MIDDLEWARE=BARE_MIDDLEWARE):
    bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request; if it asks for it, a header says how many statements were sent to the database."""
    handler = bare if environ["PATH_INFO"].startswith("/bare/") else ours
    if COUNT not in environ:
        return handler(environ, start_response)
    statements: list[str] = []

    def counting(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    def start_with_count(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        return start_response(status, [*headers, ("X-Queries", str(len(statements)))], exc_info)

    with connection.execute_wrapper(counting):
        return handler(environ, start_with_count)
