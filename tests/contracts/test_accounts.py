"""Managers and administrators open accounts, give roles, and correct both."""

import datetime
import re

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.models import Invitation, User
from accounts.permissions import can
from accounts.roles import ROLES
from accounts.walls import raise_wall
from contracts.access.giving import may_give
from contracts.models import Post
from contracts.services import (
    appoint,
    correct_account,
    correct_role,
    create_account,
    give_role,
    go_live,
    open_account,
    relieve,
    save_provider,
    send_invitations,
    suspend_account,
    withdraw_role,
)
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from core.tasks import send_urgent_messages
from design import formatting
from tests.cast import PASSWORD
from tests.contracts.test_set_up import PROVIDER

DAY = datetime.timedelta(days=1)
PERSON = {
    "email": "Petra@council.example",
    "full_name": "Petra Lund",
    "telephone": "01632 960140",
    "identity": "Her manager sent it to me",
}


def days(name: str, day: datetime.date | None) -> dict[str, object]:
    """Return the three boxes of a day."""
    return {f"{name}_{part}": getattr(day, part) if day else "" for part in ("day", "month", "year")}


def open_for(cast, by, role="keyworker", contract="tameside", **more) -> User:
    """Open Petra's account with a role from today."""
    columns = {"role": role, "contract": getattr(cast, contract) if contract else None, "from_on": cast.today}
    return open_account(by=by, **{**PERSON, **columns, **more})


# Opening


def invited_by_email(user: User) -> str:
    """Send what waits, and return the path of the link in the last email to `user`."""
    mail.outbox.clear()
    send_urgent_messages()
    (first,) = [message for message in mail.outbox if message.to == [user.email]]
    return re.search(r"http://localhost:8200(/accounts/invitation/\S+/)", first.body)[1]


def test_a_manager_opens_an_account_on_its_page_and_its_user_follows_the_invitation(cast, client, settings):
    """Given Ben's form for Petra; when she opens the link of her email; then the button signs her in as a keyworker."""
    settings.SITE_ADDRESS = "http://localhost:8200"
    client.force_login(cast.ben)
    form = client.get(reverse("account_new")).text
    assert "Administrator" not in form.split("<form")[-1]
    sent = {**PERSON, "role": "keyworker", "contract": cast.tameside.pk, **days("from_on", cast.today)}
    refused = client.post(reverse("account_new"), {**sent, "identity": ""}).text
    assert 'href="#id_identity"' in refused
    answer = client.post(reverse("account_new"), sent)
    petra = User.objects.get(email="petra@council.example")
    assert answer.headers["Location"] == reverse("account_access", args=[petra.pk])
    assert (petra.full_name, petra.recorded_by, petra.has_usable_password()) == ("Petra Lund", cast.ben, False)
    account = client.get(answer.headers["Location"]).text
    assert "Keyworker" in account, "she is in the manager's list"
    assert "It works until" in account
    assert PERSON["identity"] in account
    link = invited_by_email(petra)
    assert Invitation.objects.get(user=petra).identity == PERSON["identity"]
    hers = Client()
    for _ in range(2):
        page = hers.get(link)
        assert "Petra Lund" in page.text
        assert not page.wsgi_request.user.is_authenticated, "a scanner of emails signs nobody in"
    hers.post(f"{link}accept/")
    assert hers.get(reverse("home")).wsgi_request.user == petra
    petra.refresh_from_db()
    assert petra.last_login is not None
    assert Client().get(link).status_code == 404
    assert Client().post(f"{link}accept/").status_code == 404


def test_an_account_opens_by_nothing_before_its_invitation(cast):
    """Given an invitation that was not used; then neither a code nor a password signs in, and the page says why."""
    petra = open_for(cast, cast.ben)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": PERSON["email"]})
    send_urgent_messages()
    code = re.search(r"Your code to sign in: (\S+)", mail.outbox[-1].body)[1]
    page = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert (page.status_code, "Use your invitation first" in page.text) == (403, True)
    petra.set_password(PASSWORD)
    petra.save()
    page = client.post(reverse("account_login"), {"login": petra.email, "password": PASSWORD})
    assert "Use your invitation first" in page.text
    assert not client.get(reverse("service")).wsgi_request.user.is_authenticated


