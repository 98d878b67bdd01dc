"""Breaking the rules of safety plans and advance choice documents."""

import datetime

from core import clock
from risk.models import AdvanceChoice, SafetyPlan, SafetyPlanConsent, SafetyPlanCopy
from tests.constraints.registry import breaks, copy_row, update_row

DAY = datetime.timedelta(days=1)


def make_plan(cast, **columns) -> SafetyPlan:
    """Make a safety plan of Maya, by default in force from today."""
    columns = {
        "state": "in force",
        "in_force_on": cast.today,
        "review_on": cast.today + 90 * DAY,
        "reviewed_at": clock.now(),
        "made_with": "Maya and Amara",
        "made_on": cast.today,
        **columns,
    }
    return SafetyPlan.objects.create(individual=cast.individual, **columns)


def make_copy(cast, **columns) -> SafetyPlanCopy:
    columns = {"name": "Rosa", "how": "On paper", "agreed_how": "At a visit", "given_on": cast.today, **columns}
    return SafetyPlanCopy.objects.create(plan=make_plan(cast), **columns)


def make_consent(cast, **columns) -> SafetyPlanConsent:
    columns = {"reader": "phone", "is_given": True, "how": "At a visit", "decided_at": clock.now(), **columns}
    return SafetyPlanConsent.objects.create(individual=cast.individual, **columns)


def make_choice(cast, **columns) -> AdvanceChoice:
    columns = {"kind": "statement", "dated_on": cast.today, "held_by": "Her GP", **columns}
    return AdvanceChoice.objects.create(individual=cast.individual, **columns)


@breaks("safety_plan_version_once")
def _(cast):
    copy_row(make_plan(cast), state="superseded")


@breaks("safety_plan_one_in_force")
def _(cast):
    copy_row(make_plan(cast), version=2)


@breaks("safety_plan_one_draft")
def _(cast):
    for version in (1, 2):
        SafetyPlan.objects.create(individual=cast.individual, version=version)


@breaks("safety_plan_in_force_dated")
def _(cast):
    update_row(SafetyPlan, make_plan(cast), review_on=None)


@breaks("safety_plan_review_after")
def _(cast):
    update_row(SafetyPlan, make_plan(cast), review_on=cast.today)


@breaks("safety_plan_reviewed")
def _(cast):
    update_row(SafetyPlan, make_plan(cast), reviewed_at=None)


@breaks("safety_plan_written_with")
def _(cast):
    update_row(SafetyPlan, make_plan(cast), made_with="")


@breaks("safety_plan_copy_words")
def _(cast):
    make_copy(cast, agreed_how="")


@breaks("safety_plan_copy_struck")
def _(cast):
    make_copy(cast, struck_at=clock.now())


@breaks("safety_plan_consent_how")
def _(cast):
    make_consent(cast, how="")


@breaks("safety_plan_consent_struck")
def _(cast):
    make_consent(cast, struck_at=clock.now())


@breaks("advance_choice_holder")
def _(cast):
    make_choice(cast, held_by="")


@breaks("advance_choice_days")
def _(cast):
    make_choice(cast, until_on=cast.today - DAY)


@breaks("advance_choice_struck")
def _(cast):
    make_choice(cast, struck_at=clock.now())
