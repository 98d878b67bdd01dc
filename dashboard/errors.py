"""What went wrong, in words, for each kind of refusal."""

from django.shortcuts import render

from casework.access.records import AskWithReason


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    """Insiders without the right; a record outside the caseload can be opened with a reason."""
    individual_id = exception.individual_id if isinstance(exception, AskWithReason) else None
    return render(request, "403.html", {"individual_id": individual_id}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)


def form_expired(request, reason=""):
    """A form without a valid token: the page says what happened and that what was typed is kept where it could be."""
    return render(request, "403_csrf.html", status=403)
