"""Suspended access: it applies to the next request, to sign-in and to messages. Authorship stays."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Permission
from accounts.permissions import can
from accounts.services import restore_access, suspend_access
from core.errors import Refused
from core.messages import queue_message
from core.models import Message, StateChange
from core.tasks import send_messages
from tests.cast import PASSWORD


def suspend(cast):
    return suspend_access(user=cast.amara, reason="A concern was raised", by=cast.ben)


def sign_in(user):
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True)
    return client, answer


def test_an_open_session_ends_with_the_next_request(cast):
    client, answer = sign_in(cast.amara)
    page = reverse("person", args=[cast.individual.pk])
    assert client.get(page).status_code == 200
    suspend(cast)
    answer = client.get(page)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_signing_in_is_refused_in_plain_words(cast):
    suspend(cast)
    client, answer = sign_in(cast.amara)
    assert answer.status_code == 403
    assert "Your access is suspended" in answer.text
    assert "A concern was raised" not in answer.text
    assert client.get("/people/").status_code == 302
    assert "Your access is suspended" not in sign_in(cast.lewis)[1].text


def test_a_wrong_password_does_not_reveal_the_suspension(cast):
    suspend(cast)
    answer = Client().post(reverse("account_login"), {"login": cast.amara.email, "password": "something else"})
    assert "suspended" not in answer.text


def test_nothing_is_allowed_and_nothing_is_sent(cast):
    messages = queue_message(cast.amara, key="x", subject="Something", body="Sign in.", about=[cast.package.pk])
    amara = suspend(cast)
    assert not can(amara, Permission.READ_PERSON, cast.package)
    send_messages()
    states = Message.objects.filter(pk__in=[message.pk for message in messages]).values_list("state", "reason")
    assert set(states) == {("withheld", "the recipient's access is suspended")}


def test_authorship_stays_and_access_can_be_restored(cast):
    amara = suspend(cast)
    assert StateChange.objects.filter(record_id=cast.plan.pk, recorded_by=amara).exists()
    amara = restore_access(user=amara, by=cast.ben)
    assert can(amara, Permission.READ_PERSON, cast.package)
    assert sign_in(cast.amara)[0].get(reverse("person", args=[cast.individual.pk])).status_code == 200


def test_impossible_suspensions_are_refused(cast):
    with pytest.raises(Refused, match="reason"), transaction.atomic():
        suspend_access(user=cast.amara, reason=" ", by=cast.ben)
    with pytest.raises(Refused, match="your own"), transaction.atomic():
        suspend_access(user=cast.ben, reason="Why", by=cast.ben)
    with pytest.raises(Refused, match="not suspended"), transaction.atomic():
        restore_access(user=cast.amara, by=cast.ben)
    suspend(cast)
    with pytest.raises(Refused, match="already"), transaction.atomic():
        suspend(cast)
