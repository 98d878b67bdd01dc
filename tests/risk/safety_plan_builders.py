"""Builders of safety plans, through the services."""

import datetime

from core import clock
from risk.models import SafetyPlan
from risk.services import (
    begin_safety_plan,
    decide_safety_sharing,
    make_safety_plan_live,
    record_advance_choice,
    record_copy,
    write_safety_plan,
)

DAY = datetime.timedelta(days=1)
TEXTS = {
    "warning_signs": "I stop answering the door",
    "own_steps": "Walk to the canal",
    "people": "Rosa: 01632 960123",
    "professionals": "Crisis line, day and night: 01632 960155",
    "reasons": "My cat",
}
LIVE = {"made_with": "Maya, Rosa and Amara"}


def draft_safety_plan(individual, by, **texts) -> SafetyPlan:
    """Return a draft with some parts written."""
    plan = begin_safety_plan(individual=individual, by=by)
    return write_safety_plan(plan=plan, revision=plan.revision, by=by, **{**TEXTS, **texts})


def make_safety_plan(individual, by, *, days=90, **texts) -> SafetyPlan:
    """Return a version in force, written today, to be reviewed in `days`."""
    plan, today = draft_safety_plan(individual, by, **texts), clock.today()
    return make_safety_plan_live(plan=plan, made_on=today, review_on=today + days * DAY, by=by, **LIVE)


def make_safety_records(individual, by) -> dict:
    """Make one of each for the page tests: a version in force with a copy, a draft, and a document."""
    plan = make_safety_plan(individual, by)
    decide_safety_sharing(individual=individual, reader="phone", is_given=True, how="At a visit", by=by)
    return {
        "safety_plan": plan,
        "safety_copy": record_copy(
            plan=plan, name="Rosa", how="On paper", agreed_how="At a visit", given_on=clock.today(), by=by
        ),
        "safety_draft": begin_safety_plan(individual=individual, by=by),
        "advance_choice": record_advance_choice(
            individual=individual,
            kind="statement",
            dated_on=clock.today() - 30 * DAY,
            held_by="Her GP",
            where="The surgery",
            note="",
            until_on=None,
            by=by,
        ),
    }
