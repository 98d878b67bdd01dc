"""Guessing passwords and codes: bounded, also in parallel and with forged headers; the real user still gets in."""

import os
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core.tasks import send_urgent_messages
from tests.cast import PASSWORD
from tests.instant import system_seconds
from tests.races import run_together

# The measure of the issue under SOAK; a tenth of it otherwise.
GUESSES, TOGETHER = (1000, 50) if os.environ.get("SOAK") == "1" else (100, 25)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _limits(settings):
    """Given the limits of production, and its proxy."""
    settings.ACCOUNT_RATE_LIMITS = settings.SIGN_IN_LIMITS
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cache.clear()


def guess(user, number):
    """Try one password from an address of its own, as a proxy reports it, with headers that claim others."""
    forged = {
        "HTTP_X_FORWARDED_FOR": f"203.0.113.{number % 250}, 198.51.100.{number % 250}",
        "HTTP_X_REAL_IP": f"10.0.0.{number % 250}",
        "HTTP_FORWARDED": f"for=192.0.2.{number % 250}",
    }
    return Client().post(reverse("account_login"), {"login": user.email, "password": f"guess {number}"}, **forged)


def test_guesses_in_parallel_are_bounded_and_the_real_user_signs_in(cast):
    own = Client()
    own.post(reverse("account_login"), {"login": cast.amara.email, "password": PASSWORD})
    own.get(reverse("home"))
    own.post(reverse("account_logout"))
    begun = time.monotonic()
    pages = run_together([lambda n=n: guess(cast.amara, n).text for n in range(GUESSES)], together=TOGETHER)
    tried = sum("Email or password is wrong" in page for page in pages)
    stopped = sum("too many times" in page for page in pages)
    print(f"{GUESSES} guesses, {TOGETHER} at once: {tried} tried, {stopped} stopped, {time.monotonic() - begun:.0f} s")
    assert tried + stopped == GUESSES
    assert tried <= TOGETHER + 5, "no more than arrive before the first is counted"
    answer = own.post(reverse("account_login"), {"login": cast.amara.email, "password": PASSWORD})
    assert answer["Location"] == "/"


def app_of(user) -> str:
    """Give the user an authenticator app; return its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def present_code(secret: str) -> str:
    """Return the code that the app shows now; one that is about to change is waited out."""
    left = 30 - system_seconds() % 30
    if left < 5:
        time.sleep(left)
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def half_signed_in(user) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_signed_in(client) -> bool:
    return client.get(reverse("service")).wsgi_request.user.is_authenticated


@pytest.mark.parametrize("at_once", [False, True])
def test_a_code_of_the_app_signs_in_once(cast, at_once):
    secret = app_of(cast.amara)
    clients = [half_signed_in(cast.amara) for _ in range(4)]
    code = present_code(secret)
    enter = [lambda client=client: client.post(reverse("mfa_authenticate"), {"code": code}) for client in clients]
    run_together(enter, together=len(enter) if at_once else 1)
    assert sum(map(is_signed_in, clients)) == 1


def test_a_recovery_code_signs_in_once(cast):
    app_of(cast.amara)
    code = RecoveryCodes.activate(cast.amara).get_unused_codes()[0]
    assert Authenticator.objects.filter(user=cast.amara).count() == 2
    clients = [half_signed_in(cast.amara) for _ in range(4)]
    run_together(
        [lambda client=client: client.post(reverse("mfa_authenticate"), {"code": code}) for client in clients],
        together=4,
    )
    assert sum(map(is_signed_in, clients)) == 1


def test_a_code_by_email_is_tried_three_times(cast):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": cast.maya.email})
    send_urgent_messages()
    code = re.search(r"Your code to sign in: (\d{6})\b", mail.outbox[-1].body)[1]
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": wrong})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_signed_in(client)
