"""The sign-in library's pages and mails are in our words: every text of its own is replaced by one of ours."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core import mail
from django.template.loader import get_template, render_to_string
from django.urls import NoReverseMatch, reverse

from accounts.single_sign_on.adapter import SingleSignOnAdapter
from core import clock
from core.models import Message
from core.tasks import send_urgent_messages

LIBRARY = Path(allauth.__file__).parent / "templates"
TRANSLATED = re.compile(r"{%\s*(trans|translate|blocktrans|blocktranslate)\b|\b_\(")
# Pages that are switched off, with an address that must not exist. Sign-up is closed: its page is signup_closed.html.
SWITCHED_OFF = {
    "account/signup.html": "",
    "account/signup_by_passkey.html": "account_signup_by_passkey",
    "account/phone_change.html": "account_change_phone",
    "account/confirm_phone_verification_code.html": "account_verify_phone",
    "account/confirm_email_verification_code.html": "",
    "account/email.html": "account_email",
    "account/email_change.html": "account_email",
    "account/verification_sent.html": "account_email_verification_sent",
    "account/verified_email_required.html": "",
    "account/confirm_password_reset_code.html": "account_confirm_password_reset_code",
    "mfa/trust.html": "mfa_trust",
    "socialaccount/connections.html": "socialaccount_connections",
    "socialaccount/signup.html": "socialaccount_signup",
    "socialaccount/login_redirect.html": "",
    "socialaccount/snippets/login.html": "",
    "mfa/webauthn/signup_form.html": "mfa_signup_webauthn",
}
LIBRARY_WORDS = ("Hello from", "Thank you for using", "You are receiving", "You're receiving", "Two-Factor", "sign up")
PASSED_ON = {
    "email": "name@example.com",
    "code": "VQNF-LPSR",
    "code_minutes": 3,
    "password_reset_url": "https://casework.example/reset/",
    "activate_url": "https://casework.example/confirm/",
    "from_email": "old@example.com",
    "to_email": "new@example.com",
    "deleted_email": "old@example.com",
    "recipient": "name@example.com",
    "provider": {"name": "Elmbridge Council"},
    "phone": "07700 900142",
    "ip": "203.0.113.7",
    "user_agent": "Firefox",
    "service_contacts": [{"name": "Tameside & Hyde", "telephone": "0161 496 0123", "hours": "8am to 10pm, every day"}],
}


def texts_of_the_library():
    """Return the names of the library's templates that have a text of their own."""
    names = []
    for folder in ("account", "mfa", "socialaccount"):
        for path in sorted((LIBRARY / folder).rglob("*.*")):
            if TRANSLATED.search(path.read_text()):
                names.append(str(path.relative_to(LIBRARY)))
    return names


def mails():
    """Return the names of the library's mails, without their ending."""
    folders = [LIBRARY / folder / "email" for folder in ("account", "mfa", "socialaccount")]
    found = [path for folder in folders for path in folder.glob("*_message.txt")]
    names = sorted(str(path.relative_to(LIBRARY)).removesuffix("_message.txt") for path in found)
    return [name for name in names if name != "account/email/base"]


def is_ours(name):
    return Path(get_template(name).origin.name).is_relative_to(settings.BASE_DIR / "templates")


def test_every_text_of_the_library_is_replaced():
    theirs = [name for name in texts_of_the_library() if name not in SWITCHED_OFF and not is_ours(name)]
    assert len(texts_of_the_library()) > 60
    assert theirs == []


def test_our_texts_do_not_ask_for_a_translation():
    ours = [name for name in texts_of_the_library() if name not in SWITCHED_OFF]
    assert [name for name in ours if TRANSLATED.search(Path(get_template(name).origin.name).read_text())] == []


@pytest.mark.parametrize("url_name", sorted(filter(None, SWITCHED_OFF.values())))
def test_what_is_switched_off_has_no_address(url_name):
    with pytest.raises(NoReverseMatch):
        reverse(url_name)
    assert not app_settings.EMAIL_VERIFICATION_BY_CODE_ENABLED


@pytest.mark.parametrize("name", mails())
def test_every_mail_is_short_and_has_our_telephone(name):
    context = {**PASSED_ON, "timestamp": clock.now()}
    subject = render_to_string(f"{name}_subject.txt", context).strip()
    text = render_to_string(f"{name}_message.txt", context).strip()
    assert subject
    assert "\n" not in subject
    assert "Tameside & Hyde: 0161 496 0123\n8am to 10pm, every day" in text
    assert [words for words in LIBRARY_WORDS if words in subject + text] == []


