"""The navigation: every address lights its group, and a group lists what the user may open."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.page_access import PageClass
from dashboard.navigation import GROUPS, group_of, menu
from tests.pages.urls import patterns

WITHOUT_GROUP = {PageClass.PUBLIC, PageClass.PORTAL, PageClass.TOKEN, PageClass.DEMO_ONLY, PageClass.SIGNING_IN}
OF_THE_ACCOUNT = {"account", "accounts", "drafts", "me", "operations", "unsent"}


def first_part(route: str) -> str:
    return route.strip("/").partition("/")[0]


def test_every_address_belongs_to_one_group():
    """An address with a new first part must be added to a group, so that its pages light it."""
    unknown = {
        first_part(route)
        for route, pattern in patterns()
        if getattr(pattern.callback, "page_class", PageClass.SIGNING_IN) not in WITHOUT_GROUP
        and group_of("/" + route) is None
    }

    assert unknown <= OF_THE_ACCOUNT
    parts = [part for group in GROUPS for part in group.first_parts]
    assert len(parts) == len(set(parts))


def test_a_form_belongs_to_the_group_of_the_list_that_leads_to_it():
    assert group_of(reverse("on_call_new", args=[uuid4()])) is group_of(reverse("on_call"))


def test_a_page_belongs_to_the_group_that_lists_it():
    for group in GROUPS:
        for page in group.pages:
            assert group_of(page.url) is group, page.url_name


@pytest.mark.parametrize(
    ("path", "group", "page"),
    [
        ("/", "Home", None),
        ("/people/", "People", "People"),
        ("/referrals/waiting/", "People", "Waiting list"),
        ("/people/00000000-0000-0000-0000-000000000000/plan/", "People", "People"),
        ("/packages/00000000-0000-0000-0000-000000000000/", "People", None),
        ("/visits/rota/", "Visits", "Rota"),
        ("/notices/", "Contracts", "Notices"),
    ],
)
def test_a_page_lights_its_group_and_the_nearest_page(path, group, page):
    permissions = {permission for each in GROUPS for page in each.pages for permission in page.permissions}

    items = menu(permissions, path)

    assert [item["text"] for item in items if item["is_current"]] == [group]
    pages = [entry["text"] for item in items for entry in item["pages"] if entry["is_current"]]
    assert pages == ([page] if page else [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "groups"),
    [
        ("amara", ["Home", "People", "Visits", "Incidents", "Contracts"]),
        ("ben", ["Home", "People", "Visits", "Staff", "Safeguarding and quality", "Contracts"]),
        ("priya", ["Home", "People"]),
        ("helen", ["Home", "Contracts"]),
        # A group of one page has its name: a referrer has no list of people, and finance no visits.
        ("rui", ["Home", "Referrals"]),
        ("farah", ["Home", "Hours", "Incidents", "Contracts"]),
    ],
)
def test_a_user_sees_the_groups_with_pages_for_their_roles(cast, who, groups):
    client = Client()
    client.force_login(getattr(cast, who))

    # The home page of a commissioner leads to the returns.
    navigation = client.get(reverse("home"), follow=True).context["navigation"]

    assert [group["text"] for group in navigation] == groups
    for group in navigation:
        assert client.get(group["href"], follow=True).status_code == 200, group["text"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "page", "names"),
    [
        ("amara", "home", ["account_change_password", "service", "contracts"]),
        ("amara", "visits", ["phone_notes"]),
        ("farah", "my_details", ["account_change_password", "service", "contracts"]),
        ("priya", "home", ["account_change_password", "service"]),
        ("helen", "returns", ["account_change_password", "service", "contracts"]),
    ],
)
def test_pages_of_the_account_and_the_contract_are_a_link_away(cast, who, page, names):
    client = Client()
    client.force_login(getattr(cast, who))
    words = client.get(reverse(page)).content.decode()
    assert [name for name in names if f'href="{reverse(name)}"' not in words] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "name"), [("ben", "phone_notes"), ("priya", "contracts"), ("rui", "contracts")])
def test_nobody_is_led_to_a_page_they_may_not_open(cast, who, name):
    client = Client()
    client.force_login(getattr(cast, who))
    assert f'href="{reverse(name)}"' not in client.get(reverse("home")).content.decode()
    assert client.get(reverse(name)).status_code in (403, 404)


@pytest.mark.django_db
def test_only_staff_find_a_person_from_every_page(cast):
    for who, is_shown in (("amara", True), ("ben", True), ("priya", False), ("helen", False)):
        client = Client()
        client.force_login(getattr(cast, who))

        page = client.get(reverse("home"), follow=True).content.decode()

        assert ('id="person-search"' in page) is is_shown, who
