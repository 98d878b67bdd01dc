"""Breaking the rules of positive risk decisions."""

from risk.models import PositiveRisk, PositiveRiskReview, RiskStep, RiskView
from tests.constraints.registry import breaks, copy_row, update_row
from tests.risk.positive_risk_builders import LACKS_CAPACITY, draft_decision, make_decision


def decide(cast, **texts):
    return make_decision(draft_decision(cast.package, cast.amara, **texts), cast.amara)


@breaks("risk_wish")
def _(cast):
    PositiveRisk.objects.create(package=cast.package, wish="")


@breaks("risk_decided")
def _(cast):
    update_row(PositiveRisk, decide(cast), decided_by="")


@breaks("decision_review_after")
def _(cast):
    update_row(PositiveRisk, decide(cast), review_on=cast.today)


@breaks("risk_capacity_assessed")
def _(cast):
    update_row(PositiveRisk, decide(cast), capacity="has")


@breaks("risk_best_interests")
def _(cast):
    update_row(PositiveRisk, decide(cast), **LACKS_CAPACITY, assessed_on=cast.today)


@breaks("risk_liberty")
def _(cast):
    update_row(PositiveRisk, decide(cast), deprivation="yes")


@breaks("risk_follows_once")
def _(cast):
    before = decide(cast)
    for _ in range(2):
        PositiveRisk.objects.create(package=cast.package, wish="Again", follows=before)


@breaks("risk_view_words")
def _(cast):
    RiskView.objects.create(risk=decide(cast), name="Rosa", relation="Sister", view="")


@breaks("risk_step_once")
def _(cast):
    risk = decide(cast)
    for _ in range(2):
        RiskStep.objects.create(risk=risk, text="Ring", responsible="Maya")


@breaks("risk_step_words")
def _(cast):
    RiskStep.objects.create(risk=decide(cast), text="Ring", responsible="")


@breaks("risk_review_one_due")
def _(cast):
    copy_row(decide(cast).reviews.get(), due_on=cast.today)


@breaks("decision_reviewed")
def _(cast):
    update_row(PositiveRiskReview, decide(cast).reviews.get(), state="reviewed")


@breaks("decision_review_met_or_expired")
def _(cast):
    update_row(PositiveRiskReview, decide(cast).reviews.get(), met_on=cast.today, expired_on=cast.today)
