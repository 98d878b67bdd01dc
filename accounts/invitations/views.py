"""The page of an invitation: its reader signs in for the first time. Opening it uses nothing up; a button does."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.invitations.services import INVITATION_USED
from accounts.page_access import PageClass, page
from accounts.services import accept_invitation, invited_user
from core.errors import Refused


@page(PageClass.TOKEN)
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show whose account it is, with the button that accepts the invitation."""
    invited = invited_user(token)
    if invited is None:
        return _used(request)
    return render(request, "account/invitation.html", {"invited": invited, "token": token})


@page(PageClass.TOKEN)
@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Accept the invitation and sign its user in, unless somebody is signed in on this device."""
    if request.user.is_authenticated:
        return redirect("invitation", token)
    try:
        user = accept_invitation(token=token, by=None)
    except Refused as refusal:  # the link was used, or somebody else signs in with the number
        return _used(request, refusal.message)
    record_authentication(request, user, method="code", email=user.email)
    response: HttpResponseBase = perform_login(request, Login(user=user, email=user.email))
    return response


def _used(request: HttpRequest, words: str = INVITATION_USED) -> HttpResponseBase:
    return render(request, "account/invitation_used.html", {"words": words}, status=404)
