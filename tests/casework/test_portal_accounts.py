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
from core.tasks import send_messages
from plans.models import SupportPlan
from tests.casework.consent_builders import give_consent, stop_consent
from tests.factories import MessageFactory

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


def test_a_worker_opens_the_account_beside_the_person_and_the_managers_learn_of_it(cast, client):
    end_portal_account(individual=cast.individual, reason="She lost her phone", by=cast.ben)
    client.force_login(cast.amara)
    together = reverse("person_own_pages_together", args=[cast.individual.pk])
    page = reverse("person_account_open", args=[cast.individual.pk])
    assert page in client.get(together).text
    sent = {"email": "maya.a@post.example", "telephone": "", "identity": "She typed it herself"}
    assert client.post(page, sent).url == together
    assert Individual.objects.get(pk=cast.individual.pk).user.email == "maya.a@post.example"
    messages = Message.objects.filter(key__startswith="account-opened:")
    assert set(messages.values_list("to", flat=True)) >= {cast.ben.pk}
    assert cast.amara.pk not in set(messages.values_list("to", flat=True))


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
        end_representative(representative=cast.representative, reason="She moved away", by=cast.ben)
    assert not SupportPlan.objects.consented_to(cast.rosa).exists()
    newest = ConsentDecision.objects.for_party(cast.representative).newest()
    assert [decision.answer for decision in newest] == ["withdrawn"]
    with pytest.raises(NotPossible, match="any more"):
        end_representative(representative=cast.representative, reason="She moved away", by=cast.ben)


def test_a_representative_ended_on_the_first_day_is_added_again_that_day(cast):
    first = invite(cast)
    end_representative(representative=first, reason="The wrong sister", by=cast.ben)
    first.refresh_from_db()
    assert (first.until_on, first.ended_reason) == (cast.today, "The wrong sister")
    assert not Representative.objects.acting(first.user).exists()
    again = invite(cast)
    assert list(Representative.objects.acting(first.user)) == [again]


def test_a_representative_entered_in_error_reads_nothing_of_the_person(cast, client):
    """Given somebody of whom the person never heard; then not even the name is on a page of theirs, or in a message."""
    wrong = invite(cast)
    Message.objects.update(state="withheld", reason="not of this test")
    waiting = MessageFactory(to=wrong.user, individual_id=cast.individual.pk, path="")
    client.force_login(wrong.user)
    assert cast.individual.full_name in client.get(reverse("tell_us")).text
    client.force_login(cast.ben)
    address = reverse("representative_strike", args=[cast.individual.pk, wrong.pk])
    assert "Enter" in client.post(address, {"reason": ""}).text
    page = client.post(address, {"reason": "Of another person"}, follow=True).text
    assert "Of another person" in page
    client.force_login(wrong.user)
    assert client.get(reverse("tell_us")).status_code == 404
    assert cast.individual.full_name not in client.get(reverse("me")).text
    send_messages()
    assert Message.objects.get(pk=waiting.pk).state == "withheld"
    assert invite(cast).user == wrong.user
    client.force_login(cast.ben)
    assert "Of another person" in client.get(reverse("record_changes", args=["sharing", cast.individual.pk])).text


def test_who_a_representative_is_can_be_corrected(cast, client):
    representative = invite(cast)
    client.force_login(cast.ben)
    address = reverse("representative_change", args=[cast.individual.pk, representative.pk])
    assert address in client.get(reverse("person_sharing", args=[cast.individual.pk])).text
    client.post(address, {"relation": "Cousin"})
    representative.refresh_from_db()
    assert representative.relation == "Cousin"


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
