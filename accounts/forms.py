"""The sign-in library's forms with our labels, and with error messages that name the field."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.validators import validate_email

from accounts.models import User
from core.channels import texts_are_sent
from core.telephones import normalise
from design.forms import NamedErrors


class OurTexts(NamedErrors):
    """Sets the labels and hints of a form of the library. A hint of "" takes the library's away."""

    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label
        for name, hint in self.hints.items():
            self.fields[name].help_text = hint


class LoginForm(OurTexts, account.LoginForm):
    labels = {"login": "Email", "password": "Password"}


class RequestLoginCodeForm(OurTexts, account.RequestLoginCodeForm):
    """Where the code goes: an email address, or a mobile number that its user has confirmed.

    The answer is the same whether or not an account has it.
    """

    labels = {"email": "Email or mobile number"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if texts_are_sent():
            widget = forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"})
            self.fields["email"] = forms.CharField(max_length=254, label=self.labels["email"], widget=widget)
        else:
            self.fields["email"].label = "Email"

    def clean_email(self) -> str:
        """Return the email address; for a number "", and the number goes into `phone`."""
        typed = self.cleaned_data["email"].strip()
        if "@" in typed or not texts_are_sent():
            try:
                validate_email(typed)
            except forms.ValidationError as error:
                raise forms.ValidationError("Email must be an email address, like name@example.com") from error
            self.cleaned_data["email"] = typed
            return str(super().clean_email())
        try:
            self.number = normalise(typed)
        except ValueError as error:
            raise forms.ValidationError("Enter an email address or a mobile number.") from error
        self._user = User.objects.with_confirmed_number(self.number)
        if not ratelimit.consume(context.request, action="request_login_code", key=self.number):
            raise get_adapter().validation_error("too_many_login_attempts")
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if getattr(self, "number", ""):
            cleaned["phone"] = self.number
        return cleaned


class ConfirmLoginCodeForm(OurTexts, account.ConfirmLoginCodeForm):
    labels = {"code": "Code"}


class ReauthenticateForm(OurTexts, account.ReauthenticateForm):
    labels = {"password": "Password"}


class ResetPasswordForm(OurTexts, account.ResetPasswordForm):
    labels = {"email": "Email"}


class ResetPasswordKeyForm(OurTexts, account.ResetPasswordKeyForm):
    labels = {"password1": "New password", "password2": "New password again"}
    hints = {"password1": ""}


class ChangePasswordForm(OurTexts, account.ChangePasswordForm):
    labels = {"oldpassword": "Current password", "password1": "New password", "password2": "New password again"}
    hints = {"password1": ""}


class SetPasswordForm(OurTexts, account.SetPasswordForm):
    labels = {"password1": "New password", "password2": "New password again"}
    hints = {"password1": ""}


class AuthenticateForm(OurTexts, second_factor.AuthenticateForm):
    labels = {"code": "Code"}


class ReauthenticateWithCodeForm(OurTexts, second_factor.ReauthenticateForm):
    labels = {"code": "Code"}


class ActivateAppForm(OurTexts, totp.ActivateTOTPForm):
    labels = {"code": "Code from the app"}


class AddPasskeyForm(OurTexts, passkeys.AddWebAuthnForm):
    labels = {"name": "Name of the passkey", "passwordless": "Sign in with this passkey, without a password"}
    hints = {"passwordless": "You confirm it is you with your fingerprint, your face or a PIN."}


class RenamePasskeyForm(OurTexts, passkeys.EditWebAuthnForm):
    labels = {"name": "Name of the passkey"}