def test_an_invitation_works_for_seven_days(cast, settings):
    settings.SITE_ADDRESS = "http://localhost:8200"
    link = invited_by_email(open_for(cast, cast.ben))
    sent_at = clock.now()
    with clock.frozen_at(sent_at + 7 * DAY - datetime.timedelta(minutes=1)):
        assert Client().get(link).status_code == 200
    with clock.frozen_at(sent_at + 7 * DAY + datetime.timedelta(seconds=1)):
        for page in (Client().get(link), Client().post(f"{link}accept/")):
            assert (page.status_code, "used or has expired" in page.text) == (404, True)


def test_an_invitation_to_somebody_suspended_opens_nothing(cast, settings):
    settings.SITE_ADDRESS = "http://localhost:8200"
    petra = open_for(cast, cast.ben)
    link = invited_by_email(petra)
    suspend_account(user=petra, reason="An allegation", by=cast.ben)
    assert Client().post(f"{link}accept/").status_code == 404


def test_somebody_else_who_is_signed_in_signs_out_first(cast, client, settings):
    settings.SITE_ADDRESS = "http://localhost:8200"
    petra = open_for(cast, cast.ben)
    link = invited_by_email(petra)
    client.force_login(cast.priya)
    assert "Sign out first" in client.post(f"{link}accept/", follow=True).text
    petra.refresh_from_db()
    assert petra.last_login is None


@pytest.mark.parametrize(("role", "is_said"), [("keyworker", True), ("finance_reader", False)])
def test_the_councils_users_read_that_they_pay_nothing(cast, role, is_said):
    petra = open_for(cast, cast.alan, role)
    assert ("You need no licence" in Message.objects.get(to=petra).body) is is_said


def test_the_first_email_is_neutral(cast):
    """It says nothing of the service, of its people, or of whoever opened the account."""
    petra = open_for(cast, cast.ben)
    message = Message.objects.get(to=petra)
    text = (message.subject + message.body).lower()
    for words in ("support", "mental", "health", "care", "keyworker", "council", cast.tameside.name, "ben", "maya"):
        assert not re.search(rf"\b{words.lower()}", text), words
    assert message.channel == "email"


def test_an_address_that_is_in_use_leads_to_the_account_only_whom_may_see_it(cast, client):
    client.force_login(cast.ben)
    answers = {"role": "keyworker", "contract": cast.tameside.pk, **days("from_on", cast.today)}
    for user, is_link in ((cast.priya, True), (cast.gwen, False), (cast.maya, False)):
        page = client.post(reverse("account_new"), {**PERSON, **answers, "email": user.email.upper()}).text
        assert "This email address is already in use." in page
        assert 'href="#id_email"' in page
        assert (reverse("account_access", args=[user.pk]) in page) is is_link
        assert (user.full_name in page) is is_link
        assert "Petra Lund" in page, "what was typed comes back"


def test_an_administrator_behind_a_wall_reads_no_name_of_a_known_address(cast, client):
    raise_wall(record_id=cast.individual.pk, user=cast.alan, reason="Her neighbour", by=cast.sunita)
    client.force_login(cast.alan)
    page = client.post(reverse("account_new"), {**PERSON, "email": cast.maya.email, "role": "administrator"}).text
    assert cast.maya.full_name not in page


def test_only_those_who_manage_access_open_accounts(cast):
    for name in ("amara", "tess", "priya", "farah", "noel"):
        with pytest.raises(Refused, match="cannot open accounts"), transaction.atomic():
            create_account(by=getattr(cast, name), **PERSON)
    assert not User.objects.filter(full_name="Petra Lund").exists()


def test_a_refused_role_leaves_no_account_and_no_email(cast):
    with pytest.raises(Refused, match="cannot give this role"):
        open_for(cast, cast.ben, "administrator", None)
    assert not User.objects.filter(full_name="Petra Lund").exists()
    assert not Message.objects.filter(key__startswith="account-opened:").exists()


# Giving roles


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator", "support_worker", "team_leader"}))
def test_a_manager_gives_every_role_of_their_contract(cast, role):
    petra = open_for(cast, cast.ben, role)
    assert Post.objects.get(user=petra).recorded_by == cast.ben
    with pytest.raises(Refused, match="cannot give this role"), transaction.atomic():
        give_role(user=petra, role=role, contract=cast.links, from_on=cast.today, by=cast.ben)


