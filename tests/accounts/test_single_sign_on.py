"""Signing in with an organisation's own account, by OpenID Connect, against a provider on this machine (R76)."""

from urllib.parse import urlsplit

import environ
import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import User as TheirUser
from oidc_provider_mock import run_server_in_thread

from accounts.models import User
from accounts.services import invite, suspend_access
from config.single_sign_on import Organisation, read_organisations
from core.models import Message
from tests.cast import PASSWORD

# The server of the tests uses names that its own library is about to drop.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
PETRA = "petra@council.example"
THEIR_USERS = (
    TheirUser(sub="p-1", claims={"email": "Petra@Council.example"}),
    TheirUser(sub="p-2", claims={"email": PETRA, "email_verified": False}),
    TheirUser(sub="p-3", claims={"email": "petra@elsewhere.example", "email_verified": True}),
    TheirUser(sub="p-4", claims={}),
)


@pytest.fixture(scope="module")
def server():
    """Given an organisation's sign-in server, with a few of its staff."""
    with run_server_in_thread(user_claims=THEIR_USERS) as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture
def council(server, settings):
    """Given that Casework may be signed in to with that server, for addresses of the Council."""
    organisation = Organisation("council", "Elmbridge Council", server, "casework", "secret", ("council.example",))
    settings.SIGN_IN_ORGANISATIONS = [organisation]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [organisation.as_app()]}}
    return organisation


@pytest.fixture
def petra(cast):
    """Given Petra, a keyworker who was invited."""
    user = User.objects.create_user(PETRA, "Petra Lund")
    invite(user=user, identity="Her manager sent it", by=cast.ben)
    return user


