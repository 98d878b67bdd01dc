"""The referrals that nobody can decide yet because their referrer has to send something or answer a question."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from accounts.enums import Permission
from accounts.models import User
from core import clock
from referrals import eligibility
from referrals.duties import with_asked_at
from referrals.enums import ReferralState
from referrals.models import Referral, ReferralDocument

MOST_READ = 200  # of the referrals that are not decided, the longest waiting
QUESTION = "Your answer to our question"


@dataclass(frozen=True)
class AwaitsReferrer:
    """A referral, what is missing of its referrer, and the day since which it is missing."""

    referral: Referral
    missing: list[str]
    since: datetime.date


def awaiting_referrer(user: User) -> list[AwaitsReferrer]:
    """Return the referrals of `user`, and of the keyworkers they cover for, that lack a document or an answer.

    The longest waiting first: since the question was asked, and for documents since the referral was received.
    """
    rows = with_asked_at(Referral.objects.allowing(user, Permission.MAKE_REFERRAL).to_decide())
    documents = ReferralDocument.objects.filter(referral=OuterRef("pk")).order_by()
    rows = rows.annotate(document_kinds=ArraySubquery(documents.values("kind")))
    rows = rows.select_related("contract__council", "returns_from").prefetch_related("contract__terms")
    awaiting = map(_awaits, rows.order_by("received_at", "pk")[:MOST_READ])
    return sorted((row for row in awaiting if row.missing), key=lambda row: (row.since, row.referral.reference))


def _awaits(referral: Any) -> AwaitsReferrer:
    terms = eligibility.terms_for(referral, clock.today())
    kinds = referral.document_kinds
    documents = [str(kind.label) for kind in eligibility.missing_documents(referral, terms, kinds)]
    assert referral.received_at is not None  # one that waits for its decision
    since = clock.day_of(referral.received_at)
    if referral.state != ReferralState.QUERIED:
        return AwaitsReferrer(referral, documents, since)
    asked_on = clock.day_of(referral.asked_at or referral.received_at)
    return AwaitsReferrer(referral, [QUESTION, *documents], since if documents else asked_on)
