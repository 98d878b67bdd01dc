"""The pages between Casework and an organisation's sign-in: there, back, and the removal of the link."""

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from requests import RequestException

from accounts.confirm_first import confirm_first
from accounts.page_access import PageClass, Request, page
from design.form_view import post_action


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send the browser to the organisation's own sign-in. A server that does not answer gets a plain page."""
    try:
        response: HttpResponseBase = openid.login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take the organisation's answer, and sign in whom it is about."""
    try:
        response: HttpResponseBase = openid.callback(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response


@page(PageClass.OWN)
@require_POST
@confirm_first
def remove(request: Request, pk: int) -> HttpResponse:
    """Remove the link to an organisation's account: its owner signs in by password or code from now on."""
    account = get_object_or_404(SocialAccount.objects.filter(user=request.user), pk=pk)
    return post_action(
        request,
        lambda: account.delete(),
        success_url=reverse("mfa_index"),
        success_message="Removed. You now sign in with a code or your password.",
    )
