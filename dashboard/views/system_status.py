"""The state of the system, for administrators, and a check that it is up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts import posts
from core import document_making
from core.errors import NotPossible
from dashboard import system_status


@page(PageClass.OPERATIONS)
@require_safe
def system_status_page(request: Request) -> HttpResponse:
    """When the sweeps last ran, what is queued, what failed."""
    posts.require_permission(request.user, Permission.SEE_OPERATIONS)
    return render(request, "dashboard/system_status.html", system_status.state())


@page(PageClass.OPERATIONS)
@require_POST
def document_again(request: Request, pk: UUID) -> HttpResponse:
    """Try a document again that was given up."""
    posts.require_permission(request.user, Permission.SEE_OPERATIONS)
    try:
        document_making.try_again(job_id=pk, by=request.user)
    except NotPossible as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "We are trying again. If it fails again, it will be back on this list.")
    return redirect("system_status")


@page(PageClass.PUBLIC)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database answers."""
    is_up = system_status.is_up()
    return HttpResponse("up\n" if is_up else "down\n", status=200 if is_up else 503, content_type="text/plain")


@page(PageClass.PUBLIC)
@require_safe
def health_jobs(request: HttpRequest) -> HttpResponse:
    """Answer 200 while every background job runs as often as it should, else 503 with the names of the late ones.

    For the provider's monitoring: without these jobs, calls for help are not followed up.
    """
    if not system_status.is_up():
        return HttpResponse("down\n", status=503, content_type="text/plain")
    late = system_status.late_jobs()
    text = f"late: {', '.join(late)}\n" if late else "up\n"
    return HttpResponse(text, status=503 if late else 200, content_type="text/plain")
