"""The set-up of the service: a list of tasks, in any order and over many days."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts.posts import require_permission
from dashboard.set_up.progress import sections


@page(PageClass.SERVICE_KEEP)
@require_safe
def set_up(request: Request) -> HttpResponse:
    """Every part of the set-up, whether it is done, and what it means while it is not."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    parts = sections(request.user)
    page_context = {
        "sections": parts,
        "missing": [(section, part) for section in parts for part in section.parts if part.is_missing],
    }
    return render(request, "dashboard/set_up.html", page_context)
