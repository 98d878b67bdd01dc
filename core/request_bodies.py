"""How much a request may send, by route. The limit is asked before anything of the request is parsed."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
MEGABYTE = 1024 * 1024
MOST_SIGNED_OUT = MEGABYTE
MOST_FORM = 3 * MEGABYTE
MOST_TEXTS = 8 * MEGABYTE  # drafts, and notes from phones
MOST_FILES = 22 * MEGABYTE  # one file of 20 MB, with what was typed beside it


def takes_up_to(most: int) -> Callable[[View], View]:
    """Decorator for views that take more than a form: the most bytes, for whoever is signed in."""

    def mark(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return mark


def sent_bytes(request: HttpRequest) -> int:
    """Return how many bytes the request says that it sends. The server reads no more than that."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(length) if length.isascii() and length.isdigit() else 0


class RequestBodyLimitMiddleware:
    """Refuse a request that sends more than its view takes. It comes before the middleware that reads forms.

    Somebody who is not signed in sends less, unless a public view says what it takes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, named: Any
    ) -> HttpResponse | None:
        """Answer with 413 for a request that is too large."""
        if sent_bytes(request) <= MOST_SIGNED_OUT:
            return None
        is_public_route = hasattr(view, "most_bytes") and not getattr(view, "login_required", True)
        most = getattr(view, "most_bytes", MOST_FORM)
        if not (request.user.is_authenticated or is_public_route):
            most = MOST_SIGNED_OUT
        if sent_bytes(request) <= most:
            return None
        return render(request, "413.html", {"most": most // MEGABYTE}, status=413)
