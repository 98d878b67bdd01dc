"""The page of each kind of error."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.models import User
from casework.access.record_loader import AskWithReason
from contracts import posts


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
    context = {"provider_name": settings.PROVIDER_NAME, "in_portal": request.path.startswith("/me/")}
    return HttpResponse(render_to_string("500.html", context), status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form without a valid token: the page says what happened, and that drafts were saved where possible."""
    return render(request, "403_csrf.html", status=403)
