"""A user sees where they are signed in, and signs out there (R64)."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.email_change.mails import token_of
from accounts.sessions.own import device_words
from core import clock
from core.housekeeping import delete_expired_sessions
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131 Safari/537.36 Edg/131"


def sign_in(user, agent) -> Client:
    client = Client(headers={"User-Agent": agent})
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def is_signed_in(client) -> bool:
    return client.get(reverse("my_details")).status_code == 200


@pytest.fixture
def two(cast):
    """Maya on her phone and at a desk, and Rosa somewhere else."""
    return sign_in(cast.maya, PHONE), sign_in(cast.maya, DESK), sign_in(cast.rosa, PHONE)


def test_the_page_names_the_devices_of_the_user_alone(two):
    _phone, desk, _rosa = two
    page = desk.get(reverse("my_sessions"))
    assert [(row.words, row.is_this) for row in page.context["rows"]] == [
        ("Edge on Windows", True),
        ("Chrome Mobile on Android, Pixel 8", False),
    ]


def test_a_lost_phone_is_signed_out_at_once(two, cast):
    phone, desk, rosa = two
    theirs = UserSession.objects.get(user=cast.rosa)
    assert desk.post(reverse("my_session_end", args=[theirs.pk])).status_code == 302
    assert is_signed_in(rosa), "never somebody else's"

    row = next(row for row in desk.get(reverse("my_sessions")).context["rows"] if not row.is_this)
    desk.post(reverse("my_session_end", args=[row.session.pk]))

    assert not is_signed_in(phone)
    assert is_signed_in(desk)
    assert len(desk.get(reverse("my_sessions")).context["rows"]) == 1


def test_signing_out_everywhere_else_leaves_this_one(two):
    phone, desk, rosa = two
    desk.post(reverse("my_sessions_end_others"))
    assert (is_signed_in(phone), is_signed_in(desk), is_signed_in(rosa)) == (False, True, True)


def test_a_new_password_ends_the_other_sessions(two):
    phone, desk, _rosa = two
    sent = {"oldpassword": PASSWORD, "password1": "plum lantern gravel", "password2": "plum lantern gravel"}
    assert desk.post(reverse("account_change_password"), sent).status_code == 302
    assert (is_signed_in(phone), is_signed_in(desk)) == (False, True)
    assert len(desk.get(reverse("my_sessions")).context["rows"]) == 1


def test_a_new_email_address_ends_the_other_sessions(two, cast):
    phone, desk, _rosa = two
    token = token_of(cast.maya, "maya@post.example")
    desk.post(reverse("email_confirmed", args=[token]))
    assert (is_signed_in(phone), is_signed_in(desk)) == (False, True)


def test_sessions_that_have_expired_are_not_listed_and_are_deleted_at_night(two, cast):
    _phone, desk, _rosa = two
    gone = UserSession.objects.filter(user=cast.maya).order_by("created_at").first()
    Session.objects.filter(session_key=gone.session_key).update(expire_date=clock.now())
    assert len(desk.get(reverse("my_sessions")).context["rows"]) == 1

    delete_expired_sessions(on=clock.today())
    assert not UserSession.objects.filter(pk=gone.pk).exists()
    assert UserSession.objects.count() == 2


@pytest.mark.parametrize(("agent", "words"), [("", "A browser"), ("x" * 5_000, "A browser")])
def test_a_browser_that_is_not_known_has_words(agent, words):
    assert device_words(agent) == words
