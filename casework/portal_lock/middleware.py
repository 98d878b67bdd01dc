"""While the person's pages are locked, their sign-in opens nothing at all, not even their account (case 13)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from accounts.models import User
from accounts.page_access import PageClass
from casework.policies import is_own_record_locked
from contracts import posts

OPEN = (PageClass.PUBLIC, PageClass.TOKEN, PageClass.DEMO_ONLY)
SIGNING_IN_AND_OUT = ("account_login", "account_logout", "account_request_login_code", "account_confirm_login_code")


class PortalLockMiddleware:
    """Answer "not found" to a person whose own record is locked, as for any page that is not there.

    Somebody with a post keeps the pages of their work: only the rule hides their own record from them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, arguments: object, named: object) -> None:
        user = request.user
        if not isinstance(user, User) or getattr(view, "page_class", None) in OPEN:
            return
        if resolve(request.path).url_name in SIGNING_IN_AND_OUT or posts.roles(user):
            return
        if is_own_record_locked(user):
            raise Http404
