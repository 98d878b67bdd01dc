"""The public page of the service and its easy-read twin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.page_access import PageClass, page
from core import clock
from portal import public


@page(PageClass.PUBLIC)
@require_safe
def service(request: HttpRequest) -> HttpResponse:
    """What the service is, for whom, how to come to it and how to reach it, for anybody (T5.3)."""
    return render(request, "portal/service.html", {"services": public.services(clock.today())})


@page(PageClass.PUBLIC)
@require_safe
def service_easy_read(request: HttpRequest) -> HttpResponse:
    """The same, easy to read: one thought after another."""
    return render(request, "portal/service_easy_read.html", {"services": public.services(clock.today())})
