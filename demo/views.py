"""Signing in to the demo with one press, and its walks. They answer 404 unless DEMO is on."""

from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.page_access import PageClass, View, page
from accounts.sessions.own import record_session
from contracts.demo_marker import is_demo_database
from demo.walks import WALKS, user_of


def only_in_demo(view: View) -> View:
    """Decorator: the page exists only where DEMO=1 runs on the demo's own database."""

    @wraps(view)
    def look(*args: object, **kwargs: object) -> object:
        if not settings.DEMO or not is_demo_database():
            raise Http404
        return view(*args, **kwargs)

    return look  # type: ignore[return-value]


@page(PageClass.DEMO_ONLY)
@require_POST
@only_in_demo
def sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the demo's users, and go to `next` or to their first page."""
    user = user_of(key)
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, method="password")
    record_session(request)
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if is_ours else settings.LOGIN_REDIRECT_URL)


@page(PageClass.DEMO_ONLY)
@require_safe
@only_in_demo
def walk(request: HttpRequest, key: str) -> HttpResponse:
    if key not in WALKS:
        raise Http404
    return render(request, "demo/walk.html", {"walk": WALKS[key], "steps": WALKS[key].steps()})
