"""Breaking the rules of transition plans and exit plans."""

import datetime

from plans.models import ExitAgreement, ExitPlan, TransitionPlan, TransitionSharing
from tests.constraints.registry import breaks, copy_row, update_row
from tests.risk.positive_risk_builders import make_exit_plan

DAY = datetime.timedelta(days=1)


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


@breaks("transition_sharing_struck")
def _(cast):
    columns = {"agency": "adults", "shared_with": "Ann", "shared_on": cast.today}
    TransitionSharing.objects.create(plan=make_transition_plan(cast), struck_reason="A slip", **columns)


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


@breaks("exit_agreement_struck")
def _(cast):
    plan = make_exit_plan(cast.package, cast.amara)
    columns = {"party": "person", "revision": 2, "agreed_by": "Maya", "agreed_on": cast.today}
    ExitAgreement.objects.create(plan=plan, struck_reason="A slip", **columns)


@breaks("exit_agreement_named")
def _(cast):
    plan = make_exit_plan(cast.package, cast.amara)
    ExitAgreement.objects.create(plan=plan, party="council", revision=2, agreed_by="", agreed_on=cast.today)
