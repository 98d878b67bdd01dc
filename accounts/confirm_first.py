"""Whoever changes how a user signs in confirms first that they are that user: an open session may be somebody else's.

The library asks for the password or the second factor. Of a user who has neither it asks nothing; we ask them to have
signed in within the last minutes.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from accounts.models import User
from accounts.page_access import Request
from core.unsent import SECRET

CONFIRMED_FOR = 15 * 60  # seconds
FIRST_FACTOR_WITHIN = 60 * 60  # seconds
View = Callable[..., HttpResponseBase]
_factor_rules: list[Callable[[User], bool]] = []


def second_factor_rule(function: Callable[[User], bool]) -> Callable[[User], bool]:
    """Decorator: `function` returns whether a user must have a second factor. A higher app registers it at start-up."""
    _factor_rules.append(function)
    return function


def confirm_first(view: View) -> View:
    """Decorator for views that change how a user signs in: they confirm, or sign in again."""

    @reauthentication_required
    @wraps(view)
    def ask(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _has_just_signed_in(request):
            return view(request, *args, **kwargs)
        return render(request, "account/sign_in_again.html")

    @wraps(ask)
    def without_secrets(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What waits for a confirmation is stored in the session: a password is asked again instead."""
        has_secret = request.method == "POST" and any(SECRET.search(name) for name in request.POST)
        if has_secret and request.user.is_authenticated and not did_recently_reauthenticate(request):
            return redirect(request.path)
        return ask(request, *args, **kwargs)

    asked: View = without_secrets
    return asked


def confirm_lately(doing: str) -> Callable[[View], View]:
    """Decorator for what an open session alone must not do: exports, roles, merges, disposal.

    Who signed in or confirmed within CONFIRMED_FOR is not asked. Everybody else confirms; then what they sent is done.
    `doing` names it on that page, as in "Before you {doing}".
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def ask(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            records = get_authentication_records(request, request.user)
            if records and time.time() - records[-1]["at"] < CONFIRMED_FOR:
                return view(request, *args, **kwargs)
            return confirm_first(view)(request, *args, **kwargs)

        ask.confirms_lately = doing  # type: ignore[attr-defined]
        asked: View = ask
        return asked

    return decorate


def waiting_action(path: str) -> str:
    """Return what the page at `path` does, in the words of its decorator; "" for other pages."""
    try:
        view: Any = resolve(path.partition("?")[0]).func
    except Resolver404:
        return ""
    while view is not None:
        if doing := getattr(view, "confirms_lately", ""):
            return str(doing)
        view = getattr(view, "__wrapped__", None)
    return ""


def confirm_unless_first(view: View) -> View:
    """Decorator for views that add a second factor: who must set up their first one need not confirm."""

    @wraps(view)
    def ask(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (view if adds_first_factor(request) else confirm_first(view))(request, *args, **kwargs)

    asked: View = ask
    return asked


def confirm_to_connect(view: View) -> View:
    """Decorator for the way to an organisation's sign-in: who adds its account to their own confirms first."""

    @wraps(view)
    def ask(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_connecting = request.GET.get("process", "login") != "login"
        return (confirm_first(view) if is_connecting else view)(request, *args, **kwargs)

    asked: View = ask
    return asked


def adds_first_factor(request: HttpRequest) -> bool:
    """Return True for a user who must have a second factor and signed in, in this browser, within FIRST_FACTOR_WITHIN
    without one. Installing an app takes a while, and no other page opens before.

    They may have set it up since: then they are shown its recovery codes. Whoever may do without, confirms first.
    """
    user = request.user
    if not isinstance(user, User) or not any(must_have(user) for must_have in _factor_rules):
        return False
    records = get_authentication_records(request, user)
    if not records or time.time() - records[0]["at"] >= FIRST_FACTOR_WITHIN:
        return False
    factors = Authenticator.objects.filter(user=user).values_list("created_at", flat=True)
    return all(created_at.timestamp() >= records[0]["at"] for created_at in factors)


def _has_just_signed_in(request: Request) -> bool:
    """Return True if the user has something to confirm with, or signed in here within the last minutes."""
    if get_reauthentication_flows(request.user):
        return True  # `reauthentication_required` has asked for it
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
