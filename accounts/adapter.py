from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError


class Adapter(DefaultAccountAdapter):
    """Accounts are made by invitation; nobody signs themselves up."""

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Signing in and out say themselves; no banner tells it again."""
        if message_template in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def clean_email(self, email):
        if "\x00" in email:
            raise ValidationError("Enter an e-mail address.")
        return super().clean_email(email)
