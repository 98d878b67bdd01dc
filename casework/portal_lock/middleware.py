"""While a person's pages are locked, their sign-in, and a representative's, opens nothing at all (case 13)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from accounts.models import User
from accounts.page_access import PageClass
from accounts.services import invited_user
from casework.policies import are_own_pages_locked
from contracts import posts

OPEN = (PageClass.PUBLIC, PageClass.TOKEN, PageClass.DEMO_ONLY)
SIGNING_IN_AND_OUT = (
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_confirm_login_code",
    "leave",
)
INVITATIONS = ("invitation", "invitation_accept")  # they name whose account it is


class PortalLockMiddleware:
    """Answer "not found" to whom a lock leaves nothing, on every page, as for any page that is not there.

    Somebody with a post keeps the pages of their work: only the rule hides their own record from them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, arguments: object, named: dict[str, Any]) -> None:
        page = resolve(request.path).url_name
        if page in INVITATIONS:
            user: object = invited_user(named["token"])
        elif getattr(view, "page_class", None) in OPEN or page in SIGNING_IN_AND_OUT:
            return
        else:
            user = request.user
        if isinstance(user, User) and not posts.roles(user) and are_own_pages_locked(user):
            raise Http404
