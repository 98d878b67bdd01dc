from typing import Any
from uuid import uuid4

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context as library_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import confirm_first, recent_sign_ins
from accounts.leaving.typed_words import discard_typed_words
from accounts.models import User
from core.messages import queue_email, queue_text

WAYS_TO_CONFIRM = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use your authenticator app or a recovery code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class Adapter(DefaultAccountAdapter):
    """The settings of the sign-in library that need code. Accounts are made by invitation: there is no sign-up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed.",
        "cannot_remove_primary_email": "You sign in with this email address, so it cannot be removed.",
        "duplicate_email": "Your account already has this email address.",
        "email_password_mismatch": "Email or password is wrong. Check both and try again.",
        "phone_password_mismatch": "Phone number or password is wrong. Check both and try again.",
        "email_taken": "Another account has this email address.",
        "enter_current_password": "Current password is wrong.",
        "incorrect_code": "Code is wrong or has expired. Check it, or ask for a new one.",
        "incorrect_password": "Password is wrong.",
        "invalid_or_expired_key": "This link has been used or has expired.",
        "invalid_login": "Email is wrong. Check it and try again.",
        "invalid_password_reset": "This link has been used or has expired. Ask for a new one.",
        "max_email_addresses": "You cannot add more than %d email addresses.",
        "phone_taken": "Another account has this phone number.",
        "too_many_login_attempts": "You have tried to sign in too many times. Wait 5 minutes, or sign in with a code.",
        "unknown_email": "We do not have this email address. Check it, or ring the service.",
        "unknown_phone": "We do not have this phone number. Check it, or ring the service.",
        "unverified_primary_email": "Confirm your email address first.",
        "username_blacklisted": "Choose another user name.",
        "username_password_mismatch": "User name or password is wrong. Check both and try again.",
        "username_taken": "Another account has this user name.",
        "select_only_one": "Choose only one.",
        "same_as_current": "The new one must be different from the present one.",
        "rate_limited": "You have tried too many times. Wait a few minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and delete what was typed on the person's own pages and not sent."""
        if isinstance(request.user, User):
            discard_typed_words(request.user)
        super().logout(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a mail of the library: it leaves at once, and its text is stored only until then.

        The text also says for how many minutes a sign-in code works.
        """
        own = {"request": library_context.request, "email": email}
        own |= {"code_minutes": app_settings.LOGIN_BY_CODE_TIMEOUT // 60}
        mail = self.render_mail(template_prefix, email, {**own, **context})
        queue_email(
            email,
            key=f"sign-in:{uuid4()}",
            subject=str(mail.subject),
            body=str(mail.body),
            user=User.objects.filter(email=email.lower()).first(),
            is_secret=True,
        )

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a user of a change to how they sign in, at their own address unless another is given."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """Queue a text with the code to sign in."""
        minutes = app_settings.LOGIN_BY_CODE_TIMEOUT // 60
        words = f"Your code to sign in to Casework: {code}. It works for {minutes} minutes. Do not share it."
        queue_text(phone, key=f"sign-in:{uuid4()}", body=words, user=user)

    def generate_phone_verification_code(self, *, user: User, phone: str) -> str:
        return self.generate_login_code()

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.with_confirmed_number(phone)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.telephone, user.telephone_confirmed_at is not None) if user.telephone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Nothing: users change their number on a page of ours."""

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Nothing: only a number that is confirmed gets a code."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords from the user's own browsers apart, so that a stranger's do not shut the user out."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        is_known = recent_sign_ins.is_browser_of(request, credentials.get("email", ""))
        return f"{key}:own browser" if is_known else key

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask users to confirm who they are, unless they add their first second factor right after signing in."""
        return not (app == "allauth.mfa" and confirm_first.adds_first_factor(library_context.request))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": WAYS_TO_CONFIRM[method["id"]]} for method in methods]

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Add the library's message to the next page, except those about signing in and out."""
        if message_template in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse to sign in a user whose access is suspended or who was not invited yet, and show them why."""
        if user.suspended_at:
            clear_login(request)
            return render(request, "account/access_suspended.html", status=403)
        if user.awaits_invitation:
            clear_login(request)
            return render(request, "account/awaits_invitation.html", status=403)
        return super().pre_login(request, user, **kwargs)

    def clean_email(self, email: str) -> str:
        if "\x00" in email:
            raise ValidationError("Enter an email address.")
        return super().clean_email(email)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The texts of the second factor, and the names of passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "You cannot add an email address while you have a second factor. Ask your manager.",
        "cannot_delete_authenticator": "You cannot remove your last way to sign in safely.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey before you create recovery codes.",
        "incorrect_code": "Code is wrong or has expired. Check it and try again.",
        "unverified_email": "Confirm your email address before you set up a second factor.",
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Return the name that a new passkey has until it is renamed: "Passkey 1"."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"
