"""A user's own calendar address: made, revoked, read."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.page_access import PageClass, Request, page
from visits import services
from visits.rota import calendar


@page(PageClass.OWN)
@require_safe
def my_calendar(request: Request) -> HttpResponse:
    """The user's calendar address: whether there is one, when it was last read, how to make or revoke it."""
    page_context = {"may_have": services.may_have_feed(request.user), "feed": calendar.feed_of(request.user)}
    return render(request, "visits/rota/my_calendar.html", page_context)


@page(PageClass.OWN)
@require_POST
def make(request: Request) -> HttpResponse:
    """Make a new address. It is shown in full only now."""
    if services.may_have_feed(request.user):
        token = services.make_feed(by=request.user)
        address = settings.SITE_ADDRESS + reverse("calendar", args=[token])
        messages.success(
            request,
            f"Your calendar link, shown only once: {address} Copy it now and subscribe to it in your calendar app.",
        )
    return redirect("my_calendar")


@page(PageClass.OWN)
@require_POST
def revoke(request: Request) -> HttpResponse:
    """Revoke the user's address."""
    if services.revoke_feed(by=request.user):
        messages.success(request, "Your calendar link is turned off.")
    return redirect("my_calendar")


@page(PageClass.TOKEN)
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for anybody who has the address."""
    user = services.read_feed(token)
    if user is None:
        raise Http404
    return HttpResponse(calendar.calendar_of(user), content_type="text/calendar; charset=utf-8")
