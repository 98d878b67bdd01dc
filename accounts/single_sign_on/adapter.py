"""Signing in with the account of one's own organisation, by OpenID Connect (R76)."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException, Response, Session

from accounts.services import accept_invitation_by_email

log = logging.getLogger(__name__)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """The first sign-in with an organisation's account links it to an invited address. No account is made by it."""

    error_messages = {
        "email_taken": "Another account has this email address.",
        "invalid_token": "Your organisation’s answer could not be read. Try again.",
        "no_password": "Choose a password before you remove this way to sign in.",
        "no_verified_email": "Confirm your email address first.",
        "disconnect_last": "You cannot remove your last way to sign in.",
        "connected_other": "This account of your organisation belongs to another account here.",
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link a new account of an organisation to the invited address that it vouches for; refuse any other."""
        if sociallogin.is_existing:
            return
        email = vouched_email(sociallogin)
        if sociallogin.state.get("process") == "connect" and email:
            return
        user = accept_invitation_by_email(email=email, by=None) if email else None
        if user is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", status=403))
        sociallogin.connect(request, user)

    def get_requests_session(self) -> Session:
        """Return a session for the organisation's server. One that does not answer gets a plain page."""
        session: Session = super().get_requests_session()
        ask = session.request

        def ask_or_say_so(*args: Any, **kwargs: Any) -> Response:
            try:
                return ask(*args, **kwargs)
            except RequestException as error:
                log.warning("signing in: the organisation's server did not answer: %s", type(error).__name__)
                page = render(self.request, "socialaccount/authentication_error.html", status=502)
                raise ImmediateHttpResponse(page) from error

        session.request = ask_or_say_so  # type: ignore[method-assign]
        return session

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("mfa_index")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **details: Any) -> None:
        """Log what went wrong, without what the organisation sent."""
        log.warning("signing in with %s failed: %s", provider.app.provider_id, type(details.get("exception")).__name__)


def vouched_email(sociallogin: SocialLogin) -> str:
    """Return the address that the organisation vouches for, in small letters; "" where it may not vouch for it.

    It may for addresses in its own domains, unless it says that it has not verified one.
    """
    for address in sociallogin.email_addresses:
        email = address.email.strip().lower()
        domains = sociallogin.provider.app.settings["email_domains"]
        claims = sociallogin.account.extra_data
        denials = [claims.get(part, {}).get("email_verified") for part in ("userinfo", "id_token")]
        if email.rpartition("@")[2] in domains and False not in denials and "false" not in denials:
            return email
    return ""
