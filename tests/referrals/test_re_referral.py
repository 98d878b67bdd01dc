"""Referring a person again after support has ended, with revised plan and formal review where terms ask (T5.4)."""

import datetime

import pytest
from django.db import transaction

from accounts.enums import Permission as P
from accounts.permissions import can
from accounts.walls import raise_wall
from casework.models import SupportPackage
from casework.services import (
    end_expired_holds,
    end_package,
    merge,
    record_access_need,
    record_admission,
    record_sharing_decision,
)
from core import clock
from core.errors import Refused
from core.models import Message
from core.vetoes import may_send
from referrals.models import Referral
from referrals.prefill import known_answers
from referrals.services import refer_again, send, withdraw
from tests.factories import days_ago
from tests.referrals.referral_builders import COUNCILS, DAY, PARTICULARS, accept_referral, attach_all, send_referral


@pytest.fixture
def ended_package(cast) -> SupportPackage:
    """Return Maya's package, ended because her hospital stay outlasted the hold."""
    admitted_on = days_ago(40)
    with clock.frozen_at(clock.instant_on(admitted_on, datetime.time(12))):
        record_admission(
            individual=cast.individual,
            hospital="Stonefield Hospital",
            kind="mental health",
            admitted_on=admitted_on,
            by=cast.amara,
        )
    end_expired_holds(on=cast.today)
    return SupportPackage.objects.get(pk=cast.package.pk)


def send_again(cast, package, *, kinds=("revised plan", "risk assessment"), by=None, **changed) -> Referral:
    particulars = {**PARTICULARS, "strand": cast.strands[0], "planned_start_on": cast.today + 7 * DAY, **changed}
    draft = refer_again(package=package, by=by or cast.priya, **particulars)
    return send(referral=attach_all(draft, by or cast.priya, kinds), by=by or cast.priya)


def test_the_history_continues_in_the_same_record(cast, ended_package):
    """Given an expired hold; when Priya refers again with all documents; then the new package follows the old."""
    referral = send_again(cast, ended_package, formal_review_on=days_ago(3))
    package = accept_referral(cast, referral)
    assert (package.case, package.follows) == (ended_package.case, ended_package)
    assert package.council_documents.filter(kind="revised plan").exists()
    assert SupportPackage.objects.get(pk=ended_package.pk).ended_on == days_ago(11)


@pytest.mark.parametrize(
    ("kinds", "review", "words"),
    [
        (COUNCILS, days_ago(3), "revised support plan must be attached"),
        (("revised plan", "risk assessment"), None, "Enter the date of the formal review"),
    ],
)
def test_a_re_referral_without_its_documents_is_refused(cast, ended_package, kinds, review, words):
    referral = send_again(cast, ended_package, kinds=kinds, formal_review_on=review)
    with pytest.raises(Refused, match=words), transaction.atomic():
        accept_referral(cast, referral)
    assert Referral.objects.get(pk=referral.pk).state == "sent"


def test_an_ordinary_referral_needs_the_same_documents(cast, ended_package):
    """Given an ordinary referral of the same person; when it is accepted; then the same documents are needed."""
    referral = send_referral(cast)
    with pytest.raises(Refused, match="revised support plan"), transaction.atomic():
        accept_referral(cast, referral, individual=cast.individual)
    attach_all(referral, cast.ben, ["revised plan"])
    with pytest.raises(Refused) as refusal, transaction.atomic():
        accept_referral(cast, referral, individual=cast.individual)
    assert refusal.value.field == "formal_review_on"
    package = accept_referral(cast, referral, individual=cast.individual, formal_review_on=days_ago(2))
    assert package.follows == ended_package
    assert package.formal_review_on == days_ago(2)


def test_after_another_ending_no_more_documents_are_needed(cast):
    end_package(package=cast.package, ended_on=days_ago(1), reason="choice", by=cast.ben)
    package = accept_referral(cast, send_referral(cast), individual=cast.individual)
    assert package.follows_id == cast.package.pk


def test_the_review_may_be_recorded_at_acceptance(cast, ended_package):
    """Given a referral sent before the review; when Ben accepts with its date; then the package has that date."""
    referral = send_again(cast, ended_package)
    package = accept_referral(cast, referral, formal_review_on=days_ago(1))
    assert package.formal_review_on == days_ago(1)
    assert Referral.objects.get(pk=referral.pk).formal_review_on is None


def test_the_referrers_page_does_not_reveal_who_is_known(cast, ended_package, client):
    """Given Rui's ordinary referral, accepted for Maya after a hold; then his page does not show her history."""
    referral = send_referral(cast, by=cast.rui)
    attach_all(referral, cast.ben, ["revised plan"])
    accept_referral(cast, referral, individual=cast.individual, keyworker=cast.priya, formal_review_on=days_ago(2))
    client.force_login(cast.rui)
    text = client.get(f"/referrals/{referral.pk}/").content.decode()
    assert "Accepted" in text
    assert "formal review" not in text.lower()
    assert "revised" not in text


