"""Staff and Council users must set up a second factor before they open any other page."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.cast import PASSWORD
from tests.instant import system_seconds


@pytest.fixture(autouse=True)
def _second_factor_on(settings):
    settings.SECOND_FACTOR = True


@pytest.mark.parametrize("user", ["amara", "ben", "priya", "helen", "alan"])
def test_without_a_second_factor_every_page_leads_to_its_set_up(cast, client, user):
    client.force_login(getattr(cast, user))
    answer = client.get("/people/")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/2fa/start/"


def test_with_a_second_factor_pages_open(cast, client):
    Authenticator.objects.create(user=cast.ben, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(cast.ben)
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize("user", ["maya", "rosa"])
def test_people_and_representatives_need_no_second_factor(cast, client, user):
    client.force_login(getattr(cast, user))
    assert client.get("/me/").status_code == 200


def test_public_pages_need_no_second_factor(cast, client):
    client.force_login(cast.ben)
    assert client.get("/service/").status_code == 200
    assert client.get("/health/").status_code == 200


def test_nobody_signs_themselves_up(client, db):
    page = client.get("/accounts/signup/").content.decode()
    assert "<input" not in page.split("<main")[1].split("</main>")[0]


def test_who_sets_up_the_first_second_factor_right_after_signing_in_confirms_nothing(cast, client, settings):
    """Given Ben, who has signed in with his password; then he sets up an app at once, and later confirms first."""
    client.post(reverse("account_login"), {"login": cast.ben.email, "password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    session = client.session
    session["account_authentication_methods"][0]["at"] = system_seconds() - 61 * 60
    session.save()
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
