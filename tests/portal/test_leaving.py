"""Leaving at once ends the session, and what was typed and not sent does not reappear for whoever holds the phone."""

import datetime
import json

import pytest
from django.test import Client
from django.urls import reverse

from casework.services import lock_portal
from core import clock, drafts, unsent
from core.models import FormDraft, UnsentForm

pytestmark = pytest.mark.django_db
TYPED = "I am afraid of him"


def signed_in(user) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def type_words(user, key: str = "my_message_write", **more) -> None:
    """Save a draft as the page does while somebody types."""
    client = Client()
    client.force_login(user)
    body = {"fields": {"words": TYPED}, "window_id": "a1", "continued_from": "", "ends_with_session": True, **more}
    answer = client.post(reverse("save_draft", args=[key]), json.dumps(body), content_type="application/json")
    assert answer.status_code == 200


def test_leaving_signs_out_without_javascript(cast):
    """Given the portal; then the way out is a form that needs no token, and the session is over before the weather."""
    client = signed_in(cast.maya)
    page = client.get(reverse("me")).content.decode()
    form = page[page.index('class="cw-header__leave"') : page.index("Leave this page")]
    assert f'action="{reverse("leave")}"' in form
    assert "csrfmiddlewaretoken" not in form
    answer = client.post(reverse("leave"))
    text = answer.content.decode()
    assert 'http-equiv="refresh" content="0; url=https://www.bbc.co.uk/weather"' in text
    assert "Alderfinch" not in text
    assert answer.headers["Cache-Control"] == "no-store"
    again = client.get(reverse("me"))
    assert again.status_code == 302
    assert reverse("account_login") in again.url


def test_leaving_works_while_the_pages_are_locked_and_once_the_session_is_over(cast):
    client = signed_in(cast.maya)
    lock_portal(individual=cast.individual, by=cast.amara)
    assert client.post(reverse("leave")).status_code == 200
    assert client.post(reverse("leave")).status_code == 200


def test_a_page_of_the_portal_is_not_stored_by_the_browser(cast):
    assert signed_in(cast.maya).get(reverse("my_message_write")).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("way", ["leave", "account_logout"])
def test_what_was_typed_goes_with_the_session(cast, way):
    type_words(cast.maya)
    client = Client()
    client.force_login(cast.maya)
    assert TYPED in client.get(reverse("my_message_write")).content.decode()
    client.post(reverse(way))
    client.force_login(cast.maya)
    assert TYPED not in client.get(reverse("my_message_write")).content.decode()
    assert not FormDraft.objects.filter(user=cast.maya).exists()


@pytest.mark.parametrize("way", ["leave", "account_logout"])
def test_a_draft_of_staff_outlives_signing_out(cast, way):
    drafts.save_draft(user=cast.amara, key="visit_log", fields={"words": "Met at the library"})
    client = Client()
    client.force_login(cast.amara)
    client.post(reverse(way))
    assert FormDraft.objects.filter(user=cast.amara).exists()


def test_the_page_says_until_when_it_is_stored_and_how_to_delete_it(cast):
    client = Client()
    client.force_login(cast.maya)
    assert "Delete what I wrote" in client.get(reverse("my_message_write")).content.decode(), "hidden until one types"
    type_words(cast.maya)
    page = " ".join(client.get(reverse("my_message_write")).content.decode().split())
    assert "What you typed stays here until" in page
    assert "not saved yet" not in page
    key = reverse("discard_draft", args=["my_message_write"])
    client.post(key, {"next": reverse("my_message_write")})
    assert TYPED not in client.get(reverse("my_message_write")).content.decode()


def test_cancel_deletes_what_was_typed_and_leaves_the_form(cast):
    """Given a draft; when the person presses Cancel; then nothing of it is left, on this device or another."""
    type_words(cast.maya)
    client = Client()
    client.force_login(cast.maya)
    page = client.get(reverse("my_message_write")).text
    button = page[: page.index(">Cancel</button>")].rpartition("<button")[2]
    discard = reverse("discard_draft", args=["my_message_write"])
    assert f'formaction="{discard}"' in button
    assert f'name="next" value="{reverse("my_messages")}"' in button
    answer = client.post(discard, {"words": TYPED, "next": reverse("my_messages")})
    assert answer["Location"] == reverse("my_messages")
    assert not FormDraft.objects.filter(user=cast.maya).exists()
    of_staff = signed_in(cast.amara).get(reverse("concern_new", args=[cast.package.pk])).text
    assert ">Cancel</a>" in of_staff, "staff continue their drafts later"