def test_only_an_administrator_makes_another(cast):
    assert not may_give(cast.ben, "administrator", None)
    with pytest.raises(Refused, match="cannot give this role"), transaction.atomic():
        give_role(user=cast.priya, role="administrator", contract=None, from_on=cast.today, by=cast.ben)
    give_role(user=cast.noel, role="administrator", contract=None, from_on=cast.today, by=cast.alan)
    assert can(cast.noel, P.KEEP_CONTRACT, cast.links)


@pytest.mark.parametrize("name", ["amara", "tess", "sunita", "farah", "priya", "nadia"])
def test_nobody_gives_a_role_in_a_contract_whose_access_they_do_not_manage(cast, name):
    with pytest.raises(Refused, match="cannot give this role"):
        give_role(user=cast.noel, role="keyworker", contract=cast.tameside, from_on=cast.today, by=getattr(cast, name))


def test_who_is_suspended_gives_no_role(cast):
    suspended = suspend_account(user=cast.ben, reason="An allegation", by=cast.dana)
    with pytest.raises(Refused, match="cannot give this role"):
        give_role(user=cast.noel, role="keyworker", contract=cast.tameside, from_on=cast.today, by=suspended)


@pytest.mark.parametrize(("name", "role", "contract"), [("ben", "deputy", "tameside"), ("alan", "manager", "links")])
def test_nobody_gives_themselves_a_role(cast, name, role, contract):
    user = getattr(cast, name)
    with pytest.raises(Refused, match="cannot give yourself"):
        give_role(user=user, role=role, contract=getattr(cast, contract), from_on=cast.today, by=user)


@pytest.mark.parametrize(
    ("first", "last", "field", "words"),
    [
        (-1, None, "from_on", "today or later"),
        (731, None, "from_on", "or earlier"),
        (0, 731, "last_on", "or earlier"),
        (3, 2, "last_on", "before the first day"),
    ],
)
def test_the_days_of_a_role_are_today_or_later_and_at_most_two_years_ahead(cast, client, first, last, field, words):
    from_on, last_on = cast.today + first * DAY, last and cast.today + last * DAY
    until_on = last_on and last_on + DAY
    with pytest.raises(Refused, match=words) as refusal, transaction.atomic():
        give_role(
            user=cast.noel, role="keyworker", contract=cast.tameside, from_on=from_on, until_on=until_on, by=cast.ben
        )
    assert refusal.value.field == field
    client.force_login(cast.ben)
    answers = {
        "role": "keyworker",
        "contract": cast.tameside.pk,
        **days("from_on", from_on),
        **days("last_on", last_on),
    }
    page = client.post(reverse("account_post_new", args=[cast.priya.pk]), answers).text
    assert words.removeprefix("today ") in page
    assert f'href="#id_{field}' in page


def test_the_last_day_of_two_years_is_given_and_counts(cast):
    """The first and the last day belong to the role."""
    first, last = cast.today + 730 * DAY, cast.today + 730 * DAY
    post = give_role(
        user=cast.noel, role="keyworker", contract=cast.tameside, from_on=first, until_on=last + DAY, by=cast.ben
    )
    assert (post.from_on, post.last_on) == (first, last)


def test_the_same_role_is_given_once_at_a_time(cast):
    with pytest.raises(Refused, match="already has that role"):
        give_role(user=cast.priya, role="keyworker", contract=cast.tameside, from_on=cast.today, by=cast.ben)


@pytest.mark.parametrize("role", ["support_worker", "team_leader"])
def test_roles_of_workers_need_a_staff_record(cast, role):
    """Given Noel, who is no worker; then he gets neither role. Amara, who is one, gets it in another contract."""
    with pytest.raises(Refused, match="need a staff record"):
        give_role(user=cast.noel, role=role, contract=cast.tameside, from_on=cast.today, by=cast.ben)
    give_role(user=cast.amara, role=role, contract=cast.links, from_on=cast.today, by=cast.nadia)


def test_the_form_offers_roles_of_workers_to_workers_only(cast, client):
    client.force_login(cast.ben)
    for user, is_offered in ((cast.priya, False), (cast.amara, True)):
        page = client.get(reverse("account_post_new", args=[user.pk])).text
        assert ('value="team_leader"' in page) is is_offered
        assert ("also need a staff record" in page) is not is_offered
        assert (reverse("worker_new_for_account", args=[user.pk]) in page) is not is_offered
    client.force_login(cast.alan)
    page = client.get(reverse("account_post_new", args=[cast.priya.pk])).text
    assert "Their manager adds them under Staff." in page


