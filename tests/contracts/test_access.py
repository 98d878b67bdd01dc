"""Access can be taken from everybody: managers and administrators suspend accounts and end roles on pages."""

import datetime

import pytest
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.permissions import can
from accounts.services import restore_access
from accounts.walls import raise_wall
from contracts.access.accounts import managed_accounts
from contracts.models import Post
from contracts.services import appoint, relieve, restore_account, suspend_account
from core import clock
from core.errors import Refused
from core.models import Message
from tests.races import run_together

DAY = datetime.timedelta(days=1)


def send_end(client, post, ends, day):
    return client.post(
        reverse("account_post_end", args=[post.user_id, post.pk]),
        {"ends": ends, "last_on_day": day.day, "last_on_month": day.month, "last_on_year": day.year},
    )


def send_last_day(client, post, day):
    return send_end(client, post, "later", day)


def test_managers_manage_the_accounts_of_their_contracts_and_administrators_all_of_the_portal(cast):
    names = {name: set(managed_accounts(getattr(cast, name))) for name in ("ben", "alan", "nadia", "amara", "priya")}
    assert {cast.amara, cast.priya, cast.helen, cast.alan, cast.dana} <= names["ben"]
    assert not names["ben"] & {cast.ben, cast.gwen, cast.maya, cast.rosa}
    assert {cast.maya, cast.rosa, cast.amara} <= names["alan"]
    assert names["nadia"] == {cast.gwen, cast.ivor, cast.alan}
    assert names["amara"] == names["priya"] == set()


def test_a_person_behind_a_wall_has_no_account_for_an_administrator(cast, client):
    """Given Alan, who knows Maya personally; then the accounts do not tell him that she is supported."""
    client.force_login(cast.alan)
    address = reverse("account_access", args=[cast.maya.pk])
    assert client.get(address).status_code == 200
    raise_wall(record_id=cast.individual.pk, user=cast.alan, reason="Her neighbour", by=cast.sunita)
    page = client.get(reverse("account_list")).content.decode()
    assert cast.maya.full_name not in page
    assert cast.rosa.full_name in page
    assert client.get(address).status_code == 404
    assert client.post(reverse("account_suspend", args=[cast.maya.pk]), {"reason": "x"}).status_code == 404


def test_a_former_colleague_behind_a_wall_has_no_role_in_the_portal(cast, client):
    """Given Maya, who once worked here; then Alan, who knows her, reads that she has no role now, and no more."""
    post = appoint(user=cast.maya, role="support_worker", contract=cast.tameside, from_on=cast.today - 9 * DAY, by=None)
    Post.objects.filter(pk=post.pk).update(until_on=cast.today - DAY)
    address = reverse("account_access", args=[cast.maya.pk])
    client.force_login(cast.alan)
    assert "Person supported" in client.get(address).text
    raise_wall(record_id=cast.individual.pk, user=cast.alan, reason="Her neighbour", by=cast.sunita)
    assert "Person supported" not in client.get(address).text


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


def test_administrators_read_who_is_supported_and_who_represents_someone(cast, client):
    """Given accounts without a role; then they are not called "No role", and nobody reads whom they represent."""
    client.force_login(cast.alan)
    for user, words in ((cast.maya, "Person supported"), (cast.rosa, "Represents someone")):
        page = client.get(reverse("account_access", args=[user.pk])).content.decode()
        assert words in page
        assert "No role" not in page
    page = client.get(reverse("account_list")).content.decode()
    assert "Person supported" in page
    assert "Represents someone" in page
    rosa = page.split(reverse("account_access", args=[cast.rosa.pk]))[1].split("</tr>")[0]
    assert "Maya" not in rosa


def test_managers_do_not_read_that_a_former_colleague_is_supported(cast, client):
    began = cast.today - 9 * DAY
    post = appoint(user=cast.maya, role="support_worker", contract=cast.tameside, from_on=began, by=cast.alan)
    Post.objects.filter(pk=post.pk).update(until_on=cast.today - DAY)
    client.force_login(cast.ben)
    page = client.get(reverse("account_access", args=[cast.maya.pk])).content.decode()
    assert "No role now" in page
    assert "Person supported" not in page


def test_a_role_ends_on_its_page(cast, client):
    post = Post.objects.get(user=cast.priya)
    client.force_login(cast.ben)
    send_last_day(client, post, cast.today)
    post.refresh_from_db()
    assert post.until_on == cast.today + DAY
    assert can(cast.priya, P.READ_PERSON, cast.individual)
    with clock.frozen_at(clock.now() + DAY):
        assert not can(cast.priya, P.READ_PERSON, cast.individual)


