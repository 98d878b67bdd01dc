from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError


class Adapter(DefaultAccountAdapter):
    """Accounts are made by invitation; nobody signs themselves up."""

    def is_open_for_signup(self, request):
        return False

    def clean_email(self, email):
        if "\x00" in email:
            raise ValidationError("Enter an e-mail address.")
        return super().clean_email(email)
