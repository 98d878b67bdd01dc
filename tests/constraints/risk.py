"""Breaking the rules of risk assessments."""

import datetime

from core import clock
from risk.models import Hazard, RiskAssessment, RiskDisclosure, RiskRequest, RiskReview, RiskSignature
from tests.constraints.registry import breaks, copy_row, update_row

DAY = datetime.timedelta(days=1)


def make_assessment(cast, **columns) -> RiskAssessment:
    """Make a risk assessment of Maya, by default in force from today."""
    columns = {"state": "in force", "in_force_on": cast.today, "review_on": cast.today + 90 * DAY, **columns}
    return RiskAssessment.objects.create(individual=cast.individual, **columns)


def make_hazard(cast) -> Hazard:
    columns = {
        "kind": "surroundings",
        "description": "A loose step",
        "who_harmed": "Workers",
        "likelihood": 2,
        "severity": 3,
        "measures": "Look",
    }
    return Hazard.objects.create(assessment=make_assessment(cast), **columns)


def make_review(cast) -> RiskReview:
    return RiskReview.objects.create(assessment=make_assessment(cast), due_on=cast.today + 90 * DAY)


def make_disclosure(cast) -> RiskDisclosure:
    request = {"asked_by": "Petra Lund", "asked_by_post": "Commissioning", "asked_on": cast.today}
    return RiskDisclosure.objects.create(
        assessment=make_assessment(cast), disclosed_on=cast.today, how="sent", **request
    )


@breaks("risk_version_once")
def _(cast):
    copy_row(make_assessment(cast), state="superseded")


@breaks("risk_one_in_force")
def _(cast):
    copy_row(make_assessment(cast), version=2)


@breaks("risk_one_draft")
def _(cast):
    for version in (1, 2):
        RiskAssessment.objects.create(individual=cast.individual, version=version)


@breaks("risk_in_force_dated")
def _(cast):
    update_row(RiskAssessment, make_assessment(cast), review_on=None)


@breaks("risk_review_after")
def _(cast):
    update_row(RiskAssessment, make_assessment(cast), review_on=cast.today)


@breaks("hazard_graded_surroundings_only")
def _(cast):
    update_row(Hazard, make_hazard(cast), kind="harm to self")


@breaks("hazard_words")
def _(cast):
    update_row(Hazard, make_hazard(cast), measures="")


@breaks("risk_review_once")
def _(cast):
    copy_row(make_review(cast), expired_on=cast.today)


@breaks("risk_review_one_outstanding")
def _(cast):
    copy_row(make_review(cast), due_on=cast.today + 91 * DAY)


@breaks("risk_review_met")
def _(cast):
    update_row(RiskReview, make_review(cast), met_on=cast.today)


@breaks("risk_review_met_or_expired")
def _(cast):
    completion = {"met_on": cast.today, "met_by": cast.amara, "how": "nothing changed"}
    update_row(RiskReview, make_review(cast), expired_on=cast.today, **completion)


@breaks("risk_signed_once")
def _(cast):
    of = make_assessment(cast)
    for _ in range(2):
        RiskSignature.objects.create(assessment=of, user=cast.amara, signed_at=clock.now())


@breaks("risk_disclosure_requester")
def _(cast):
    update_row(RiskDisclosure, make_disclosure(cast), asked_by_post="")


@breaks("risk_disclosure_order")
def _(cast):
    update_row(RiskDisclosure, make_disclosure(cast), asked_on=cast.today + DAY)


@breaks("risk_disclosure_access")
def _(cast):
    update_row(RiskDisclosure, make_disclosure(cast), user=cast.priya)


def make_request(cast, **changed) -> RiskRequest:
    columns = {"asked_by": cast.priya, "asked_by_post": "Keyworker", "asked_on": cast.today, "due_on": cast.today}
    return RiskRequest.objects.create(individual=cast.individual, **columns, **{"reason": "The ward round", **changed})


@breaks("risk_request_one_open")
def _(cast):
    for _ in range(2):
        make_request(cast)


@breaks("risk_request_reason")
def _(cast):
    make_request(cast, reason="")


@breaks("risk_request_asker")
def _(cast):
    update_row(RiskRequest, make_request(cast), asked_by=None)


@breaks("risk_request_answered")
def _(cast):
    make_request(cast, met_on=cast.today, answered_by=cast.ben)


@breaks("risk_request_outcome")
def _(cast):
    answer = {"met_on": cast.today, "answered_by": cast.ben, "declined_because": "Out of date"}
    make_request(cast, expired_on=cast.today, **answer)


@breaks("risk_request_struck")
def _(cast):
    update_row(RiskRequest, make_request(cast), struck_at=clock.now())