@pytest.mark.parametrize(("days", "words"), [(-1, "or later"), (-900, "or later"), (731, "or earlier")])
def test_the_last_day_of_a_role_is_today_or_later_and_at_most_two_years_ahead(cast, client, days, words):
    """Given a last day in the past or far ahead; then the form names the field, and who could see what is unchanged."""
    post = Post.objects.get(user=cast.priya)
    client.force_login(cast.ben)
    page = send_last_day(client, post, cast.today + days * DAY)
    assert words in page.content.decode()
    assert 'href="#id_last_on' in page.content.decode()
    post.refresh_from_db()
    assert post.until_on is None
    send_last_day(client, post, cast.today + 730 * DAY)
    post.refresh_from_db()
    assert post.last_on == cast.today + 730 * DAY


@pytest.mark.parametrize("began", [-400, 0, 3])
def test_a_role_ends_now_on_its_page(cast, client, began):
    """Given a role by mistake, from long ago, today or soon; when it ends now; then it gives nothing from then on."""
    day = cast.today + began * DAY
    post = appoint(user=cast.noel, role="manager", contract=cast.tameside, from_on=day, by=cast.alan)
    assert can(cast.noel, P.READ_PERSON, cast.individual) is (began <= 0)
    client.force_login(cast.ben)
    page = client.get(reverse("account_post_end", args=[post.user_id, post.pk])).content.decode()
    assert "When does the role end?" in page
    send_end(client, post, "now", cast.today - 9 * DAY)
    post.refresh_from_db()
    assert post.until_on == cast.today
    assert not can(cast.noel, P.READ_PERSON, cast.individual)
    assert (post in Post.objects.on(day)) is (began < 0), "the past does not change"
    with clock.frozen_at(clock.now() + 5 * DAY):
        assert not can(cast.noel, P.READ_PERSON, cast.individual)
    again = appoint(user=cast.noel, role="manager", contract=cast.tameside, from_on=cast.today, by=cast.alan)
    assert can(cast.noel, P.READ_PERSON, cast.individual), "the same role may be given again"
    assert again.pk != post.pk


def test_an_end_before_today_is_refused(cast):
    with pytest.raises(Refused, match="must be today or later"):
        relieve(post=Post.objects.get(user=cast.priya), until_on=cast.today - DAY, by=cast.ben)


def test_a_role_needs_a_last_day_unless_it_ends_now(cast, client):
    post = Post.objects.get(user=cast.priya)
    client.force_login(cast.ben)
    path = reverse("account_post_end", args=[post.user_id, post.pk])
    assert "Enter the last day in this role" in client.post(path, {"ends": "later"}).content.decode()
    assert client.post(path, {}).status_code == 200
    post.refresh_from_db()
    assert post.until_on is None


def test_a_role_that_ends_later_may_end_earlier_but_not_before_it_began(cast):
    post = appoint(user=cast.noel, role="referrer", contract=cast.tameside, from_on=cast.today - 5 * DAY, by=cast.alan)
    relieve(post=post, until_on=cast.today + 9 * DAY, by=cast.alan)
    relieve(post=post, until_on=cast.today + DAY, by=cast.alan)
    with pytest.raises(Refused, match="already ends"):
        relieve(post=post, until_on=cast.today + 2 * DAY, by=cast.alan)
    later = appoint(user=cast.noel, role="keyworker", contract=cast.tameside, from_on=cast.today + 5 * DAY, by=None)
    with pytest.raises(Refused, match="began on"):
        relieve(post=later, until_on=cast.today + 3 * DAY, by=cast.alan)


def test_nobody_ends_their_own_role_or_the_last_that_manages_access(cast):
    tomorrow = cast.today + DAY
    with pytest.raises(Refused, match="your own role"):
        relieve(post=Post.objects.get(user=cast.ben), until_on=tomorrow, by=cast.ben)
    for user in (cast.ben, cast.dana):
        relieve(post=Post.objects.get(user=user), until_on=tomorrow, by=cast.alan)
    with pytest.raises(Refused, match="No one else manages"):
        relieve(post=Post.objects.get(user=cast.alan), until_on=tomorrow, by=None)


