"""The public page of the service, and the same in easy read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.page_access import PageClass, page
from core import clock
from portal import public


@page(PageClass.PUBLIC)
@require_safe
def service(request: HttpRequest) -> HttpResponse:
    """What the service is, who it is for, how to be referred and how to contact it; public (T5.3)."""
    wants_easy_read = isinstance(request.user, User) and request.user.easy_read and "full" not in request.GET
    template = "portal/service_easy_read.html" if wants_easy_read else "portal/service.html"
    return render(request, template, {"services": public.services(clock.today())})


@page(PageClass.PUBLIC)
@require_safe
def service_easy_read(request: HttpRequest) -> HttpResponse:
    """The same in easy read: one sentence at a time."""
    return render(request, "portal/service_easy_read.html", {"services": public.services(clock.today())})
