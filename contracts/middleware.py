from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

from contracts.posts import needs_second_factor

OPEN_WITHOUT = ("/accounts/", "/static/", "/health/", "/service/")


class SecondFactorMiddleware:
    """Staff and Council users set up a second factor before anything else; the demo does without."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if (
            settings.SECOND_FACTOR
            and user.is_authenticated
            and not request.path.startswith(OPEN_WITHOUT)
            and needs_second_factor(user)
            and not is_mfa_enabled(user)
        ):
            return redirect("mfa_activate_totp")
        return self.get_response(request)
