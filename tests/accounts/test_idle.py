"""Whoever is away is signed out, with a warning, and gets back what they typed (decision 46)."""

import datetime
import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from accounts.idle import time_out
from accounts.models import User
from core.models import UnsentForm
from core.unsent import TIMED_OUT
from tests.cast import PASSWORD
from tests.instant import system_seconds
from tests.pages.test_session_ended import Window, form_to_send, text_of

MINUTES = 30


@pytest.fixture
def travel(monkeypatch):
    """Return a function that lets so many minutes pass."""
    passed = [0.0]
    begun = system_seconds()
    monkeypatch.setattr(time, "time", lambda: begun + passed[0])

    def wait(minutes: float) -> None:
        passed[0] += minutes * 60

    return wait


def sign_in(user) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_signed_in(client) -> bool:
    return client.get(reverse("service")).wsgi_request.user.is_authenticated


def test_a_session_ends_when_it_was_not_used_for_half_an_hour(cast, travel):
    client = sign_in(cast.priya)
    travel(MINUTES - 1)
    assert is_signed_in(client)
    travel(MINUTES - 1)
    assert is_signed_in(client), "each use counts"
    travel(MINUTES + 1)
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))
    assert not is_signed_in(client)


def test_the_page_says_after_how_long_and_tells_the_server_while_it_is_used(cast, travel):
    client = sign_in(cast.priya)
    page = client.get(reverse("home")).text
    assert re.search(rf'data-idle-seconds="{MINUTES * 60}"', page)
    assert reverse("stay_signed_in") in page
    for _ in range(3):
        travel(MINUTES - 1)
        answer = client.get(reverse("stay_signed_in"))
        assert (answer.status_code, answer.json()) == (200, {"stays": True})
    assert is_signed_in(client)


@pytest.mark.parametrize("change", ["taken away", "forged", "of another session"])
def test_a_cookie_that_is_not_ours_keeps_nobody_signed_in(cast, travel, change):
    client, other = sign_in(cast.priya), sign_in(cast.priya)
    client.get(reverse("home"))
    other.get(reverse("home"))
    travel(MINUTES + 1)
    if change == "taken away":
        del client.cookies[time_out.USED]
    elif change == "forged":
        client.cookies[time_out.USED] = f"{client.cookies[time_out.USED].value[:-4]}abcd"
    else:
        travel(-MINUTES)
        other.get(reverse("home"))
        travel(MINUTES)
        client.cookies[time_out.USED] = other.cookies[time_out.USED].value
    assert not is_signed_in(client)


def test_on_a_device_of_their_own_nobody_is_signed_out_for_being_away(cast, travel):
    client = sign_in(cast.amara)
    assert "Only I use this device" in client.get(reverse("my_sessions")).text
    client.post(reverse("own_device"))
    assert "data-idle-seconds" not in client.get(reverse("home")).text
    travel(5 * 60)
    assert is_signed_in(client)
    client.post(reverse("shared_device"))
    travel(MINUTES + 1)
    assert not is_signed_in(client)


def test_the_device_of_one_user_is_not_that_of_another(cast, travel):
    client = sign_in(cast.amara)
    client.post(reverse("own_device"))
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": cast.lewis.email, "password": PASSWORD})
    travel(MINUTES + 1)
    assert not is_signed_in(client)


@pytest.mark.parametrize("by", ["the page in time", "somebody who came back later"])
def test_what_was_typed_is_stored_and_given_back_to_the_same_person(cast, travel, by):
    """Given a form with answers; when its time is over; then nothing is saved, and it can be sent after signing in."""
    window = Window(cast.ben)
    path = reverse("account_suspend", args=[cast.priya.pk])
    sent = {"reason": "Left the Council", **window.token()}
    session = window.client.session
    session["account_authentication_methods"][0]["at"] = system_seconds()
    session.save()
    if by == "the page in time":
        sent[TIMED_OUT] = "1"
    else:
        travel(MINUTES + 1)
    answer = window.post(path, sent)
    assert "nothing was saved" in text_of(answer)
    assert not is_signed_in(window.client)
    cast.priya.refresh_from_db()
    assert cast.priya.suspended_at is None
    assert UnsentForm.objects.get().user == cast.ben
    back = window.sign_in_by_page(cast.ben, reverse("unsent_forms"))
    page = window.client.get(back["Location"])
    to, fields = form_to_send(page)
    assert (to, fields["reason"]) == (path, "Left the Council")
    assert TIMED_OUT not in fields, "it would end the session again"
    window.post(to, {**fields, **window.token()})
    cast.priya.refresh_from_db()
    assert cast.priya.suspended_reason == "Left the Council"


def test_signing_in_elsewhere_does_not_wake_a_session_that_is_over(cast, travel):
    """Given a computer that was left for two hours; when its user signs in on another; then it stays signed out."""
    left = sign_in(cast.priya)
    left.get(reverse("home"))
    travel(120)
    sign_in(cast.priya)
    now = datetime.datetime.fromtimestamp(system_seconds(), datetime.UTC)
    User.objects.filter(pk=cast.priya.pk).update(last_login=now)
    assert not is_signed_in(left)


def test_no_device_is_their_own_after_signing_out_everywhere_else(cast, travel):
    """Given a device called one's own, whose cookie somebody copied; when its user ends the others; then it ends."""
    client = sign_in(cast.amara)
    client.post(reverse("own_device"))
    copied = client.cookies[time_out.OWN_DEVICE].value
    travel(1)
    client.post(reverse("my_sessions_end_others"))
    other = sign_in(cast.amara)
    other.cookies[time_out.OWN_DEVICE] = copied
    assert "data-idle-seconds" in other.get(reverse("home")).text
    other.post(reverse("own_device"))
    assert "data-idle-seconds" not in other.get(reverse("home")).text, "said again, it counts again"


def test_another_site_signs_nobody_out(cast):
    """Given a POST without our token that claims to come from a page in time; then the session stays."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.amara)
    assert client.post(reverse("own_device"), {TIMED_OUT: "1"}).status_code == 403
    assert is_signed_in(client)
