"""Breaking the rules of positive risk decisions, transition plans and exit plans."""

import datetime

from plans.models import ExitAgreement, ExitPlan, TransitionPlan, TransitionSharing
from risk.models import PositiveRisk, PositiveRiskReview, RiskStep, RiskView
from tests.constraints.base import breaks, copy_row, update_row
from tests.risk.positive_risk_builders import LACKING, draft_decision, make_decision, make_exit_plan

DAY = datetime.timedelta(days=1)


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
    update_row(PositiveRisk, decide(cast), **LACKING, assessed_on=cast.today)


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


@breaks("decision_review_met_or_lapsed")
def _(cast):
    update_row(PositiveRiskReview, decide(cast).reviews.get(), met_on=cast.today, lapsed_on=cast.today)


def make_transition_plan(cast):
    return TransitionPlan.objects.create(package=cast.package, changes="Another team")


@breaks("transition_plan_changes")
def _(cast):
    update_row(TransitionPlan, make_transition_plan(cast), changes="")


@breaks("transition_plan_assessed")
def _(cast):
    update_row(
        TransitionPlan, make_transition_plan(cast), assessed_from_on=cast.today, assessed_last_on=cast.today - DAY
    )


@breaks("transition_sharing_once")
def _(cast):
    plan = make_transition_plan(cast)
    for whom in ("Ann", "Bea"):
        TransitionSharing.objects.create(plan=plan, agency="adults", shared_with=whom, shared_on=cast.today)


@breaks("transition_sharing_whom")
def _(cast):
    TransitionSharing.objects.create(
        plan=make_transition_plan(cast), agency="adults", shared_with="", shared_on=cast.today
    )


@breaks("exit_where_to")
def _(cast):
    update_row(ExitPlan, make_exit_plan(cast.package, cast.amara), where_to="died")


@breaks("exit_condition_once")
def _(cast):
    copy_row(make_exit_plan(cast.package, cast.amara).conditions.first())


@breaks("exit_arrangement_once")
def _(cast):
    copy_row(make_exit_plan(cast.package, cast.amara).arrangements.first())


@breaks("exit_agreement_once")
def _(cast):
    plan = make_exit_plan(cast.package, cast.amara)
    for _ in range(2):
        ExitAgreement.objects.create(plan=plan, party="person", revision=2, agreed_by="Maya", agreed_on=cast.today)


@breaks("exit_agreement_named")
def _(cast):
    plan = make_exit_plan(cast.package, cast.amara)
    ExitAgreement.objects.create(plan=plan, party="council", revision=2, agreed_by="", agreed_on=cast.today)
