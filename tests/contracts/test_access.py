"""Access can be taken from everybody: managers and administrators suspend accounts and end roles on pages."""

import datetime

import pytest
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.permissions import can
from contracts.access.accounts import managed_accounts
from contracts.models import Post
from contracts.services import appoint, relieve
from core import clock
from core.errors import Refused

DAY = datetime.timedelta(days=1)


def test_managers_manage_the_accounts_of_their_contracts_and_administrators_all_of_the_portal(cast):
    names = {name: set(managed_accounts(getattr(cast, name))) for name in ("ben", "alan", "nadia", "amara", "priya")}
    assert {cast.amara, cast.priya, cast.helen, cast.alan, cast.dana} <= names["ben"]
    assert not names["ben"] & {cast.ben, cast.gwen, cast.maya, cast.rosa}
    assert {cast.maya, cast.rosa, cast.amara} <= names["alan"]
    assert names["nadia"] == {cast.gwen, cast.ivor}
    assert names["amara"] == names["priya"] == set()


def test_a_role_that_ended_long_ago_gives_no_reach_to_somebody_who_works_elsewhere_now(cast):
    began = cast.today - 9 * DAY
    post = appoint(user=cast.gwen, role="support_worker", contract=cast.tameside, from_on=began, by=cast.alan)
    assert cast.gwen in managed_accounts(cast.ben)
    Post.objects.filter(pk=post.pk).update(until_on=cast.today - DAY)
    assert cast.gwen not in managed_accounts(cast.ben)


@pytest.mark.parametrize("name", ["priya", "helen", "farah", "sunita", "alan"])
def test_a_manager_suspends_somebody_without_a_staff_record(cast, client, name):
    user = getattr(cast, name)
    client.force_login(cast.ben)
    page = client.get(reverse("account_list")).content.decode()
    assert reverse("account_access", args=[user.pk]) in page
    client.post(reverse("account_suspend", args=[user.pk]), {"reason": "Left the Council"})
    user.refresh_from_db()
    assert not user.has_access
    client.force_login(user)
    assert client.get(reverse("home")).status_code == 302, "their sessions end"
    client.force_login(cast.ben)
    client.post(reverse("account_restore", args=[user.pk]))
    user.refresh_from_db()
    assert user.has_access


def test_an_administrator_suspends_a_person_and_a_representative(cast, client):
    client.force_login(cast.alan)
    for user in (cast.maya, cast.rosa):
        client.post(reverse("account_suspend", args=[user.pk]), {"reason": "Somebody else has their phone"})
        user.refresh_from_db()
        assert not user.has_access


def test_a_role_ends_on_its_page(cast, client):
    post = Post.objects.get(user=cast.priya)
    client.force_login(cast.ben)
    day = cast.today - DAY
    client.post(
        reverse("account_post_end", args=[cast.priya.pk, post.pk]),
        {"last_on_day": day.day, "last_on_month": day.month, "last_on_year": day.year},
    )
    post.refresh_from_db()
    assert post.until_on == clock.today()
    assert not can(cast.priya, P.READ_PERSON, cast.individual)


def test_a_role_that_ends_later_may_end_earlier_but_not_before_it_began(cast):
    post = appoint(user=cast.noel, role="referrer", contract=cast.tameside, from_on=cast.today - 5 * DAY, by=cast.alan)
    relieve(post=post, until_on=cast.today + 9 * DAY, by=cast.alan)
    relieve(post=post, until_on=cast.today, by=cast.alan)
    with pytest.raises(Refused, match="already ends"):
        relieve(post=post, until_on=cast.today + DAY, by=cast.alan)
    with pytest.raises(Refused, match="began on"):
        relieve(post=post, until_on=cast.today - 5 * DAY, by=cast.alan)


def test_nobody_ends_their_own_role_or_the_last_that_manages_access(cast):
    with pytest.raises(Refused, match="your own role"):
        relieve(post=Post.objects.get(user=cast.ben), until_on=cast.today, by=cast.ben)
    for user in (cast.ben, cast.dana):
        relieve(post=Post.objects.get(user=user), until_on=cast.today, by=cast.alan)
    with pytest.raises(Refused, match="No one else manages"):
        relieve(post=Post.objects.get(user=cast.alan), until_on=cast.today, by=None)
