from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from contracts.posts import needs_second_factor

OPEN_WITHOUT = ("/accounts/", "/static/", "/health/", "/service/")


def must_set_up_second_factor(request: HttpRequest) -> bool:
    """Return True if the user's role requires a second factor that they do not have, for this page."""
    user = request.user
    return (
        settings.SECOND_FACTOR
        and user.is_authenticated
        and not request.path.startswith(OPEN_WITHOUT)
        and needs_second_factor(user)
        and not is_mfa_enabled(user)
    )


class SecondFactorMiddleware:
    """Send a user whose role requires a second factor to set it up first, unless SECOND_FACTOR is off (the demo)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if must_set_up_second_factor(request):
            return redirect("second_factor_start")
        return self.get_response(request)