def test_a_merged_person_is_referred_under_the_primary_record(cast):
    end_package(package=cast.other_package, ended_on=days_ago(1), reason="choice", by=cast.ben)
    merge(duplicate=cast.other_individual, into=cast.links_individual, reason="Same NHS number", by=cast.ben)
    referral = send_again(cast, SupportPackage.objects.get(pk=cast.other_package.pk), by=cast.kofi, kinds=COUNCILS)
    assert accept_referral(cast, referral).case.individual == cast.links_individual


def test_a_wall_hides_a_person_who_is_referred_again(cast, ended_package):
    """Given Ben walled off from Maya; when she is referred again; then he sees no referral and gets no message."""
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Neighbour", by=cast.dana)
    referral = send_again(cast, ended_package)
    assert not can(cast.ben, P.READ_REFERRAL, referral)
    assert can(cast.dana, P.READ_REFERRAL, referral)
    message = Message.objects.filter(to=cast.ben, key__startswith=f"referral-received:{referral.pk}").first()
    assert may_send.objections(message) != []


def test_a_person_with_an_open_package_is_not_referred_again(cast):
    with pytest.raises(Refused, match="has not ended"), transaction.atomic():
        send_again(cast, cast.package)


def test_a_person_has_one_open_referral(cast, ended_package):
    send_again(cast, ended_package, formal_review_on=days_ago(3))
    with pytest.raises(Refused, match="already an open referral"), transaction.atomic():
        send_again(cast, ended_package)


def test_the_terms_decide_which_documents_are_needed(cast):
    """Given a contract without a hospital rule; when somebody is referred again; then no documents are needed."""
    end_package(package=cast.links_package, ended_on=days_ago(1), reason="choice", by=cast.nadia)
    package = SupportPackage.objects.get(pk=cast.links_package.pk)
    particulars = {**PARTICULARS, "source": "Hub", "planned_start_on": cast.today + datetime.timedelta(days=7)}
    draft = refer_again(package=package, by=cast.nadia, **particulars)
    back = accept_referral(cast, send(referral=draft, by=cast.nadia), by=cast.nadia, first_review_on=None)
    assert back.case.individual == cast.links_individual


def same_day_messages(cast, package, *walled) -> dict:
    """Return what each user reads in Casework of a same-day referral of a person walled off from `walled`."""
    for user in walled:
        raise_wall(record_id=cast.individual.pk, user=user, reason="Neighbour", by=cast.sunita)
    referral = send_again(cast, package, asks_same_day=True)
    sent = Message.objects.filter(key__startswith=f"referral-same-day:{referral.pk}", channel="in app")
    return {message.to: message for message in sent.select_related("to")}


def test_where_a_wall_hides_the_person_from_who_is_on_call_the_managers_are_alerted(cast, ended_package):
    sent = same_day_messages(cast, ended_package, cast.omar)
    assert set(sent) == {cast.ben, cast.dana}
    assert all(may_send.objections(message) == [] and message.path for message in sent.values())


def test_where_walls_hide_the_person_from_all_of_them_who_is_on_call_reads_whom_to_ring(cast, ended_package):
    ((user, message),) = same_day_messages(cast, ended_package, cast.omar, cast.ben, cast.dana).items()
    assert user == cast.omar
    assert may_send.objections(message) == []
    assert (message.path, message.about_ids, message.subject) == ("", [], "Same-day referral: respond today")
    assert f"Ring the referrer: {cast.priya.telephone}." in message.body
    assert "ask another senior or manager to read it" in message.body
    withdraw(referral=Referral.objects.get(asks_same_day=True), reason="She moved", by=cast.priya)
    over = Message.objects.get(to=cast.omar, key__startswith="referral-same-day-over:")
    assert (over.subject, may_send.objections(over)) == ("Same-day referral withdrawn", [])


@pytest.mark.parametrize(("sharing", "interpreter"), [("", ""), ("refused", ""), ("consent", "language")])
def test_a_recorded_interpreter_is_filled_in_only_if_the_council_may_know(cast, ended_package, sharing, interpreter):
    """Given an interpreter on record; then Priya's referral names them only if Maya agreed to share her needs."""
    person = cast.individual
    record_access_need(individual=person, kind="professional", code="interpreter", words="Urdu", by=cast.amara)
    if sharing:
        columns = {"sharing": sharing, "how": "At a visit", "equality_act": "not asked", "decided_on": cast.today}
        record_sharing_decision(individual=person, by=cast.amara, **columns)
    assert known_answers(ended_package).get("interpreter", "") == interpreter
