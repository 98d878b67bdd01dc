from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User


class Adapter(DefaultAccountAdapter):
    """The settings of the sign-in library that need code. Accounts are made by invitation: there is no sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Add the library's message to the next page, except those about signing in and out."""
        if message_template in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse to sign in a user whose access is suspended, whichever way they sign in, and show them why."""
        if user.suspended_at:
            clear_login(request)
            return render(request, "account/access_suspended.html", status=403)
        return super().pre_login(request, user, **kwargs)

    def clean_email(self, email: str) -> str:
        if "\x00" in email:
            raise ValidationError("Enter an email address.")
        return super().clean_email(email)
