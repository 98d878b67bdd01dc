"""Builders of referrals for the tests of this folder."""

import datetime

from django.core.files.base import ContentFile

from referrals.models import Referral
from referrals.services import accept, attach, enter_on_behalf, send, start

DAY = datetime.timedelta(days=1)
PARTICULARS = {
    "source": "Mental health team",
    "full_name": "Owen Castellan",
    "date_of_birth": datetime.date(1990, 3, 9),
    "lives_in_area": "yes",
    "has_mental_health_services": "yes",
    "care_act_outcomes": ["nutrition", "work"],
    "has_significant_impact": "yes",
    "needs": "Company on the way to the clinic.",
    "outcomes": ["Goes to the clinic alone"],
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
    changed.setdefault("planned_start_on", cast.today + 14 * DAY)
    draft = start(contract=cast.tameside, by=by, **{**PARTICULARS, **changed})
    return send(referral=attach_all(draft, by, kinds), by=by)


def enter_referral(cast, *, received_at, **changed) -> Referral:
    changed = {"planned_start_on": cast.today + 14 * DAY, "came_by": "telephone", **changed}
    return enter_on_behalf(contract=cast.tameside, received_at=received_at, by=cast.ben, **{**PARTICULARS, **changed})


def accept_referral(cast, referral, **changed):
    """Accept the referral as Ben."""
    arguments = {"minutes_a_week": 180, "first_review_on": cast.today + 60 * DAY, "by": cast.ben, **changed}
    return accept(referral=Referral.objects.get(pk=referral.pk), **arguments)
