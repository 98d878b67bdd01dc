"""A document on the wrong referral: withdrawn by its sender until the decision, afterwards by a manager."""

import pytest
from django.db import transaction
from django.urls import reverse

from core.dates import Period
from core.errors import NotPossible, Refused
from referrals.models import Referral, ReferralDocument
from referrals.services import accept, withdraw_document
from reporting import indicators
from tests.referrals.referral_builders import DAY, accept_referral, attach_all, send_referral

REASON = "It is about somebody else"


@pytest.fixture
def referral(cast) -> Referral:
    return send_referral(cast)


def plan_of(referral) -> ReferralDocument:
    return referral.documents.get(kind="support plan")


def withdraw(referral, by, reason=REASON) -> ReferralDocument:
    with transaction.atomic():
        return withdraw_document(document=plan_of(referral), reason=reason, by=by)


def test_its_sender_withdraws_it_until_the_decision(cast, referral, client):
    document = withdraw(referral, cast.priya)
    row = ReferralDocument.with_struck.get(pk=document.pk)
    assert (row.struck_by, row.struck_reason) == (cast.priya, REASON)
    client.force_login(cast.priya)
    assert client.get(reverse("referral_document", args=[referral.pk, document.pk])).status_code == 404
    page = client.get(reverse("referral", args=[referral.pk])).content.decode()
    assert REASON in page.partition("Withdrawn")[2]


def test_a_referral_without_it_is_not_accepted(cast, referral):
    """Given a contract that asks for the Council's support plan; then one that was withdrawn is missing."""
    withdraw(referral, cast.priya)
    with pytest.raises(Refused, match="support plan"), transaction.atomic():
        accept(referral=referral, minutes_a_week=120, first_review_on=None, by=cast.ben)
    attach_all(referral, cast.priya, kinds=["support plan"])
    accept_referral(cast, referral)


def test_it_is_in_no_figure(cast, referral):
    period = Period(cast.today, cast.today + DAY)
    assert len(indicators.support_plans_received(cast.tameside, period).rows()) == 1
    withdraw(referral, cast.priya)
    assert indicators.support_plans_received(cast.tameside, period).rows() == []


def test_after_acceptance_a_manager_withdraws_it_from_the_package_as_well(cast, referral):
    accept_referral(cast, referral)
    referral.refresh_from_db()
    with pytest.raises(Refused, match="Ask the provider"):
        withdraw(referral, cast.priya)
    assert referral.package.council_documents.filter(kind="support plan").exists()
    withdraw(referral, cast.ben)
    assert not referral.package.council_documents.filter(kind="support plan").exists()
    assert referral.package.council_documents.filter(kind="risk assessment").exists()


def test_somebody_else_does_not_withdraw_it(cast, referral):
    with pytest.raises(Refused):
        withdraw(referral, cast.kofi)


def test_it_is_withdrawn_once_and_with_a_reason(cast, referral):
    document = plan_of(referral)
    with pytest.raises(Refused, match="Enter the reason"):
        withdraw(referral, cast.priya, reason=" ")
    withdraw(referral, cast.priya)
    with pytest.raises(NotPossible), transaction.atomic():
        withdraw_document(document=document, reason=REASON, by=cast.ben)
