"""Builders of referrals for the tests of this folder."""

import datetime

from django.core.files.base import ContentFile

from referrals.models import Referral
from referrals.services import accept, attach, enter_on_behalf, send, start
from tests.referral_answers import REFERRAL_ANSWERS

DAY = datetime.timedelta(days=1)
PARTICULARS = {
    **REFERRAL_ANSWERS,
    "source": "Mental health team",
    "full_name": "Owen Castellan",
    "date_of_birth": datetime.date(1990, 3, 9),
    "lives_in_area": "yes",
    "has_mental_health_services": "yes",
    "care_act_outcomes": ["nutrition", "work"],
    "has_significant_impact": "yes",
    "needs": "Company on the way to the clinic.",
    "outcomes": ["Goes to the clinic alone"],
    "agreed_end_point": "Goes there alone twice",
}
COUNCILS = ("support plan", "risk assessment")


def attach_all(referral, by, kinds=COUNCILS) -> Referral:
    for kind in kinds:
        file = ContentFile(kind.encode(), name="a.pdf")
        attach(referral=referral, kind=kind, file=file, content_type="application/pdf", by=by)
    return referral


def send_referral(cast, *, kinds=COUNCILS, by=None, **changed) -> Referral:
    """Send a referral by Priya, Maya's keyworker, with the Council's documents."""
    by = by or cast.priya
    changed = {"planned_start_on": cast.today + 14 * DAY, "strand": cast.strands[0], **changed}
    draft = start(contract=cast.tameside, by=by, **{**PARTICULARS, **changed})
    return send(referral=attach_all(draft, by, kinds), by=by)


def enter_draft(cast, *, reached_us_at, **changed) -> Referral:
    """Begin to enter a referral that came by phone, as Ben; every part is answered."""
    changed = {"planned_start_on": cast.today + 14 * DAY, "came_by": "telephone", **changed}
    changed.setdefault("strand", cast.strands[0])
    return enter_on_behalf(
        contract=cast.tameside, reached_us_at=reached_us_at, by=cast.ben, **{**PARTICULARS, **changed}
    )


def enter_referral(cast, *, reached_us_at, **changed) -> Referral:
    return send(referral=enter_draft(cast, reached_us_at=reached_us_at, **changed), by=cast.ben)


def accept_referral(cast, referral, **changed):
    """Accept the referral as Ben."""
    arguments = {"minutes_a_week": 180, "first_review_on": cast.today + 60 * DAY, "by": cast.ben, **changed}
    return accept(referral=Referral.objects.get(pk=referral.pk), **arguments)
