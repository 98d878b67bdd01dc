"""The page on which somebody whose role needs a second factor chooses one, right after the first sign-in."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.page_access import PageClass, Request, page


@page(PageClass.OWN)
@require_safe
def start(request: Request) -> HttpResponse:
    """Offer an authenticator app or a passkey. Who has one goes to the home page."""
    if is_mfa_enabled(request.user):
        return redirect("home")
    return render(request, "account/second_factor_start.html")
