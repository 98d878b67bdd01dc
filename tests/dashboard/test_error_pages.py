"""Pages outside the navigation say whose service it is: sign-in, public pages and errors."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from contracts.models import Provider
from core.letterhead import letterhead
from dashboard.errors import server_error
from design.templatetags.formats import tel

PUBLIC = ("account_login", "account_request_login_code", "account_reset_password", "service", "service_easy_read")


@pytest.fixture
def named(cast):
    provider = Provider.objects.create(
        name="Kestrel Lane Support", telephone="01632 960120", email="office@kestrel.example"
    )
    return provider.name


@pytest.mark.parametrize("url_name", PUBLIC)
def test_public_pages_have_the_name_of_the_provider(cast, client, named, url_name):
    text = client.get(reverse(url_name)).content.decode()
    assert text.count(named) == (3 if url_name.startswith("service") else 2), "in the header and at the end"
    assert (named in text[: text.index("</title>")]) == url_name.startswith("service"), "a tab to sign in is neutral"
    assert ">Casework<" not in text


def test_without_a_name_public_pages_say_casework(cast, client):
    assert re.search(r">\s*Casework\s*</a>", client.get(reverse("service")).content.decode())


def test_staff_see_both_names(cast, client, named):
    client.force_login(cast.ben)
    text = client.get(reverse("home")).content.decode()
    assert ">Casework<" in text
    assert re.search(rf">\s*{named}\s*</span>", text)


def test_an_unknown_address_has_the_name_of_the_provider(cast, client, named):
    client.force_login(cast.ben)
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert named in response.content.decode()


def test_an_error_of_a_person_looks_like_their_own_pages(cast, client):
    """Given a person who is signed in; when a page is not theirs; then the quick way out is there all the same."""
    client.force_login(cast.maya)
    response = client.get("/nowhere/")
    text = response.content.decode()
    assert response.status_code == 404
    assert "data-quick-exit" in text
    assert 'class="cw-portal"' in text
    assert "Contact us:" in text


def test_an_expired_form_of_a_person_looks_like_their_own_pages(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.maya)
    response = client.post(reverse("my_rating_preference"), {"wants": "yes"})
    assert response.status_code == 403
    assert "data-quick-exit" in response.content.decode()


@pytest.mark.parametrize("path", ["/people/", "/me/plan/"])
def test_a_fault_of_ours_asks_the_database_nothing(cast, django_assert_num_queries, named, path):
    """Given a page before and a fault; when the error page is made; then it has the name, and needs no database."""
    letterhead()
    request = RequestFactory().get(path)
    request.user = cast.maya
    with django_assert_num_queries(0):
        response = server_error(request)
    text = response.content.decode()
    assert response.status_code == 500
    assert named in text
    assert tel("01632 960120") in text
    assert "data-quick-exit" in text


@pytest.mark.parametrize(("opened_from", "is_portal"), [("/me/settings/", True), ("/people/", False), ("", False)])
def test_a_fault_on_a_page_that_own_pages_lead_to_looks_like_them(cast, opened_from, is_portal):
    """Given the page of the account, opened from the person's own pages; when it fails; then it looks like these."""
    headers = {"HTTP_REFERER": f"http://testserver{opened_from}"} if opened_from else {}
    request = RequestFactory().get(reverse("unsent_forms"), **headers)
    request.user = cast.maya
    assert ('class="cw-portal"' in server_error(request).text) == is_portal
