"""Signing in by a code to one's own phone (R20): the number is confirmed first; a lost or shared phone gets none."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.sessions.own import sessions_of
from casework.models import ContactPoint, IdentityCheck, Individual
from casework.services import end_portal_account, open_portal_account, stop_text_codes
from core import clock
from core.errors import NotPossible, Refused
from core.models import DemoText, Message
from core.tasks import send_urgent_messages
from tests.cast import PASSWORD
from tests.pages.urls import confirm_identity

NUMBER = "07700 900123"


def texts() -> list[DemoText]:
    """Send what waits; return the texts that the demo's company got, the oldest first."""
    send_urgent_messages()
    return list(DemoText.objects.order_by("pk"))


def code_in(text: str) -> str:
    return re.search(r": ([\w-]+)\.", text)[1]


@pytest.fixture
def maya(cast):
    """Given Maya, signed in a moment ago."""
    client = Client()
    client.force_login(cast.maya)
    confirm_identity(client, cast.maya)
    return client


def confirm_number(client, number=NUMBER) -> None:
    client.post(reverse("change_telephone"), {"telephone": number})
    client.post(reverse("confirm_telephone"), {"code": code_in(texts()[-1].body)})


def ask_for_code(number) -> Client:
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": number})
    return client


def user_of(client):
    return client.get(reverse("service")).wsgi_request.user


def test_a_person_confirms_a_number_and_signs_in_with_it(cast, maya):
    answer = maya.post(reverse("change_telephone"), {"telephone": "+44 7700 900123"})
    assert answer["Location"] == reverse("confirm_telephone")
    (text,) = texts()
    assert (text.number, "support" in text.body.lower()) == (NUMBER, False)
    cast.maya.refresh_from_db()
    assert cast.maya.telephone != NUMBER, "nothing changes before the code"
    assert "Code is wrong" in maya.post(reverse("confirm_telephone"), {"code": "000000"}).text
    maya.post(reverse("confirm_telephone"), {"code": code_in(text.body)})
    cast.maya.refresh_from_db()
    assert (cast.maya.telephone, cast.maya.telephone_confirmed_at is not None) == (NUMBER, True)
    assert Message.objects.filter(to=cast.maya, subject="Your phone number has changed").count() == 1
    assert "you can sign in with it" in maya.get(reverse("my_details")).text
    client = ask_for_code("07700900123")
    client.post(reverse("account_confirm_login_code"), {"code": code_in(texts()[-1].body)})
    assert user_of(client) == cast.maya
    assert sessions_of(cast.maya).exists()
    assert not Message.objects.filter(channel="text", is_secret=True).exclude(body="").exists()


def test_five_wrong_codes_end_the_code(cast, maya):
    maya.post(reverse("change_telephone"), {"telephone": NUMBER})
    code = code_in(texts()[-1].body)
    wrong = "111111" if code != "111111" else "222222"
    for _ in range(5):
        maya.post(reverse("confirm_telephone"), {"code": wrong})
    page = maya.post(reverse("confirm_telephone"), {"code": code})
    assert "This code has expired" in page.text
    cast.maya.refresh_from_db()
    assert cast.maya.telephone_confirmed_at is None


@pytest.mark.parametrize("what", ["nobody's number", "a number that nobody confirmed"])
def test_a_number_without_an_account_gets_no_text_and_the_page_is_the_same(cast, what):
    if what == "a number that nobody confirmed":
        User.objects.filter(pk=cast.maya.pk).update(telephone=NUMBER)
    client = Client()
    answer = client.post(reverse("account_request_login_code"), {"email": NUMBER})
    assert answer["Location"] == reverse("account_confirm_login_code")
    assert texts() == []


def test_a_number_of_somebody_else_is_refused(cast, maya):
    User.objects.filter(pk=cast.tomasz.pk).update(telephone=NUMBER, telephone_confirmed_at=clock.now())
    maya.post(reverse("change_telephone"), {"telephone": NUMBER})
    page = maya.post(reverse("confirm_telephone"), {"code": code_in(texts()[-1].body)})
    assert "Somebody else signs in with this number." in page.text