def test_a_role_that_others_outlast_is_needed(cast):
    """Given a deputy who leaves in a week and no administrator; then the role of the manager, who stays, cannot end."""
    suspend_account(user=cast.alan, reason="An allegation", by=cast.ben)
    relieve(post=Post.objects.get(user=cast.dana), until_on=cast.today + 7 * DAY, by=cast.ben)
    with pytest.raises(Refused, match="No one else manages"):
        relieve(post=Post.objects.get(user=cast.ben), until_on=cast.today + DAY, by=cast.alan)


def test_the_last_administrator_remains(cast):
    with pytest.raises(Refused, match="No one else manages"):
        relieve(post=Post.objects.get(user=cast.alan), until_on=cast.today + DAY, by=cast.ben)
    appoint(user=cast.noel, role="administrator", contract=None, from_on=cast.today, by=cast.alan)
    relieve(post=Post.objects.get(user=cast.alan), until_on=cast.today + DAY, by=cast.noel)


def test_only_an_administrator_ends_the_role_of_one(cast, client):
    appoint(user=cast.noel, role="administrator", contract=None, from_on=cast.today, by=cast.alan)
    post = Post.objects.get(user=cast.noel)
    client.force_login(cast.ben)
    assert "End role" not in client.get(reverse("account_access", args=[cast.noel.pk])).content.decode()
    assert send_end(client, post, "now", cast.today).status_code == 403
    client.force_login(cast.alan)
    assert send_end(client, post, "now", cast.today).status_code == 302


def test_another_role_of_the_same_user_and_a_suspended_colleague_do_not_count(cast):
    """Given a manager who is an administrator too, and colleagues who are suspended; then the role cannot end."""
    appoint(user=cast.ben, role="administrator", contract=None, from_on=cast.today, by=cast.alan)
    post = Post.objects.get(user=cast.ben, role="manager")
    for user in (cast.dana, cast.alan):
        suspend_account(user=user, reason="An allegation", by=None)
    with pytest.raises(Refused, match="No one else manages"):
        relieve(post=post, until_on=cast.today + DAY, by=None)
    restore_account(user=cast.alan, by=None)
    assert relieve(post=post, until_on=cast.today + DAY, by=cast.alan).until_on == cast.today + DAY


def test_a_role_ends_on_the_page_of_its_own_user_only(cast, client):
    """Given the address of an account that Ben manages, with a role of the other contract; then it is not found."""
    post = Post.objects.get(user=cast.gwen)
    client.force_login(cast.ben)
    answer = client.post(reverse("account_post_end", args=[cast.amara.pk, post.pk]), {"ends": "now"})
    assert answer.status_code == 404
    post.refresh_from_db()
    assert post.until_on is None


# Suspension is of the whole user


def told(event: str) -> set:
    return {message.to for message in Message.objects.filter(key__startswith=f"access-{event}:", channel="in app")}


def test_those_who_manage_access_in_every_contract_are_told(cast):
    """Given Amara, who also works in the other contract; when Ben suspends her; then its manager hears of it."""
    appoint(user=cast.amara, role="support_worker", contract=cast.links, from_on=cast.today, by=cast.nadia)
    suspend_account(user=cast.amara, reason="An allegation", by=cast.ben)
    assert told("suspended") == {cast.dana, cast.alan, cast.nadia}
    message = Message.objects.filter(to=cast.nadia).first()
    assert message.path == reverse("account_access", args=[cast.amara.pk])
    assert cast.amara.full_name not in message.subject + message.body
    assert managed_accounts(cast.nadia).filter(pk=cast.amara.pk).exists(), "she may open it"
    restore_account(user=cast.amara, by=cast.nadia)
    assert told("restored") == {cast.ben, cast.dana, cast.alan}


@pytest.mark.parametrize(("begins", "ends", "is_told"), [(-9, None, True), (3, None, True), (-9, -1, False)])
def test_a_role_of_today_or_later_concerns_its_contract_and_one_that_has_ended_does_not(cast, begins, ends, is_told):
    begun_on = cast.today + begins * DAY
    post = appoint(user=cast.amara, role="support_worker", contract=cast.links, from_on=begun_on, by=None)
    if ends:
        Post.objects.filter(pk=post.pk).update(until_on=cast.today + ends * DAY)
    suspend_account(user=cast.amara, reason="An allegation", by=cast.ben)
    assert (cast.nadia in told("suspended")) is is_told


def test_an_account_without_a_role_concerns_no_contract(cast):
    suspend_account(user=cast.maya, reason="Somebody else has her phone", by=cast.alan)
    assert told("suspended") == set()


