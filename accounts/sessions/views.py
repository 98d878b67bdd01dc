"""The user's own sessions: listed, and ended."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.page_access import PageClass, Request, page
from accounts.sessions.own import end_session, end_sessions, signed_in
from core.errors import NotPossible
from design.form_view import post_action


@page(PageClass.OWN)
@require_safe
def sessions(request: Request) -> HttpResponse:
    """Where the user is signed in."""
    rows = signed_in(request.user, request.session.session_key)
    return render(request, "account/sessions.html", {"rows": rows, "idle_minutes": settings.IDLE_MINUTES})


@page(PageClass.OWN)
@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """Sign out in one other place, such as a lost phone."""

    def save() -> None:
        if not end_session(request.user, pk):
            raise NotPossible("You are not signed in there any more.")

    return post_action(request, save, success_url=reverse("my_sessions"), success_message="Signed out there.")


@page(PageClass.OWN)
@require_POST
def end_others(request: Request) -> HttpResponse:
    """Sign out everywhere but here."""
    return post_action(
        request,
        lambda: end_sessions(request.user, but=request.session.session_key),
        success_url=reverse("my_sessions"),
        success_message="Signed out everywhere else.",
    )
