"""After sending, something is added or corrected; those who decide read it before they accept."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.enums import Permission
from casework.duties import duty_items
from casework.models import KeyworkerAbsence
from core.errors import NotPossible, Refused
from core.models import Channel, Message
from referrals.models import Referral, ReferralAddition
from referrals.services import add_to_referral, read_addition, withdraw, withdraw_addition
from tests.referrals.referral_builders import accept_referral, send_referral
from tests.referrals.test_parts import begin, text_of

SAFE = {"telephone": "01632 960001", "telephone_is_safe": True, "text_is_safe": True}


@pytest.fixture
def referral(cast):
    return send_referral(cast, **SAFE)


def add(cast, referral, part="contact", words="Do not text that number"):
    return add_to_referral(referral=referral, part=part, words=words, by=cast.priya)


def unread(user) -> int:
    rows = Message.objects.filter(to=user, key__startswith="referral-addition:", channel=Channel.IN_APP)
    return rows.filter(read_at=None).count()


def test_the_referrer_adds_and_those_who_decide_are_notified(cast, client, referral):
    client.force_login(cast.priya)
    url = reverse("referral_add", args=[referral.pk])
    page = text_of(client.post(url, {"part": "risk", "words": "A new dog"}, follow=True))
    assert "A new dog" in page
    assert "Not read yet" in page
    assert unread(cast.ben) > 0
    client.force_login(cast.ben)
    home = text_of(client.get(reverse("home")))
    assert "Something added: read it" in home
    for name in ("referral", "referral_accept"):
        assert "A new dog" in text_of(client.get(reverse(name, args=[referral.pk]))), name


def test_it_is_read_before_acceptance(cast, client, referral):
    addition = add(cast, referral)
    with pytest.raises(Refused, match="added after sending, must be read"), transaction.atomic():
        accept_referral(cast, referral)
    client.force_login(cast.ben)
    client.post(reverse("referral_addition_read", args=[referral.pk, addition.pk]))
    addition.refresh_from_db()
    assert addition.read_by == cast.ben
    assert unread(cast.ben) == 0
    client.force_login(cast.priya)
    package = accept_referral(cast, referral)
    client.force_login(cast.ben)
    assert addition.words in text_of(client.get(reverse("referral", args=[referral.pk])))
    assert package.individual is not None


def test_corrected_contact_details_are_not_safe_on_the_record(cast, referral):
    read_addition(addition=add(cast, referral), by=cast.ben)
    points = list(accept_referral(cast, referral).individual.contact_points.all())
    assert points
    assert not any(point.is_safe for point in points)
    assert all("the referrer added something" in point.note for point in points)


def test_a_new_risk_is_in_the_warning_before_a_visit(cast, client, referral):
    read_addition(addition=add(cast, referral, "risk", "A new dog"), by=cast.ben)
    client.force_login(cast.ben)
    form = client.get(reverse("referral_accept", args=[referral.pk])).context["form"]
    assert form.initial["visit_warning"] == "A new dog"
    package = accept_referral(cast, referral)
    assert package.individual.visit_warning == "A new dog"
    assert "risk-assessment" in {item.kind for item in duty_items(cast.ben, cast.today, packages=[package.pk])}


def test_what_those_who_decide_add_themselves_is_read(cast, referral):
    addition = add_to_referral(referral=referral, part="contact", words="She rang: a new number", by=cast.ben)
    assert addition.is_read
    assert unread(cast.dana) == 0


def test_nothing_is_added_before_sending_or_after_the_decision(cast, client, referral):
    draft = begin(cast)
    with pytest.raises(NotPossible, match="not sent yet"):
        add_to_referral(referral=draft, part="contact", words="x", by=cast.rui)
    withdraw(referral=referral, reason="She moved away", by=cast.priya)
    with pytest.raises(NotPossible, match="Ring the provider"):
        add(cast, referral)
    client.force_login(cast.priya)
    assert client.get(reverse("referral_add", args=[referral.pk])).status_code == 302


def test_only_whoever_added_it_withdraws_it(cast, referral):
    addition = add(cast, referral)
    with pytest.raises(NotPossible, match="Only whoever added"), transaction.atomic():
        withdraw_addition(addition=addition, reason="No", by=cast.ben)
    withdraw_addition(addition=addition, reason="Another person’s number", by=cast.priya)
    assert not ReferralAddition.objects.exists()
    assert unread(cast.ben) == 0
    accept_referral(cast, referral)


def test_an_answer_to_no_question_opens_no_form(cast, client, referral):
    client.force_login(cast.priya)
    page = text_of(client.get(reverse("referral_answer", args=[referral.pk]), follow=True))
    assert "No question is waiting for an answer." in page


def test_a_part_that_the_referral_does_not_have_is_refused(cast, referral):
    with pytest.raises(Refused, match="Choose the part"):
        add(cast, referral, part="receipt")


def test_who_covers_for_a_keyworker_adds_to_their_referral(cast, client, referral):
    """Given a referral of a keyworker who is away; then their cover reads it and adds to it, for as long as that."""
    maker = referral.referrer or referral.recorded_by
    cover = next(user for user in (cast.kofi, cast.priya) if user != maker)
    address = reverse("referral", args=[referral.pk])
    client.force_login(cover)
    assert client.get(address).status_code == 404
    days = {"from_on": cast.today, "until_on": cast.today + datetime.timedelta(days=3)}
    absence = KeyworkerAbsence.objects.create(user=maker, cover=cover, recorded_by=maker, **days)
    assert client.get(address).status_code == 200
    assert Referral.objects.allowing(cover, Permission.MAKE_REFERRAL).filter(pk=referral.pk).exists()
    absence.strike(by=maker, reason="Not away after all")
    assert not Referral.objects.allowing(cover, Permission.MAKE_REFERRAL).filter(pk=referral.pk).exists()
