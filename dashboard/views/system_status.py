"""The state of the system, for administrators, and a check that it is up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts import posts
from dashboard import system_status


@page(PageClass.OPERATIONS)
@require_safe
def system_status_page(request: Request) -> HttpResponse:
    """When the sweeps last ran, what is queued, what failed."""
    posts.require_permission(request.user, Permission.SEE_OPERATIONS)
    return render(request, "dashboard/system_status.html", system_status.state())


@page(PageClass.PUBLIC)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database answers."""
    is_up = system_status.is_up()
    return HttpResponse("up\n" if is_up else "down\n", status=200 if is_up else 503, content_type="text/plain")
