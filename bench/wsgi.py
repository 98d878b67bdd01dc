"""One server for both: what begins with /bare/ goes through Django's own middleware, the rest through ours."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import override_settings

COUNT = "HTTP_X_COUNT_QUERIES"


class BareAddresses:
    """The bare pages have addresses of their own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.urlconf = "bench.bare"
        return self.get_response(request)


ours = get_wsgi_application()
with override_settings(MIDDLEWARE=settings.BARE_MIDDLEWARE):
    bare = WSGIHandler()


def application(environ, start_response):
    """Answer; a request that asks for it is told how many statements were sent to the database."""
    handler = bare if environ["PATH_INFO"].startswith("/bare/") else ours
    if COUNT not in environ:
        return handler(environ, start_response)
    seen = []

    def counting(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    def start_and_tell(status, headers, exc_info=None):
        return start_response(status, [*headers, ("X-Queries", str(len(seen)))], exc_info)

    with connection.execute_wrapper(counting):
        return handler(environ, start_and_tell)
