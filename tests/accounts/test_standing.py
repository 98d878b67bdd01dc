"""What changes about an account counts from its next request: closed, suspended, a post that ended, another role."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, User
from accounts.services import invite, restore_access, suspend_access
from contracts.models import Post
from core import clock
from tests.cast import PASSWORD

DAY = datetime.timedelta(days=1)


@pytest.fixture
def ben(cast):
    """Given Ben, a manager, on the list of people."""
    client = Client()
    client.post(reverse("account_login"), {"login": cast.ben.email, "password": PASSWORD})
    assert client.get(reverse("people")).status_code == 200
    return client


def close(cast):
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)


def suspend(cast):
    suspend_access(user=cast.ben, reason="An allegation", by=cast.alan)


@pytest.mark.parametrize("change", [close, suspend])
def test_an_account_without_access_is_signed_out_with_its_next_request(cast, ben, change):
    change(cast)
    assert ben.get(reverse("people"))["Location"].startswith(reverse("account_login"))
    answer = Client().post(reverse("account_login"), {"login": cast.ben.email, "password": PASSWORD})
    assert answer.status_code != 302 or answer["Location"] == reverse("account_inactive")


def test_a_post_that_ended_opens_nothing_from_the_next_request(cast, ben):
    Post.objects.filter(user=cast.ben).update(until_on=clock.today())
    assert ben.get(reverse("people")).status_code in (403, 404)
    assert ben.get(reverse("person", args=[cast.individual.pk])).status_code in (403, 404)
    assert ben.get(reverse("my_details")).status_code == 200, "the account itself is still theirs"


def test_another_role_counts_from_the_next_request(cast, ben):
    Post.objects.filter(user=cast.ben).update(role="finance_reader")
    assert ben.get(reverse("person", args=[cast.individual.pk])).status_code in (403, 404)


def test_whoever_was_stopped_for_guessing_can_still_ask_for_a_code(cast, settings):
    """Given too many wrong passwords; then a code by email still signs the real user in."""
    settings.ACCOUNT_RATE_LIMITS = settings.SIGN_IN_LIMITS
    client = Client()
    for _ in range(7):
        page = client.post(reverse("account_login"), {"login": cast.ben.email, "password": "a guess"})
    assert "too many times" in page.text
    answer = client.post(reverse("account_request_login_code"), {"email": cast.ben.email})
    assert answer["Location"] == reverse("account_confirm_login_code")


def test_a_session_and_an_invitation_from_before_a_suspension_open_nothing_after_it(cast, ben):
    """Given a stolen phone; when access is suspended and restored; then the phone is signed out."""
    invited = User.objects.create_user("ivy@council.example", "Ivy Marsh", awaits_invitation=True)
    invite(user=invited, identity="By telephone", by=cast.alan)
    for user in (cast.ben, invited):
        suspend_access(user=user, reason="A stolen phone", by=cast.alan)
        restore_access(user=user, by=cast.alan)
    assert ben.get(reverse("people"))["Location"].startswith(reverse("account_login"))
    assert not Invitation.objects.usable().filter(user=invited).exists()


def test_whoever_signed_in_elsewhere_has_not_confirmed_here(cast):
    """Given an old session of somebody without password and second factor; when they sign in on another device; then
    the old one still asks them to sign in again before the email address changes.
    """
    User.objects.filter(pk=cast.maya.pk).update(password="!")
    old = Client()
    old.force_login(User.objects.get(pk=cast.maya.pk))
    Client().force_login(User.objects.get(pk=cast.maya.pk))
    User.objects.filter(pk=cast.maya.pk).update(last_login=clock.now())
    assert "Sign in again first" in old.get(reverse("change_email")).text
