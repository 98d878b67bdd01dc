"""A person gets pages of their own, and chooses who represents them; both end (R20)."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import ConsentDecision, IdentityCheck, Individual, Representative
from casework.services import (
    end_portal_account,
    end_representative,
    invite_representative,
    open_portal_account,
)
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from plans.models import SupportPlan
from tests.casework.consent_builders import give_consent, stop_consent

pytestmark = pytest.mark.django_db
IDENTITY = {"identity": "He typed it himself at the visit", "telephone": ""}


def invite(cast, **more) -> Representative:
    columns = {"full_name": "Bram Achterberg", "email": "bram@family.example", "relation": "Brother", **IDENTITY}
    return invite_representative(individual=cast.individual, by=cast.ben, **{**columns, **more})


@pytest.fixture
def without(cast):
    """Somebody without an account: Tomasz, whose account is taken away first."""
    end_portal_account(individual=cast.other_individual, reason="He lost his phone", by=cast.ben)
    cast.other_individual.refresh_from_db()
    return cast.other_individual


def test_a_person_signs_in_after_a_check_of_who_they_are(cast, client, without):
    client.force_login(cast.ben)
    page = reverse("person_account_open", args=[without.pk])
    sent = {"email": "Tom.Z@post.example", "telephone": "", "identity": "He typed it himself at the visit"}

    assert client.post(page, {**sent, "identity": ""}).status_code == 200
    assert client.post(page, sent).status_code == 302

    without.refresh_from_db()
    user = User.objects.get(email="tom.z@post.example")
    assert (without.user, user.full_name, user.has_usable_password()) == (user, without.full_name, False)
    check = IdentityCheck.objects.filter(user=user).get()
    assert (check.words, check.recorded_by, check.individual) == (sent["identity"], cast.ben, without)
    assert Message.objects.filter(to=user, channel="email").count() == 1
    client.force_login(user)
    assert client.get(reverse("me")).status_code == 200
    client.force_login(cast.ben)
    assert "already" in client.get(page, follow=True).content.decode(), "the form is closed"


def test_ending_the_account_closes_the_pages_at_once_and_keeps_what_was_written(cast, client):
    client.force_login(cast.maya)
    assert client.get(reverse("my_plan")).status_code == 200

    end_portal_account(individual=cast.individual, reason="Somebody else reads her email", by=cast.ben)

    assert client.get(reverse("my_plan")).status_code in (302, 403, 404)
    assert SupportPlan.objects.get(pk=cast.plan.pk).answered_how == "portal"
    with pytest.raises(NotPossible, match="no account"):
        end_portal_account(individual=cast.individual, reason="Again", by=cast.ben)


def test_the_same_person_gets_their_account_again_and_no_one_else_does(cast, without):
    again = open_portal_account(individual=without, email=cast.tomasz.email.upper(), by=cast.ben, **IDENTITY)
    assert again == cast.tomasz
    end_portal_account(individual=cast.individual, reason="Asked", by=cast.ben)
    cast.individual.refresh_from_db()
    with pytest.raises(Refused, match="in use"):
        open_portal_account(individual=cast.individual, email=cast.tomasz.email, by=cast.ben, **IDENTITY)
    with pytest.raises(Refused, match="in use"):
        open_portal_account(individual=cast.individual, email=cast.gwen.email, by=cast.ben, **IDENTITY)


def test_a_merged_record_and_a_person_who_died_get_none(cast, without):
    Individual.objects.filter(pk=without.pk).update(died_on=cast.today)
    with pytest.raises(NotPossible, match="died"):
        open_portal_account(individual=without, email="tom.z@post.example", by=cast.ben, **IDENTITY)
    Individual.objects.filter(pk=without.pk).update(died_on=None, merged_into=cast.individual)
    with pytest.raises(NotPossible, match="merged"):
        open_portal_account(individual=without, email="tom.z@post.example", by=cast.ben, **IDENTITY)


def test_a_representative_sees_nothing_until_the_person_says_so(cast, client):
    representative = invite(cast)
    user = representative.user
    assert (user.email, representative.from_on) == ("bram@family.example", cast.today)
    assert not SupportPlan.objects.consented_to(user).exists()

    consent = give_consent(representative, "see plan", cast.ben)
    assert list(SupportPlan.objects.consented_to(user)) == [cast.plan]
    stop_consent(consent, cast.ben)
    assert not SupportPlan.objects.consented_to(user).exists()


def test_a_representative_who_is_ended_sees_nothing_at_once(cast):
    with clock.frozen_at(clock.now()):
        end_representative(representative=cast.representative, by=cast.ben)
    assert not SupportPlan.objects.consented_to(cast.rosa).exists()
    newest = ConsentDecision.objects.for_party(cast.representative).newest()
    assert [decision.answer for decision in newest] == ["withdrawn"]
    with pytest.raises(NotPossible, match="any more"):
        end_representative(representative=cast.representative, by=cast.ben)


def test_somebody_may_represent_two_people_with_one_account(cast):
    again = invite_representative(
        individual=cast.other_individual,
        full_name="Rosa",
        email=cast.rosa.email,
        relation="Friend",
        by=cast.ben,
        **IDENTITY,
    )
    assert again.user == cast.rosa
    assert cast.rosa.full_name == User.objects.get(pk=cast.rosa.pk).full_name


def test_staff_council_staff_and_the_person_are_no_representatives(cast):
    for user in (cast.amara, cast.priya, cast.maya):
        with pytest.raises(Refused, match="another email address"):
            invite(cast, email=user.email)


def test_managers_alone_open_accounts(cast, client):
    client.force_login(cast.amara)
    assert client.get(reverse("person_sharing", args=[cast.individual.pk])).status_code == 403


def test_whoever_had_a_way_in_has_none_after_the_account_ended_and_was_opened_again(cast, without):
    """Given somebody who read the mailbox; when the account ends and opens again; then only the new link opens it."""
    opened = {"individual": without, "telephone": "", "identity": "He showed me", "by": cast.ben}
    user = open_portal_account(email="tom.z@post.example", **opened)
    User.objects.filter(pk=user.pk).update(awaits_invitation=False, telephone_confirmed_at=clock.now())
    user = User.objects.get(pk=user.pk)
    user.set_password("the password of somebody else")
    user.save()
    thief = Client()
    thief.force_login(user)
    first = user.invitations.get()
    end_portal_account(individual=without, reason="Somebody else reads his email", by=cast.ben)
    assert not thief.get(reverse("service")).wsgi_request.user.is_authenticated
    first.refresh_from_db()
    assert first.ended_at is not None
    without.refresh_from_db()
    again = open_portal_account(email="tom.z@post.example", **{**opened, "telephone": "07700 900555"})
    assert again == user
    again.refresh_from_db()
    state = (again.has_usable_password(), again.awaits_invitation, again.telephone, again.telephone_confirmed_at)
    assert state == (False, True, "07700 900555", None)
    assert again.invitations.usable().count() == 1
    assert not thief.get(reverse("service")).wsgi_request.user.is_authenticated