def test_another_number_is_confirmed_again(cast, maya):
    """Given a confirmed number; when a manager corrects it; then it opens nothing."""
    confirm_number(maya)
    user = User.objects.get(pk=cast.maya.pk)
    user.telephone = "07700 900456"
    user.save()
    user.refresh_from_db()
    assert user.telephone_confirmed_at is None


def test_a_phone_that_somebody_else_reads_gets_no_code(cast, maya):
    confirm_number(maya)
    point = {"individual": cast.individual, "kind": "telephone", "value": NUMBER, "is_safe": False}
    ContactPoint.objects.create(**point)
    count = len(texts())
    ask_for_code(NUMBER)
    assert len(texts()) == count
    message = Message.objects.filter(channel="text").latest("recorded_at")
    assert (message.state, message.body) == ("withheld", "")


def test_staff_stop_the_codes_of_a_lost_phone(cast, client, maya):
    confirm_number(maya)
    client.force_login(cast.ben)
    assert "Stop codes by text" in client.get(reverse("person_sharing", args=[cast.individual.pk])).text
    client.post(reverse("person_stop_text_codes", args=[cast.individual.pk]))
    count = len(texts())
    ask_for_code(NUMBER)
    assert len(texts()) == count
    assert IdentityCheck.objects.filter(user=cast.maya).latest("recorded_at").recorded_by == cast.ben
    with pytest.raises(NotPossible):
        stop_text_codes(individual=Individual.objects.get(pk=cast.individual.pk), by=cast.ben)


def test_staff_who_sign_in_by_text_still_need_their_second_factor(cast, settings):
    settings.SECOND_FACTOR = True
    User.objects.filter(pk=cast.amara.pk).update(telephone=NUMBER, telephone_confirmed_at=clock.now())
    client = ask_for_code(NUMBER)
    client.post(reverse("account_confirm_login_code"), {"code": code_in(texts()[-1].body)})
    assert client.get(reverse("home"))["Location"] == reverse("second_factor_start")


# Without an email address


@pytest.fixture
def without_email(cast):
    """Given Tomasz, whose account is opened with a number alone."""
    end_portal_account(individual=cast.other_individual, reason="He lost his phone", by=cast.ben)
    person = Individual.objects.get(pk=cast.other_individual.pk)
    open_portal_account(individual=person, email="", telephone=NUMBER, identity="He showed me the phone", by=cast.ben)
    return Individual.objects.get(pk=person.pk)


def test_somebody_without_an_email_address_is_invited_by_text(cast, without_email):
    user = without_email.user
    text = texts()[-1]
    link = re.search(r"(/accounts/invitation/\S+/)", text.body)[1]
    client = Client()
    assert NUMBER in client.get(link).text
    client.post(f"{link}accept/")
    assert user_of(client) == user
    user.refresh_from_db()
    assert user.telephone_confirmed_at is not None
    again = ask_for_code(NUMBER)
    again.post(reverse("account_confirm_login_code"), {"code": code_in(texts()[-1].body)})
    assert user_of(again) == user
    assert again.get(reverse("me")).status_code == 200
    page = again.post(reverse("change_telephone"), {"telephone": ""})
    assert "You sign in with this number" in page.text


def test_a_number_that_opens_another_account_is_not_given_twice(cast, without_email):
    text = texts()[-1]
    User.objects.filter(pk=cast.maya.pk).update(telephone=NUMBER, telephone_confirmed_at=clock.now())
    link = re.search(r"(/accounts/invitation/\S+/)", text.body)[1]
    page = Client().post(f"{link}accept/")
    assert (page.status_code, "Somebody else signs in with this number." in page.text) == (404, True)


def test_without_texts_an_email_address_is_needed(cast, settings):
    settings.SMS_ADAPTER = "core.sms.NoSms"
    end_portal_account(individual=cast.other_individual, reason="He lost his phone", by=cast.ben)
    person = Individual.objects.get(pk=cast.other_individual.pk)
    with pytest.raises(Refused, match="no text messages"):
        open_portal_account(individual=person, email="", telephone=NUMBER, identity="He showed me", by=cast.ben)
    page = Client().get(reverse("account_request_login_code")).text
    assert "mobile number" not in page.split("<form")[1]


def test_a_password_is_not_tried_against_an_account_without_an_address(cast, without_email):
    client = Client()
    client.post(reverse("account_login"), {"login": "", "password": PASSWORD})
    assert not user_of(client).is_authenticated
