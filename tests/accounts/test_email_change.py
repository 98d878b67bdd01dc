"""Changing the address somebody signs in with: the new address confirms it, the old one gets a message."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.email_change.mails import token_of
from core.tasks import send_urgent_messages
from tests.cast import PASSWORD
from tests.instant import system_seconds

NEW = "amara.o@people.example"


@pytest.fixture
def amara(cast):
    """Given Amara, signed in with her password."""
    client = Client()
    client.post(reverse("account_login"), {"login": cast.amara.email, "password": PASSWORD})
    mail.outbox.clear()
    return client


def signed_in(client, minutes: int) -> None:
    """Have the client's session say that its user signed in so many minutes ago."""
    session = client.session
    session["account_authentication_methods"][0]["at"] = system_seconds() - minutes * 60
    session.save()


def confirm_password(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def ask_for_link(client, email=NEW):
    """Send the form; return the path of the link that is sent, or "" if none is."""
    confirm_password(client)
    client.post(reverse("change_email"), {"email": email})
    send_urgent_messages()
    links = [re.search(r"https?://\S+?(/account/email/confirm/\S+/)", message.body) for message in mail.outbox]
    return links[-1][1] if links else ""


def test_the_password_is_asked_first(cast, amara):
    answer = amara.post(reverse("change_email"), {"email": NEW})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    send_urgent_messages()
    assert mail.outbox == []


def test_nothing_changes_until_the_new_address_confirms(cast, amara):
    link = ask_for_link(amara)
    assert [message.to for message in mail.outbox] == [[NEW]]
    assert NEW in amara.get(link).text
    old = cast.amara.email
    cast.amara.refresh_from_db()
    assert cast.amara.email == old


def test_the_old_address_is_told(cast, amara):
    old, link = cast.amara.email, ask_for_link(amara)
    amara.post(f"{link}change/")
    cast.amara.refresh_from_db()
    assert cast.amara.email == NEW
    send_urgent_messages()
    told = mail.outbox[-1]
    assert told.to == [old]
    assert f"You now sign in with {NEW} and no longer with {old}." in told.body


def test_a_link_works_once(cast, amara):
    link = ask_for_link(amara)
    amara.post(f"{link}change/")
    back = ask_for_link(amara, "amara.third@people.example")
    amara.post(f"{back}change/")
    assert "This link has been used or has expired" in amara.post(f"{link}change/", follow=True).text
    cast.amara.refresh_from_db()
    assert cast.amara.email == "amara.third@people.example"


def test_a_link_works_for_a_day(cast, amara, monkeypatch):
    with monkeypatch.context() as long_ago:
        long_ago.setattr("django.core.signing.time.time", lambda: 0.0)
        link = ask_for_link(amara)
    assert amara.get(link).headers["Location"] == reverse("change_email")
    amara.post(f"{link}change/")
    cast.amara.refresh_from_db()
    assert cast.amara.email != NEW


def test_a_link_is_of_no_use_to_somebody_else(cast, amara):
    link = ask_for_link(amara)
    ben = Client()
    ben.force_login(cast.ben)
    assert "This link is for another account" in ben.post(f"{link}change/", follow=True).text
    cast.ben.refresh_from_db()
    assert cast.ben.email != NEW


def test_the_address_of_a_colleague_is_refused_and_their_code_stays_theirs(cast, amara):
    link = ask_for_link(amara, cast.ben.email)
    assert "This email address is already in use" in amara.post(f"{link}change/", follow=True).text
    Client().post(reverse("account_request_login_code"), {"email": cast.ben.email})
    assert [address.user for address in EmailAddress.objects.filter(email=cast.ben.email)] in ([], [cast.ben])


def test_the_earlier_address_opens_nothing(cast, amara):
    old = cast.amara.email
    EmailAddress.objects.get_or_create(user=cast.amara, email=old, defaults={"verified": True})
    amara.post(f"{ask_for_link(amara)}change/")
    send_urgent_messages()
    mail.outbox.clear()
    Client().post(reverse("account_request_login_code"), {"email": old})
    send_urgent_messages()
    assert [message.subject for message in mail.outbox] == ["We do not have this email address"]


def test_the_library_stores_no_other_address(cast):
    with pytest.raises(IntegrityError, match="not the email address of this user"), transaction.atomic():
        EmailAddress.objects.create(user=cast.amara, email=cast.ben.email)


def test_a_person_without_a_password_signs_in_again_first(cast):
    cast.maya.set_unusable_password()
    cast.maya.save()
    maya = Client()
    maya.force_login(cast.maya)
    for minutes, heading in ((6, "Sign in again first"), (4, "Change your email address")):
        signed_in(maya, minutes)
        assert heading in maya.get(reverse("change_email")).text


@pytest.mark.parametrize("name", ["account_set_password", "mfa_add_webauthn", "mfa_activate_totp"])
def test_an_open_session_gets_no_way_of_its_own_to_sign_in(cast, name):
    """Given Maya, who signs in by a code, and her phone in somebody else's hands; then they can choose no password and
    add no passkey or app by which they could read her record later.
    """
    cast.maya.set_unusable_password()
    cast.maya.save()
    maya = Client()
    maya.force_login(cast.maya)
    signed_in(maya, 6)
    assert "Sign in again first" in maya.get(reverse(name)).text
    maya.post(reverse(name), {"password1": PASSWORD, "password2": PASSWORD})
    cast.maya.refresh_from_db()
    assert not cast.maya.has_usable_password()
    signed_in(maya, 0)
    assert "Sign in again first" not in maya.get(reverse(name)).text


def test_a_password_is_chosen_after_the_second_factor_is_asked(cast):
    """Given Amara without a password and with an app; then choosing a password asks for the code of the app first."""
    cast.amara.set_unusable_password()
    cast.amara.save()
    Authenticator.objects.create(user=cast.amara, type=Authenticator.Type.TOTP, data={"secret": "x"})
    amara = Client()
    amara.force_login(cast.amara)
    answer = amara.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.headers["Location"] == reverse("account_set_password")
    asked = amara.get(reverse("account_set_password"))
    assert asked.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    cast.amara.refresh_from_db()
    assert not cast.amara.has_usable_password()


def test_the_present_address_is_no_change(cast, amara):
    confirm_password(amara)
    page = amara.post(reverse("change_email"), {"email": cast.amara.email.upper()})
    assert "You sign in with this address already." in page.text
    send_urgent_messages()
    assert mail.outbox == []


@pytest.mark.parametrize(("name", "is_in_portal"), [("maya", True), ("rosa", True), ("priya", False)])
def test_pages_of_the_account_look_like_the_portal_for_those_without_a_post(cast, name, is_in_portal):
    """Given somebody without a password; when they signed in just now, and an hour ago; then each page has the quick
    way out and what to do when not safe, or neither.
    """
    user = getattr(cast, name)
    user.set_unusable_password()
    user.save()
    client = Client()
    client.force_login(user)
    signed_in(client, 0)
    link = reverse("confirm_email", args=[token_of(user, NEW)])
    pages = [client.get(address).text for address in (reverse("my_details"), reverse("change_email"), link)]
    signed_in(client, 60)
    pages.append(client.get(reverse("change_email")).text)
    headings = ["Your details", "Change your email address", "Confirm your new email address", "Sign in again first"]
    assert [heading in page for heading, page in zip(headings, pages, strict=True)] == [True] * 4
    for sign in ("data-quick-exit", "are you not safe now"):
        assert [sign in page for page in pages] == [is_in_portal] * 4


def test_the_person_finds_their_address_from_every_page_of_the_portal(cast):
    client = Client()
    client.force_login(cast.maya)
    assert f'href="{reverse("my_details")}"' in client.get(reverse("me")).text
    assert "If someone else can read your emails, ring us." in client.get(reverse("my_details")).text
