"""The page of each kind of error."""

from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.access.record_loader import AskWithReason
from casework.models import Individual
from contracts import posts
from core.letterhead import last_read
from dashboard.unsent.page import not_sent, set_flag, store_refused
from dashboard.unsent.way_back import page_above, words_for

# How Django's reasons begin when a form came from another site.
FROM_ELSEWHERE = ("Origin checking failed", "Referer checking failed")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For users without the permission. Staff can open a record outside their caseload with a reason.

    Users of the Council read what they can do themselves, and whom to ring for the rest.
    """
    user = request.user
    permissions = posts.permissions(user) if isinstance(user, User) else set()
    not_available = _not_available(request)
    context = {
        "individual_id": exception.individual_id if isinstance(exception, AskWithReason) else None,
        "is_staff": isinstance(user, User) and posts.is_staff(user),
        **not_available,
        "is_council": bool(permissions),
        "may_report_hospital": Permission.REPORT_HOSPITAL in permissions,
        "asks_about": _person_to_ask_about(request, permissions),
    }
    return _with_flag(render(request, "403.html", context, status=403), not_available)


def _person_to_ask_about(request: HttpRequest, permissions: set[Permission]) -> UUID | None:
    """Return the id of the person whose page was refused, for a user who may ask about them; otherwise None."""
    match, user = request.resolver_match, request.user
    pk = match.kwargs.get("pk") if match else None
    if Permission.ASK_QUESTION not in permissions or not isinstance(pk, UUID) or not isinstance(user, User):
        return None
    return Individual.objects.allowing(user, Permission.ASK_QUESTION).filter(pk=pk).values_list("pk", flat=True).first()


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    context = _not_available(request)
    return _with_flag(render(request, "404.html", context, status=404), context)


def _not_available(request: HttpRequest) -> dict[str, bool]:
    """Return what the page that is not available says: whether somebody typed something that was not sent.

    If it `is_stored`, its writer may copy it: the record may have been struck through meanwhile. In the portal the page
    leads nowhere: where the person's pages are locked, each link would lead back to it.
    """
    was_not_sent, is_stored = store_refused(request)
    return {"is_not_available": True, "was_not_sent": was_not_sent, "is_stored": is_stored}


def _with_flag(response: HttpResponse, context: dict[str, bool]) -> HttpResponse:
    if context["is_stored"]:
        set_flag(response)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request, so that no context processor asks the database, which may be what failed."""
    context = {
        "letterhead": last_read(),
        "provider_name": last_read().name,
        "in_portal": _is_from_own_pages(request),
    }
    return HttpResponse(render_to_string("500.html", context), status=500)


def _is_from_own_pages(request: HttpRequest) -> bool:
    """Return whether the page is one of the person's own, or was opened from one: of the account, of unsent forms.

    The database could say who they are, but it may be what failed.
    """
    from_path = urlsplit(request.headers.get("Referer", "")).path
    return any(path.startswith(reverse("me")) for path in (request.path, from_path))


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form without a valid token. Only a form of our own pages is stored and shown again."""
    is_from_elsewhere = reason.startswith(FROM_ELSEWHERE)
    return not_sent(request, is_from_elsewhere=is_from_elsewhere)


def not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """For a method that the address does not take: words, and the way to the page above."""
    above = page_above(request.path)
    context = {"is_read": request.method in ("GET", "HEAD"), "above": above, "above_words": words_for(above)}
    page = render(request, "405.html", context, status=405)
    page.headers["Allow"] = response.headers["Allow"]
    return page
