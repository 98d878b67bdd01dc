"""Large letters and easy read are chosen once and stay, on every page of the person; no script is needed."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.services import open_portal_account, record_access_need
from core import clock
from plans.services import offer, start
from visits.services import plan_visit

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def choose(user, **answers) -> Client:
    client = signed_in(user)
    assert client.post(reverse("my_settings"), answers).status_code == 302
    return client


@pytest.mark.parametrize("name", ["me", "my_plan", "my_messages", "my_details", "mfa_index", "service"])
def test_large_letters_are_on_every_page(cast, name):
    assert "cw-large-type" not in signed_in(cast.maya).get(reverse(name)).content.decode()
    client = choose(cast.maya, large_type="on")
    assert 'class="cw-portal cw-large-type"' in client.get(reverse(name)).content.decode()
    again = signed_in(cast.maya)
    assert "cw-large-type" in again.get(reverse(name)).content.decode(), "also after the next sign-in"
    assert "cw-large-type" in client.get("/me/nothing-here/").content.decode()


def test_easy_read_is_shown_where_there_is_one_and_is_taken_back(cast):
    starts_at = clock.instant_on(cast.today + datetime.timedelta(days=1), datetime.time(10))
    plan_visit(
        package=cast.package,
        worker=cast.worker,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=1),
        by=cast.amara,
    )
    client = choose(cast.maya, easy_read="on")
    for name in ("me", "my_plan", "my_visits", "service"):
        assert "pictures/" in client.get(reverse(name)).content.decode(), name
    home = client.get(reverse("me")).content.decode()
    assert "Amara Okafor comes to see you." in home
    assert "The time is 10am." in home
    assert "pictures/" not in client.get(reverse("my_plan") + "?full=yes").content.decode()
    assert "pictures/" not in client.get(reverse("service") + "?full=yes").content.decode()
    choose(cast.maya)
    assert "pictures/" not in client.get(reverse("me")).content.decode()


def test_a_new_plan_in_easy_read_has_the_answers_at_top_and_bottom(cast):
    plan = start(package=cast.package, by=cast.amara)
    offer(plan=plan, by=cast.amara)
    client = choose(cast.maya, easy_read="on")
    for query in ("", "?full=yes"):
        page = client.get(reverse("my_plan") + query).content.decode()
        assert page.count(f'href="{reverse("my_agree", args=[plan.pk])}') == 2
        assert page.count(f'href="{reverse("my_decline", args=[plan.pk])}') == 2


def test_the_settings_are_ones_own(cast):
    choose(cast.maya, large_type="on", easy_read="on")
    cast.tomasz.refresh_from_db()
    assert (cast.tomasz.large_type, cast.tomasz.easy_read) == (False, False)


def test_who_needs_large_print_has_large_letters_until_they_choose(cast):
    """Given the need for large print is recorded; then the pages have large letters, unless the person chose."""
    record_access_need(individual=cast.individual, kind="format", code="large print", by=cast.amara)
    assert "cw-large-type" in signed_in(cast.maya).get(reverse("me")).content.decode()
    choose(cast.maya)
    record_access_need(individual=cast.individual, kind="format", code="braille", by=cast.amara)
    assert "cw-large-type" not in signed_in(cast.maya).get(reverse("me")).content.decode()


def test_other_needs_and_those_of_a_carer_change_no_letters(cast):
    record_access_need(individual=cast.individual, kind="format", code="braille", by=cast.amara)
    cast.maya.refresh_from_db()
    assert not cast.maya.large_type


def test_a_new_account_has_large_letters_where_the_need_was_recorded_before(cast):
    individual = cast.other_individual
    record_access_need(individual=individual, kind="format", code="large print", by=cast.ben)
    if individual.user is None:
        details = {"email": "new@example.org", "telephone": "", "identity": "In person"}
        assert open_portal_account(individual=individual, by=cast.ben, **details).large_type
    else:
        individual.user.refresh_from_db()
        assert individual.user.large_type
