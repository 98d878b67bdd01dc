from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.core.exceptions import ValidationError
from django.shortcuts import render


class Adapter(DefaultAccountAdapter):
    """Accounts are made by invitation; nobody signs themselves up."""

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Signing in and out say themselves; no banner tells it again."""
        if message_template in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def pre_login(self, request, user, **more):
        """Whoever's access is suspended is told so, whichever way they sign in, and stays outside."""
        if user.suspended_at:
            clear_login(request)
            return render(request, "account/access_suspended.html", status=403)
        return super().pre_login(request, user, **more)

    def clean_email(self, email):
        if "\x00" in email:
            raise ValidationError("Enter an e-mail address.")
        return super().clean_email(email)