def test_the_page_of_an_account_says_that_a_staff_record_is_missing(cast, client):
    """Given Noel, a support worker without a staff record; then his page leads to it, and that of Amara does not."""
    appoint(user=cast.noel, role="support_worker", contract=cast.tameside, from_on=cast.today, by=None)
    client.force_login(cast.ben)
    for user, is_missing in ((cast.noel, True), (cast.amara, False), (cast.priya, False)):
        page = client.get(reverse("account_access", args=[user.pk])).text
        assert (reverse("worker_new_for_account", args=[user.pk]) in page) is is_missing


def test_an_administrator_gives_roles_in_every_contract_on_the_page(cast, client):
    client.force_login(cast.alan)
    path = reverse("account_post_new", args=[cast.priya.pk])
    first = days("from_on", cast.today)
    page = client.post(path, {"role": "manager", **first}).text
    assert "Choose a contract" in page
    assert client.post(path, {"role": "manager", "contract": cast.links.pk, **first}).status_code == 302
    assert client.post(path, {"role": "administrator", "contract": cast.links.pk, **first}).status_code == 302
    given = Post.objects.filter(user=cast.priya, recorded_by=cast.alan).values_list("role", "contract")
    assert set(given) == {("manager", cast.links.pk), ("administrator", None)}


def test_a_manager_is_offered_their_own_contracts_and_no_administrator(cast, client):
    client.force_login(cast.ben)
    path = reverse("account_post_new", args=[cast.priya.pk])
    page = client.get(path).text
    assert str(cast.links.pk) not in page
    for answers in ({"role": "administrator"}, {"role": "manager", "contract": cast.links.pk}):
        assert client.post(path, {**answers, **days("from_on", cast.today)}).status_code == 200
    assert Post.objects.filter(user=cast.priya).count() == 1


# Correcting and withdrawing a role


@pytest.fixture
def later(cast) -> Post:
    """Given a role that begins in five days."""
    return give_role(
        user=cast.noel, role="keyworker", contract=cast.tameside, from_on=cast.today + 5 * DAY, by=cast.ben
    )


def test_a_role_that_has_not_begun_is_corrected_on_its_page(cast, client, later):
    client.force_login(cast.ben)
    account = reverse("account_access", args=[cast.noel.pk])
    path = reverse("account_post_correct", args=[cast.noel.pk, later.pk])
    page = client.get(account).text
    assert path in page
    assert "End role" not in page
    first, last = cast.today + DAY, cast.today + 9 * DAY
    client.post(path, {**days("from_on", first), **days("last_on", last)})
    later.refresh_from_db()
    assert (later.from_on, later.last_on) == (first, last)
    client.post(path, {**days("from_on", cast.today), **days("last_on", None)})
    later.refresh_from_db()
    assert (later.from_on, later.until_on) == (cast.today, None)
    page = client.get(account).text
    assert path not in page
    assert "End role" in page


def test_a_role_that_never_began_is_withdrawn_on_its_page(cast, client, later):
    client.force_login(cast.ben)
    path = reverse("account_post_withdraw", args=[cast.noel.pk, later.pk])
    assert path in client.get(reverse("account_access", args=[cast.noel.pk])).text
    assert "Role withdrawn." in client.post(path, follow=True).text
    with clock.frozen_at(clock.now() + 6 * DAY):
        assert not Post.objects.on(clock.today()).filter(user=cast.noel).exists()
    give_role(user=cast.noel, role="keyworker", contract=cast.tameside, from_on=cast.today + 5 * DAY, by=cast.ben)


def test_a_role_that_has_begun_is_ended_and_not_corrected(cast):
    post = Post.objects.get(user=cast.priya)
    for change in (
        lambda: correct_role(post=post, from_on=cast.today + DAY, until_on=None, by=cast.ben),
        lambda: withdraw_role(post=post, by=cast.ben),
    ):
        with pytest.raises(Refused, match="already started"), transaction.atomic():
            change()


