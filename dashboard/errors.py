"""The page of each kind of error."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from casework.access.record_loader import AskWithReason
from contracts import posts
from core.letterhead import last_read
from dashboard.unsent.page import not_sent
from dashboard.unsent.way_back import page_above, words_for

# How Django's reasons begin when a form came from another site.
FROM_ELSEWHERE = ("Origin checking failed", "Referer checking failed")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For users without the permission. Staff can open a record outside their caseload with a reason."""
    user = request.user
    context = {
        "individual_id": exception.individual_id if isinstance(exception, AskWithReason) else None,
        "is_staff": isinstance(user, User) and posts.is_staff(user),
    }
    return render(request, "403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request, so that no context processor asks the database, which may be what failed."""
    context = {
        "letterhead": last_read(),
        "provider_name": last_read().name,
        "in_portal": request.path.startswith(reverse("me")),
    }
    return HttpResponse(render_to_string("500.html", context), status=500)


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
