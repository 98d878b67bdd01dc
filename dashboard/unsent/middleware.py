"""Forms of users who are not signed in are stored, and an address that does not take a method says so in words."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from accounts import recent_sign_ins
from contracts.middleware import must_set_up_second_factor
from core import unsent
from core.http import signed_in_user
from core.uuids import as_uuid
from dashboard.errors import not_allowed
from dashboard.unsent.page import FLAG, not_sent


class UnsentFormMiddleware:
    """Answer a POST of somebody who is not signed in with the page that says so (`not_sent`), and store the form.

    It comes right before the middleware that sends users to sign in or to set up a second factor. A stored form that
    arrives is deleted, unless the page that answers still carries it because of an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and must_set_up_second_factor(request):
            return not_sent(request)
        recent_sign_ins.begin_nobodys_secret(request)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response = not_allowed(request, response)
        if request.method == "POST" and request.user.is_authenticated:
            _discard_sent(request, response)
        recent_sign_ins.remember(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, named: Any
    ) -> HttpResponseBase | None:
        """Answer a POST for which the user must be signed in and is not."""
        if request.method != "POST" or request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        return not_sent(request)


def _discard_sent(request: HttpRequest, response: HttpResponseBase) -> None:
    """Delete the stored form that has arrived with this request."""
    form_id = as_uuid(request.POST.get(unsent.UNSENT_ID)) if response.status_code < 400 else None
    if form_id is None:
        return
    if not response.streaming and str(form_id).encode() in response.content:  # type: ignore[attr-defined]
        return
    user = signed_in_user(request)
    unsent.discard(user=user, form_id=form_id)
    if not unsent.of_user(user).exists():
        response.delete_cookie(FLAG)