def test_who_manages_access_may_suspend_another_and_the_others_are_told(cast):
    suspend_account(user=cast.dana, reason="An allegation", by=cast.ben)
    assert told("suspended") == {cast.alan}
    with pytest.raises(Refused, match="Your own access is suspended"):
        suspend_account(user=cast.ben, reason="In return", by=cast.dana)
    with pytest.raises(Refused, match="Your own access is suspended"):
        restore_account(user=cast.dana, by=cast.dana)
    restore_account(user=cast.dana, by=cast.ben)
    assert told("restored") == {cast.alan}, "nobody is told of their own access"


def test_nobody_restores_their_own_access(cast):
    suspend_account(user=cast.dana, reason="An allegation", by=cast.ben)
    with pytest.raises(Refused, match="your own access"):
        restore_access(user=cast.dana, by=cast.dana)


def messages_about_no_manager() -> list[Message]:
    return list(Message.objects.filter(key__startswith="access-unmanaged:", channel="in app").order_by("to__full_name"))


def test_the_only_manager_of_another_contract_can_be_suspended(cast, client):
    """Given Nadia, who alone manages a contract and works in Ben's; when he suspends her; then it is done at once.

    Alan, the administrator, still manages it, and gets the message like the others who do.
    """
    appoint(user=cast.nadia, role="support_worker", contract=cast.tameside, from_on=cast.today, by=cast.ben)
    client.force_login(cast.ben)
    page = client.post(
        reverse("account_suspend", args=[cast.nadia.pk]), {"reason": "Her phone was stolen"}, follow=True
    )
    cast.nadia.refresh_from_db()
    assert not cast.nadia.has_access
    assert cast.links.name not in page.content.decode()
    assert told("suspended") == {cast.dana, cast.alan}
    assert messages_about_no_manager() == []


def test_without_an_administrator_those_who_manage_her_other_contracts_are_asked(cast):
    appoint(user=cast.nadia, role="support_worker", contract=cast.tameside, from_on=cast.today, by=cast.ben)
    suspend_account(user=cast.alan, reason="An allegation", by=cast.ben)
    suspend_account(user=cast.nadia, reason="Her phone was stolen", by=cast.ben)
    messages = messages_about_no_manager()
    assert [message.to for message in messages] == [cast.ben, cast.dana]
    assert cast.links.name not in messages[0].subject + messages[0].body, "they do not manage that contract"
    assert messages[0].path == reverse("account_access", args=[cast.nadia.pk])
    appoint(user=cast.gwen, role="deputy", contract=cast.links, from_on=cast.today, by=cast.alan)
    assert all(message.read_at for message in messages_about_no_manager()), "somebody was appointed"


def test_no_contract_lacks_a_manager_while_another_manages_access(cast):
    suspend_account(user=cast.dana, reason="An allegation", by=cast.ben)
    assert messages_about_no_manager() == []


def test_a_contract_lacks_a_manager_when_all_who_manage_access_are_suspended(cast):
    """Given Dana, a manager of the other contract too; when the last who manages access to it is suspended."""
    appoint(user=cast.dana, role="manager", contract=cast.links, from_on=cast.today, by=None)
    for user in (cast.nadia, cast.alan):
        suspend_account(user=user, reason="An allegation", by=None)
    assert messages_about_no_manager() == []
    suspend_account(user=cast.dana, reason="An allegation", by=cast.ben)
    assert [message.to for message in messages_about_no_manager()] == [cast.ben]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_suspend_each_other_at_once_one_succeeds(cast):
    acts = [
        lambda: suspend_account(user=cast.dana, reason="An allegation", by=cast.ben),
        lambda: suspend_account(user=cast.ben, reason="An allegation", by=cast.dana),
    ]
    outcomes = run_together(acts, together=2)
    assert len([one for one in outcomes if isinstance(one, Refused)]) == 1


@pytest.mark.parametrize("name", ["account_suspend", "worker_suspend"])
def test_the_page_says_whom_a_suspension_concerns(cast, client, name):
    client.force_login(cast.ben)
    argument = cast.amara.pk if name == "account_suspend" else cast.worker.pk
    page = client.get(reverse(name, args=[argument])).content.decode()
    assert "in every contract" in page
    assert "manages access" in page
    assert "stay with them until someone reassigns them" in page
    client.post(reverse(name, args=[argument]), {"reason": "An allegation"})
    assert told("suspended") == {cast.dana, cast.alan}