def test_it_is_stored_for_a_day_at_most(cast):
    type_words(cast.maya)
    drafts.save_draft(user=cast.amara, key="visit_log", fields={"words": "Met at the library"})
    with clock.frozen_at(clock.now() + datetime.timedelta(days=1, minutes=1)):
        client = Client()
        client.force_login(cast.maya)
        assert TYPED not in client.get(reverse("my_message_write")).content.decode()
        assert drafts.discard_old() == 1
    assert FormDraft.objects.get().user == cast.amara


def test_a_form_of_the_portal_asks_for_a_draft_that_ends_with_the_session(cast):
    client = Client()
    client.force_login(cast.maya)
    assert "data-draft-ends-with-session" in client.get(reverse("my_message_write")).content.decode()
    client.force_login(cast.rosa)
    assert "data-draft-ends-with-session" in client.get(reverse("tell_us")).content.decode()


# What arrived after the session had ended


def store_unsent(user, name: str, *args) -> None:
    """Store a form of the page as not sent, as the server does when its writer was signed out meanwhile."""
    unsent.store(user=user, path=reverse(name, args=args), name="Write", fields=[("words", TYPED)], files=[])


@pytest.mark.parametrize("way", ["leave", "account_logout"])
@pytest.mark.parametrize(("name", "page"), [("maya", "my_message_write"), ("rosa", "tell_us")])
def test_what_was_not_sent_goes_when_its_writer_leaves(cast, name, page, way):
    """Given words that were not sent; then they are offered after sign-in, say that they go, and go at leaving."""
    writer = getattr(cast, name)
    store_unsent(writer, page)
    client = Client()
    client.force_login(writer)
    text = " ".join(client.get(reverse("unsent_forms")).content.decode().split())
    assert TYPED in text
    assert "If you sign out or press “Leave this page”, it is deleted." in text
    client.post(reverse(way))
    client.force_login(writer)
    assert TYPED not in client.get(reverse("unsent_forms")).content.decode()
    assert not UnsentForm.objects.exists()


@pytest.mark.parametrize("way", ["leave", "account_logout"])
def test_what_staff_or_somebody_else_did_not_send_stays(cast, way):
    """Given words of Maya, and of a worker about her; when the worker signs out; then both are there."""
    store_unsent(cast.maya, "my_message_write")
    store_unsent(cast.amara, "contact_new", cast.package.pk)
    client = Client()
    client.force_login(cast.amara)
    text = client.get(reverse("unsent_forms")).content.decode()
    assert TYPED in text
    assert "it is deleted" not in text
    client.post(reverse(way))
    assert set(UnsentForm.objects.values_list("user", flat=True)) == {cast.maya.pk, cast.amara.pk}


def test_leaving_once_the_session_is_over_deletes_nothing(cast):
    """Given a session that ended while Maya typed; when she leaves then; then her words wait for her."""
    client = Client()
    client.force_login(cast.maya)
    page = client.get(reverse("my_message_write")).content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    client.session.flush()
    answer = client.post(reverse("my_message_write"), {"words": TYPED, "csrfmiddlewaretoken": token})
    assert answer.status_code == 401
    assert TYPED not in answer.content.decode(), "whoever holds the phone now does not read it"
    client.post(reverse("leave"))
    assert TYPED not in client.get(reverse("unsent_forms"), follow=True).content.decode()
    client.force_login(cast.maya)
    assert TYPED in client.get(reverse("unsent_forms")).content.decode()


@pytest.mark.parametrize(("name", "says"), [("maya", "is deleted"), ("amara", "are there when you sign in again")])
def test_the_page_to_sign_out_says_what_becomes_of_it(cast, name, says):
    text = " ".join(signed_in(getattr(cast, name)).get(reverse("account_logout")).content.decode().split())
    assert says in text
