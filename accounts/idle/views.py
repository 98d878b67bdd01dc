"""Staying signed in while a page is in use, and the choice that a device is one's own."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.confirm_first import confirm_lately
from accounts.idle.time_out import forget_own_device, remember_own_device
from accounts.page_access import PageClass, Request, page
from design.form_view import post_action


@page(PageClass.OWN)
@require_safe
def stay(request: Request) -> HttpResponse:
    """Say that the page is in use: the middleware notes it with the answer."""
    return JsonResponse({"stays": True})


@page(PageClass.OWN)
@confirm_lately("stay signed in on this device")
@require_POST
def own_device(request: Request) -> HttpResponse:
    """The device is the user's own and its screen locks: they stay signed in there for the day."""
    response = post_action(
        request,
        lambda: None,
        success_url=reverse("my_sessions"),
        success_message="You stay signed in on this device for up to 12 hours.",
    )
    remember_own_device(request, response)
    return response


@page(PageClass.OWN)
@require_POST
def shared_device(request: Request) -> HttpResponse:
    """Other people use the device too: whoever is away from it is signed out."""
    response = post_action(
        request,
        lambda: None,
        success_url=reverse("my_sessions"),
        success_message="You are signed out of this device when you do not use it.",
    )
    forget_own_device(response)
    return response
