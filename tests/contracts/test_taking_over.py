"""Nobody takes over what is not theirs: an account in the portal, the role of an administrator, the service itself."""

import datetime
import secrets

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.models import User
from accounts.permissions import can
from contracts.models import Contract, Council, Post, SetUpLink
from contracts.provider.services import has_administrator, start_administrator
from contracts.services import appoint, correct_account, give_role, relieve, suspend_account
from core import clock
from core.errors import NotPossible, Refused
from core.tokens import hash_token
from tests.races import run_together
from tests.workforce.test_hiring import job
from workforce.models import Worker
from workforce.services import add_worker, end_employment

DAY = datetime.timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["maya", "rosa"])
def test_an_administrator_does_not_move_an_account_of_the_portal_to_an_address_of_their_own(cast, name):
    """Given a person, or who represents one, who has never signed in; when an administrator gives them a role, with
    which an account can be corrected; then its name can be, and the address that opens the portal cannot.
    """
    user = getattr(cast, name)
    give_role(user=user, role="finance_reader", contract=cast.tameside, from_on=cast.today, by=cast.alan)
    columns = {"full_name": "M. Lindqvist", "telephone": ""}
    with pytest.raises(Refused, match="Only they can change") as refusal, transaction.atomic():
        correct_account(user=user, email="alan.at.home@people.example", by=cast.alan, **columns)
    assert refusal.value.field == "email"
    corrected = correct_account(user=user, email=user.email.upper(), by=cast.alan, **columns)
    assert (corrected.full_name, corrected.email) == ("M. Lindqvist", user.email)
    assert can(cast.maya, P.READ_OWN, cast.individual)


@pytest.mark.django_db
def test_a_manager_does_not_end_the_role_of_an_administrator_by_recording_a_leaver(cast):
    """Given an administrator whom a manager added as a worker; then only another administrator ends that role, and
    the manager records the leaver afterwards.
    """
    worker = add_worker(user=cast.alan, by=cast.ben, **job(cast, started_on=cast.today - 9 * DAY))
    leaving = {"worker": worker, "left_on": cast.today - DAY, "reason": "resigned"}
    appoint(user=cast.noel, role="administrator", contract=None, from_on=cast.today, by=cast.alan)
    with pytest.raises(Refused, match="also an administrator"), transaction.atomic():
        end_employment(by=cast.ben, **leaving)
    assert Post.objects.on(cast.today).filter(user=cast.alan, role="administrator").exists()
    assert Worker.objects.get(user=cast.alan).left_on is None
    relieve(post=Post.objects.get(user=cast.alan, role="administrator"), until_on=cast.today, by=cast.noel)
    end_employment(by=cast.ben, **leaving)
    assert not Post.objects.not_ended(cast.today).filter(user=cast.alan).exists()


@pytest.mark.django_db
def test_the_last_who_manages_access_does_not_leave(cast):
    """Given a manager with a staff record; then they are recorded as a leaver once another manages access."""
    worker = add_worker(user=cast.nadia, by=cast.alan, **job(cast, contracts=[cast.links]))
    suspend_account(user=cast.alan, reason="An allegation", by=cast.ben)
    leaving = {"worker": worker, "left_on": cast.today, "reason": "resigned", "by": None}
    with pytest.raises(Refused, match="No one else manages access"), transaction.atomic():
        end_employment(**leaving)
    appoint(user=cast.dana, role="manager", contract=cast.links, from_on=cast.today, by=None)
    end_employment(**leaving)
    assert not Post.objects.on(cast.today + DAY).filter(user=cast.nadia).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_end_each_others_role_at_once_one_succeeds(cast):
    appoint(user=cast.noel, role="administrator", contract=None, from_on=cast.today, by=cast.alan)
    posts = [Post.objects.get(user=user) for user in (cast.alan, cast.noel)]
    acts = [
        lambda: relieve(post=posts[0], until_on=cast.today, by=cast.noel),
        lambda: relieve(post=posts[1], until_on=cast.today, by=cast.alan),
    ]
    outcomes = run_together(acts, together=2)
    assert len([one for one in outcomes if isinstance(one, Refused)]) == 1
    assert has_administrator()


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_suspend_each_other_at_once_one_succeeds():
    """Given a service without a contract yet."""
    assert not Contract.objects.exists()
    assert not Council.objects.exists()
    one, other = (User.objects.create_user(f"{name}@people.example", name) for name in ("Alan Pike", "Noel Baptiste"))
    for user in (one, other):
        appoint(user=user, role="administrator", contract=None, from_on=datetime.date(2026, 1, 5), by=None)
    acts = [
        lambda: suspend_account(user=one, reason="An allegation", by=other),
        lambda: suspend_account(user=other, reason="An allegation", by=one),
    ]
    outcomes = run_together(acts, together=2)
    assert len([one for one in outcomes if isinstance(one, Refused)]) == 1


@pytest.mark.django_db(transaction=True)
def test_of_links_that_were_made_at_once_one_makes_an_administrator():
    tokens = [secrets.token_urlsafe(32) for _ in range(4)]
    for token in tokens:
        link = {"token_hash": hash_token(token), "expires_at": clock.now() + SetUpLink.LASTS}
        SetUpLink.objects.create(**link)

    def start(token):
        email = f"{token[:8].lower()}@people.example"
        return start_administrator(token=token, full_name="Alan Pike", email=email, password="plum lantern", by=None)

    outcomes = run_together([lambda token=token: start(token) for token in tokens], together=4)
    assert len([one for one in outcomes if isinstance(one, NotPossible)]) == 3
    assert Post.objects.count() == 1


@pytest.mark.django_db
def test_the_filter_of_accounts_tells_no_role_in_a_contract_of_others(cast, client):
    """Given Amara, who is a commissioner in the other contract too; then Ben does not find her by that role."""
    appoint(user=cast.amara, role="commissioner", contract=cast.links, from_on=cast.today, by=None)
    listed = {}
    for name in ("ben", "alan"):
        client.force_login(getattr(cast, name))
        page = client.get(reverse("account_list"), {"role": "commissioner"})
        listed[name] = {account.user for account in page.context["accounts"]}
    assert listed == {"ben": {cast.helen}, "alan": {cast.helen, cast.ivor, cast.amara}}
