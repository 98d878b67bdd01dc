"""The page of each kind of error."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casework.access.record_loader import AskWithReason


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For staff without the permission. A record outside the caseload can be opened with a reason."""
    individual_id = exception.individual_id if isinstance(exception, AskWithReason) else None
    return render(request, "403.html", {"individual_id": individual_id}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form without a valid token: the page says what happened, and that drafts were saved where possible."""
    return render(request, "403_csrf.html", status=403)