def sign_in(client, sub, process=""):
    """Press the button, sign in at the organisation as `sub`, and follow its answer back; return the last page."""
    there = client.post(reverse("openid_connect_login", args=["council"]) + (f"?process={process}" if process else ""))
    assert there.status_code == 302, there.content
    back = requests.post(there["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    answer = urlsplit(back.headers["Location"])
    return client.get(f"{answer.path}?{answer.query}")


def user_of(client):
    return client.get(reverse("service")).wsgi_request.user


def test_the_first_sign_in_links_the_invited_address_and_later_ones_need_nothing_else(council, petra, client):
    assert "Sign in with Elmbridge Council" in " ".join(client.get(reverse("account_login")).text.split())
    assert sign_in(client, "p-1")["Location"] == "/"
    assert user_of(client) == petra
    petra.refresh_from_db()
    assert (petra.awaits_invitation, petra.last_login is not None) == (False, True)
    assert SocialAccount.objects.get(user=petra).uid == "p-1"
    assert Message.objects.filter(to=petra, subject="A new way to sign in").count() == 1
    User.objects.filter(pk=petra.pk).update(email="petra.lund@council.example")
    again = Client()
    sign_in(again, "p-1")
    assert user_of(again) == petra, "the link is to the person, not to the address"


@pytest.mark.parametrize("sub", ["p-2", "p-3", "p-4"])
def test_an_address_that_the_organisation_may_not_vouch_for_opens_nothing(council, petra, client, sub):
    """Given one it has not verified, one of another domain, and none; then nobody is signed in or linked."""
    page = sign_in(client, sub)
    assert (page.status_code, "We cannot sign you in" in page.text) == (403, True)
    assert not user_of(client).is_authenticated
    petra.refresh_from_db()
    assert petra.awaits_invitation
    assert not SocialAccount.objects.exists()


def test_without_an_invitation_nobody_is_signed_in_and_no_account_is_made(council, cast, client):
    count = User.objects.count()
    assert sign_in(client, "p-1").status_code == 403
    User.objects.create_user(PETRA, "Petra Lund", PASSWORD)  # an account that nobody has invited this way
    assert sign_in(Client(), "p-1").status_code == 403
    assert User.objects.count() == count + 1
    assert not SocialAccount.objects.exists()


def test_an_expired_invitation_links_nothing(council, petra, client):
    petra.invitations.update(expires_at=petra.invitations.get().recorded_at)
    assert sign_in(client, "p-1").status_code == 403


def test_suspended_access_stays_suspended(council, petra, client, cast):
    sign_in(client, "p-1")
    suspend_access(user=petra, reason="An allegation", by=cast.ben)
    assert not user_of(client).is_authenticated, "on the next request"
    page = sign_in(Client(), "p-1")
    assert (page.status_code, "Your access is suspended" in page.text) == (403, True)


def test_the_second_factor_is_asked_after_the_organisation(council, petra, client, settings):
    sign_in(client, "p-1")
    Authenticator.objects.create(user=petra, type=Authenticator.Type.TOTP, data={"secret": "x"})
    other = Client()
    assert sign_in(other, "p-1")["Location"] == reverse("mfa_authenticate")
    assert not user_of(other).is_authenticated


def test_an_account_with_a_password_is_connected_by_its_owner_who_confirms_first(council, cast):
    client = Client()
    client.post(reverse("account_login"), {"login": cast.priya.email, "password": PASSWORD})
    asked = client.post(reverse("openid_connect_login", args=["council"]) + "?process=connect")
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert not SocialAccount.objects.exists()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = sign_in(client, "p-3", process="connect")
    assert (page.status_code, SocialAccount.objects.exists()) == (403, False), "the address of another domain"
    sign_in(client, "p-1", process="connect")
    assert SocialAccount.objects.get(user=cast.priya).uid == "p-1"
    page = " ".join(client.get(reverse("mfa_index")).text.split())
    assert "Elmbridge Council" in page
    assert "Connected" in page
    account = SocialAccount.objects.get()
    other = Client()
    other.force_login(cast.ben)
    other.post(reverse("single_sign_on_remove", args=[account.pk]))
    assert SocialAccount.objects.exists(), "somebody else's"
    client.post(reverse("single_sign_on_remove", args=[account.pk]))
    assert not SocialAccount.objects.exists()
    assert Client().login(email=cast.priya.email, password=PASSWORD), "the password stays"


def test_an_account_of_the_organisation_belongs_to_one_account_here(council, petra, cast):
    sign_in(Client(), "p-1")
    client = Client()
    client.post(reverse("account_login"), {"login": cast.priya.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    sign_in(client, "p-1", process="connect")
    assert SocialAccount.objects.get().user == petra


def test_an_answer_that_nobody_asked_for_signs_nobody_in(council, petra, client):
    page = client.get(reverse("openid_connect_callback", args=["council"]), {"code": "abc", "state": "guess"})
    assert page.status_code in (200, 401, 403)
    assert not user_of(client).is_authenticated


def test_an_organisation_that_does_not_answer_gets_a_plain_page(council, settings, client):
    gone = Organisation("council", "Elmbridge Council", "http://localhost:1", "casework", "secret", ("x.example",))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [gone.as_app()]}}
    page = client.post(reverse("openid_connect_login", args=["council"]))
    assert (page.status_code, "did not answer" in page.text) == (502, True)
    assert client.post(reverse("openid_connect_login", args=["unknown"])).status_code == 404


WHOLE = {
    "SIGN_IN_WITH": "council",
    "SIGN_IN_COUNCIL_NAME": "Elmbridge Council",
    "SIGN_IN_COUNCIL_SERVER": "https://login.microsoftonline.com/0f0c2c3e-5b4f-4b7e-9b0a-000000000000/v2.0",
    "SIGN_IN_COUNCIL_CLIENT_ID": "casework",
    "SIGN_IN_COUNCIL_CLIENT_SECRET": "secret",
    "SIGN_IN_COUNCIL_EMAIL_DOMAINS": "Elmbridge.example, @social.elmbridge.example",
}


def read(**changes):
    env = environ.Env()
    env.ENVIRON = {**WHOLE, **changes}
    return read_organisations(env, is_production=True)


def test_the_settings_of_an_organisation():
    (organisation,) = read()
    assert organisation.email_domains == ("elmbridge.example", "social.elmbridge.example")
    assert organisation.origin == "https://login.microsoftonline.com"
    assert read(SIGN_IN_WITH="") == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        *(({name: ""}, name) for name in WHOLE if name != "SIGN_IN_WITH"),
        ({"SIGN_IN_COUNCIL_SERVER": "http://sign-in.example"}, "https"),
        ({"SIGN_IN_COUNCIL_SERVER": "https://login.microsoftonline.com/common/v2.0"}, "one tenant"),
        ({"SIGN_IN_COUNCIL_SERVER": "https://login.microsoftonline.com/organizations/v2.0"}, "one tenant"),
        ({"SIGN_IN_WITH": "the council"}, "small letters"),
    ],
)
def test_half_a_configuration_does_not_start(changes, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        read(**changes)