def test_a_notification_says_what_to_do_if_it_was_not_you():
    text = render_to_string("account/email/password_changed_message.txt", {**PASSED_ON, "timestamp": clock.now()})
    assert text.startswith("Your password has changed.\n\nIf you did not do this, ring us straight away.")


def test_every_error_of_the_library_is_replaced():
    adapters = (
        (DefaultAccountAdapter.error_messages, get_adapter().error_messages),
        (DefaultMFAAdapter.error_messages, get_second_factor_adapter().error_messages),
        (DefaultSocialAccountAdapter.error_messages, SingleSignOnAdapter.error_messages),
    )
    for theirs, ours in adapters:
        same = {code for code, text in theirs.items() if str(ours[code]) == str(text)}
        assert same <= {"max_email_addresses"}


def test_the_mail_with_a_code(cast, client):
    client.post(reverse("account_request_login_code"), {"email": cast.amara.email})
    send_urgent_messages()
    (message,) = mail.outbox
    assert message.subject == "Your code to sign in"
    assert message.body.startswith("Your code to sign in: ")
    assert f"It works for {app_settings.LOGIN_BY_CODE_TIMEOUT // 60} minutes." in message.body
    assert cast.tameside.telephone in message.body


def test_the_mail_to_an_unknown_address(cast, client):
    client.post(reverse("account_request_login_code"), {"email": "nobody@example.com"})
    send_urgent_messages()
    (message,) = mail.outbox
    assert message.subject == "We do not have this email address"
    assert "nobody@example.com" in message.body


def test_the_mail_for_a_new_password(cast, client):
    client.post(reverse("account_reset_password"), {"email": cast.amara.email})
    send_urgent_messages()
    (message,) = mail.outbox
    assert message.subject == "Choose a new password"
    assert "/accounts/password/reset/key/" in message.body
    assert cast.tameside.telephone in message.body


@pytest.mark.parametrize(
    ("url_name", "data", "expected"),
    [
        ("account_login", {"login": "", "password": ""}, ["Enter the email", "Enter the password"]),
        ("account_login", {"login": "a@example.com", "password": "x"}, ["Email or password is wrong."]),
        ("account_request_login_code", {"email": "nobody"}, ["Enter an email address or a mobile number"]),
        ("account_request_login_code", {"email": "a@"}, ["must be an email address, like name@example.com"]),
        ("account_reset_password", {"email": ""}, ["Enter the email"]),
    ],
)
def test_the_errors_of_signing_in_name_the_field(cast, client, url_name, data, expected):
    page = client.post(reverse(url_name), data).content.decode()
    assert [text for text in expected if text not in page] == []


@pytest.mark.parametrize(
    ("url_name", "heading"),
    [
        ("change_email", "Change your email address"),
        ("account_change_password", "Change your password"),
        ("account_reauthenticate", "Confirm it is you"),
        ("account_logout", "Sign out"),
        ("mfa_index", "Sign-in methods"),
        ("mfa_activate_totp", "Set up your authenticator app"),
        ("mfa_add_webauthn", "Add a passkey"),
        ("account_inactive", "This account is closed"),
    ],
)
def test_the_pages_of_the_account(cast, client, url_name, heading):
    cast.amara.set_password("four ordinary words")
    cast.amara.save()
    client.post(reverse("account_login"), {"login": cast.amara.email, "password": "four ordinary words"})
    client.post(reverse("account_reauthenticate"), {"password": "four ordinary words"})
    page = client.get(reverse(url_name)).content.decode()
    assert re.search(rf"<h1[^>]*>\s*{heading}\s*</h1>", page)


def test_the_code_is_stored_only_until_it_has_left(cast, client):
    """Given a request for a code; then the outbox has it until the mail has gone, and nothing of it afterwards."""
    client.post(reverse("account_request_login_code"), {"email": cast.amara.email})
    message = Message.objects.get(key__startswith="sign-in:")
    assert (message.to, message.is_urgent) == (cast.amara, True)
    assert message.body.startswith("Your code to sign in: ")
    send_urgent_messages()
    message.refresh_from_db()
    assert (message.state, message.body) == ("sent", "")
    assert len(mail.outbox) == 1
