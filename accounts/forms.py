"""The sign-in library's forms with our labels, and with error messages that name the field."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys

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
    labels = {"email": "Email"}


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