def test_corrected_days_follow_the_rules_of_new_ones(cast, later):
    for first, last, words in ((-1, None, "today or later"), (731, None, "or earlier"), (3, 1, "before the first day")):
        until_on = last and cast.today + last * DAY + DAY
        with pytest.raises(Refused, match=words), transaction.atomic():
            correct_role(post=later, from_on=cast.today + first * DAY, until_on=until_on, by=cast.ben)


def test_nobody_changes_their_own_role_or_that_of_another_contract(cast, later):
    for by, words in ((cast.noel, "your own role"), (cast.nadia, "cannot change this role")):
        with pytest.raises(Refused, match=words), transaction.atomic():
            withdraw_role(post=later, by=by)
        with pytest.raises(Refused, match=words), transaction.atomic():
            correct_role(post=later, from_on=cast.today, until_on=None, by=by)


def test_a_manager_does_not_change_the_role_of_a_later_administrator(cast, client):
    tomorrow = cast.today + DAY
    post = give_role(user=cast.priya, role="administrator", contract=None, from_on=tomorrow, by=cast.alan)
    client.force_login(cast.ben)
    for name in ("account_post_correct", "account_post_withdraw"):
        assert client.post(reverse(name, args=[cast.priya.pk, post.pk])).status_code == 403
    with pytest.raises(Refused, match="cannot change this role"):
        withdraw_role(post=post, by=cast.ben)


def test_a_later_manager_is_needed_who_is_the_only_one_then(cast):
    """Given a contract whose managers and administrator leave, and one who follows them; then the last one remains."""
    later = give_role(user=cast.noel, role="manager", contract=cast.tameside, from_on=cast.today + 5 * DAY, by=cast.ben)
    suspend_account(user=cast.alan, reason="An allegation", by=cast.ben)
    for user in (cast.ben, cast.dana):
        relieve(post=Post.objects.get(user=user), until_on=cast.today + 9 * DAY, by=None)
    for change in (
        lambda: correct_role(post=later, from_on=cast.today + 20 * DAY, until_on=None, by=cast.ben),
        lambda: correct_role(post=later, from_on=later.from_on, until_on=cast.today + 12 * DAY, by=cast.ben),
        lambda: withdraw_role(post=later, by=cast.ben),
    ):
        with pytest.raises(Refused, match="No one else manages access then"), transaction.atomic():
            change()
    correct_role(post=later, from_on=cast.today + 2 * DAY, until_on=None, by=cast.ben)


# Correcting an account


def correct(user, by, **more):
    """Correct Petra's account, as it is beside `more`."""
    columns = {"full_name": user.full_name, "telephone": user.telephone, "email": user.email}
    return correct_account(user=user, by=by, **{**columns, **more})


def test_name_and_number_are_corrected_on_the_page(cast, client):
    petra = open_for(cast, cast.ben)
    client.force_login(cast.ben)
    path = reverse("account_correct", args=[petra.pk])
    assert path in client.get(reverse("account_access", args=[petra.pk])).text
    answers = {"full_name": "Petra Lunde", "email": petra.email, "telephone": "01632 960141"}
    assert "Account changed." in client.post(path, answers, follow=True).text
    petra.refresh_from_db()
    assert (petra.full_name, petra.telephone) == ("Petra Lunde", "01632 960141")
    assert "Enter" in client.post(path, {"full_name": "", "email": "", "telephone": "12"}).text


def test_a_wrong_address_is_corrected_before_the_first_sign_in(cast):
    """Given an email to a wrong address, whose reader has set a password; then the new address gets the email, and
    neither the password nor the old address opens the account.
    """
    petra = open_for(cast, cast.ben)
    petra.set_password(PASSWORD)
    petra.save()
    correct(petra, cast.ben, email="Petra.Lund@council.example")
    petra.refresh_from_db()
    assert (petra.email, petra.has_usable_password()) == ("petra.lund@council.example", False)
    assert set(Message.objects.filter(to=petra).values_list("address", flat=True)) == {
        "petra@council.example",
        "petra.lund@council.example",
    }
    with pytest.raises(Refused, match="already in use") as refusal, transaction.atomic():
        correct(petra, cast.ben, email=cast.maya.email.upper())
    assert refusal.value.field == "email"


