"""Wrong passwords are counted for all processes together, and do not shut the user out of their own browser."""

import time

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from core.models import Message
from tests.cast import PASSWORD
from tests.instant import system_seconds

ATTEMPTS = 5
TOO_MANY = "You have tried to sign in too many times."
# What is mounted of the sign-in library. A page is added here only when somebody needs it.
MOUNTED = {
    "account_change_password", "account_confirm_login_code", "account_inactive", "account_login", "account_logout",
    "account_reauthenticate", "account_request_login_code", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_set_password", "account_signup",
    "openid_connect_callback", "openid_connect_login", "socialaccount_login_cancelled",
    "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp",
    "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_index",
    "mfa_list_webauthn", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_view_recovery_codes",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _limits(settings):
    """Given the limits of production."""
    settings.ACCOUNT_RATE_LIMITS = settings.SIGN_IN_LIMITS


def attempt(user, password, client=None, **headers):
    return (client or Client()).post(reverse("account_login"), {"login": user.email, "password": password}, **headers)


def shut_out(user):
    for number in range(ATTEMPTS + 1):
        answer = attempt(user, "a wrong password", REMOTE_ADDR=f"192.0.2.{number + 1}")
    return answer.text


def patterns(found, prefix=""):
    for pattern in found.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern)
        else:
            yield pattern


def test_only_named_pages_of_the_library_are_mounted():
    theirs = {one.name for one in patterns(get_resolver()) if one.callback.__module__.startswith("allauth")}
    assert theirs == MOUNTED


def test_a_stranger_is_stopped_whatever_address_they_come_from(cast):
    assert TOO_MANY in shut_out(cast.amara)
    assert TOO_MANY in attempt(cast.amara, PASSWORD, REMOTE_ADDR="192.0.2.99").text


def test_the_user_still_gets_in_on_their_own_browser(cast):
    own = Client()
    assert attempt(cast.amara, PASSWORD, own).status_code == 302
    own.get(reverse("home"))
    own.post(reverse("account_logout"))
    shut_out(cast.amara)
    assert attempt(cast.amara, PASSWORD, own).status_code == 302


def test_one_browser_is_not_the_own_browser_of_another_user(cast):
    own = Client()
    attempt(cast.ben, PASSWORD, own)
    own.get(reverse("home"))
    own.post(reverse("account_logout"))
    shut_out(cast.amara)
    assert TOO_MANY in attempt(cast.amara, PASSWORD, own).text


def test_the_counts_are_where_every_process_finds_them(db):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    cache.set("sign-in", 1, 60)
    assert cache.get("sign-in") == 1


def test_a_strangers_reset_request_does_not_stop_a_second_factor(cast):
    Client().post(reverse("account_reset_password"), {"email": cast.amara.email})
    amara = Client()
    attempt(cast.amara, PASSWORD, amara)
    amara.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert "Set up your authenticator app" in amara.get(reverse("mfa_activate_totp")).text


def test_too_many_requests_get_a_page_in_words(cast):
    for _ in range(31):
        answer = Client().post(reverse("account_login"), {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "Wait 5 minutes and try again." in answer.text


def test_one_address_gets_ten_codes_an_hour_at_most(cast, monkeypatch):
    """Given three requests in each of six minutes, each from another place; then ten codes are sent, and no more."""
    begun = system_seconds()
    for minute in range(6):
        monkeypatch.setattr(time, "time", lambda minute=minute: begun + minute * 61)
        for number in range(3):
            place = {"REMOTE_ADDR": f"192.0.2.{10 * minute + number + 1}"}
            Client().post(reverse("account_request_login_code"), {"email": cast.maya.email}, **place)
    assert Message.objects.filter(to=cast.maya, key__startswith="sign-in:").count() == 10