def test_who_has_signed_in_changes_the_address_themselves(cast, client):
    petra = open_for(cast, cast.ben)
    User.objects.filter(pk=petra.pk).update(last_login=clock.now())
    with pytest.raises(Refused, match="only they can change") as refusal, transaction.atomic():
        correct(petra, cast.ben, email="other@council.example")
    assert refusal.value.field == "email"
    client.force_login(cast.ben)
    path = reverse("account_correct", args=[petra.pk])
    client.post(path, {"full_name": "P. Lund", "email": "other@council.example", "telephone": ""})
    petra.refresh_from_db()
    assert (petra.full_name, petra.email) == ("P. Lund", "petra@council.example")


def test_only_who_manages_every_role_of_an_account_corrects_it(cast):
    """A manager could otherwise take over the account of an administrator who has not signed in yet."""
    petra = open_for(cast, cast.ben)
    give_role(user=petra, role="manager", contract=cast.links, from_on=cast.today + DAY, by=cast.nadia)
    for user in (petra, cast.alan):
        with pytest.raises(Refused, match="a role that you do not manage"), transaction.atomic():
            correct(user, cast.ben, email="ben.two@council.example")
    correct(petra, cast.alan, full_name="Petra Lunde")
    with pytest.raises(Refused, match="your own account"), transaction.atomic():
        correct(cast.ben, cast.ben, full_name="Benedict")


def test_the_account_of_a_person_supported_is_corrected_on_their_record(cast, client):
    client.force_login(cast.alan)
    assert (
        reverse("account_correct", args=[cast.maya.pk])
        not in client.get(reverse("account_access", args=[cast.maya.pk])).text
    )
    with pytest.raises(Refused, match="no role now"):
        correct(cast.maya, cast.alan, full_name="Maya L")


# Invited again, and several at once


def test_an_invitation_is_sent_again_until_they_sign_in_and_the_earlier_link_ends(cast, client, settings):
    settings.SITE_ADDRESS = "http://localhost:8200"
    petra = open_for(cast, cast.ben)
    first = invited_by_email(petra)
    client.force_login(cast.ben)
    path = reverse("account_invite", args=[petra.pk])
    account = reverse("account_access", args=[petra.pk])
    assert path in client.get(account).text
    assert "emailed them an invitation" in client.post(path, {"identity": "She rang me"}, follow=True).text
    second = invited_by_email(petra)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    suspend_account(user=petra, reason="An allegation", by=cast.ben)
    with pytest.raises(NotPossible, match="suspended"):
        send_invitations(users=[petra], identity="She rang me", by=cast.ben)
    User.objects.filter(pk=petra.pk).update(last_login=clock.now(), suspended_at=None, suspended_reason="")
    assert path not in client.get(account).text
    assert "already signed in" in client.get(path, follow=True).text


def test_several_are_invited_at_once(cast, client):
    """Given two accounts from an import; when Ben ticks both; then each has an email and none other."""
    users = [open_for(cast, cast.ben), open_for(cast, cast.ben, email="aron@council.example", full_name="Aron Vale")]
    Invitation.objects.update(ended_at=clock.now())
    Message.objects.all().update(state="sent", sent_at=clock.now())
    client.force_login(cast.ben)
    page = client.get(reverse("accounts_invite")).text
    assert all(f'value="{user.pk}"' in page for user in users)
    assert "checked" not in page.split("<form")[-1], "nobody is ticked before somebody ticks them"
    chosen = {"accounts": [user.pk for user in users], "identity": "From the Council’s list of 3 March"}
    check = client.post(reverse("accounts_invite"), chosen)
    assert "Petra Lund" in check.text
    assert not Invitation.objects.usable().exists(), "the answers are checked first"
    assert client.post(reverse("accounts_invite"), {**chosen, "confirmed": "1"}).status_code == 302
    assert {message.to for message in Message.objects.filter(state="queued")} == set(users)
    assert {invitation.identity for invitation in Invitation.objects.usable()} == {chosen["identity"]}


def test_only_accounts_that_they_manage_are_invited(cast, client):
    rosa = open_for(cast, cast.alan, "keyworker", "bolton" if hasattr(cast, "bolton") else "links")
    client.force_login(cast.ben)
    page = client.post(reverse("accounts_invite"), {"accounts": [rosa.pk], "identity": "She rang me"})
    assert page.status_code == 200
    with pytest.raises(Refused, match="do not manage"):
        send_invitations(users=[rosa], identity="She rang me", by=cast.ben)


# What was changed


def test_the_page_says_what_was_changed_by_whom(cast, client):
    petra = open_for(cast, cast.ben, until_on=cast.today + 10 * DAY)
    correct(petra, cast.dana, telephone="01632 960142")
    correct(User.objects.get(pk=petra.pk), cast.dana, email="petra.lund@council.example")
    suspend_account(user=petra, reason="An allegation", by=cast.dana)
    later = give_role(user=petra, role="referrer", contract=cast.tameside, from_on=cast.today + 5 * DAY, by=cast.ben)
    correct_role(post=later, from_on=cast.today + 6 * DAY, until_on=None, by=cast.dana)
    withdraw_role(post=later, by=cast.ben)
    relieve(post=Post.objects.get(user=petra, role="keyworker"), until_on=cast.today, by=cast.dana)
    give_role(user=petra, role="manager", contract=cast.links, from_on=cast.today, by=cast.nadia)
    give_role(user=petra, role="finance_reader", contract=cast.tameside, from_on=cast.today, until_on=None, by=cast.ben)
    client.force_login(cast.ben)
    page = reverse("account_changes", args=[petra.pk])
    assert page in client.get(reverse("account_access", args=[petra.pk])).text
    keyworker, referrer = "Role: Keyworker, Support at home", "Role: Referrer, Support at home"
    today, first, moved, last = (formatting.day(cast.today + number * DAY) for number in (0, 5, 6, 9))
    none = "no day at all"
    assert {(change.by, change.title, *change.lines) for change in client.get(page).context["changes"]} == {
        ("Ben Whitcombe", "Account", "Account opened"),
        ("Ben Whitcombe", keyworker, "Role given"),
        ("Dana Kowalska", "Account", "Telephone: 01632 960140 → 01632 960142"),
        ("Dana Kowalska", "Account", "Email: petra@council.example → petra.lund@council.example"),
        (
            "Dana Kowalska",
            "Account",
            "Access: can sign in → suspended",
            "Reason for suspending access: none → An allegation",
        ),
        ("Ben Whitcombe", referrer, "Role given"),
        ("Ben Whitcombe", "Role: Finance reader, Support at home", "Role given"),
        ("Dana Kowalska", referrer, f"First day: {first} → {moved}"),
        ("Ben Whitcombe", referrer, f"First day: {moved} → {today}", f"Last day: none → {none}"),
        ("Dana Kowalska", keyworker, f"Last day: {last} → {none}"),
    }, "the role in the other contract is not among them"
    client.force_login(cast.alan)
    assert "Role: Manager, Community Links" in client.get(page).text


def test_a_row_made_by_a_scheduled_job_is_automatic(cast, client):
    appoint(user=cast.noel, role="referrer", contract=cast.tameside, from_on=cast.today, by=None)
    client.force_login(cast.ben)
    changes = client.get(reverse("account_changes", args=[cast.noel.pk])).context["changes"]
    assert {change.by for change in changes} == {"Automatic"}


# Who reaches the pages


@pytest.mark.parametrize(
    ("name", "status"), [("ben", 200), ("alan", 200), ("nadia", 200), ("amara", 403), ("priya", 404), ("maya", 404)]
)
def test_who_opens_accounts(cast, client, name, status):
    client.force_login(getattr(cast, name))
    assert client.get(reverse("account_new")).status_code == status
    link = reverse("account_new") in client.get(reverse("account_list")).text
    assert link is (status == 200)


def test_managers_learn_of_a_role_that_an_administrator_gave(cast):
    """Given two managers; when the administrator gives a role, both read of it; when one of them does, nobody does.

    While the service is being set up, nobody does either.
    """
    save_provider(revision=1, by=cast.alan, **PROVIDER)
    give_role(user=cast.noel, role="finance_reader", contract=cast.tameside, from_on=cast.today, by=cast.alan)
    assert not Message.objects.filter(key__startswith="role-given").exists()
    go_live(missing=(), by=cast.alan)
    user = open_account(role="finance_reader", contract=cast.tameside, from_on=cast.today, by=cast.alan, **PERSON)

    notified = Message.objects.filter(key__startswith="role-given", channel="in app")
    assert {message.to for message in notified} == {cast.ben, cast.dana}
    assert user.full_name not in notified[0].subject + notified[0].body

    give_role(user=user, role="commissioner", contract=cast.tameside, from_on=cast.today, by=cast.ben)
    assert notified.all().count() == 2
