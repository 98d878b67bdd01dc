"""Builders of positive risk decisions, transition plans and exit plans, through the services where possible."""

import datetime

from core import clock
from plans.models import ExitAgreement, ExitPlan, TransitionPlan
from plans.services import share_written_transition_plan, write_exit_plan
from risk.models import PositiveRisk
from risk.services import add_risk_step, add_risk_view, begin_positive_risk, decide_positive_risk, write_positive_risk

DAY = datetime.timedelta(days=1)
TEXTS = {
    "gains": "I see the sea again",
    "losses": "Another summer in the flat",
    "harms": "I may get lost at the station",
    "own_view": "I have done it before",
    "explained": "We walked it through on the map",
    "least_restrictive": "I ring from each station",
    "rights_words": "My own life, my own day",
    "capacity": "not doubted",
    "deprivation": "no",
}
LACKS_CAPACITY = {"capacity": "lacks", "assessed_how": "With pictures, twice", "assessed_by": "Dr Moss"}


def draft_decision(package, by, **texts) -> PositiveRisk:
    """Return a draft with every text, not decided."""
    risk = begin_positive_risk(package=package, wish="I want to go to Blackpool alone", by=by)
    return write_positive_risk(risk=risk, revision=risk.revision, by=by, **{**TEXTS, **texts})


def make_decision(risk: PositiveRisk, by, **more) -> PositiveRisk:
    """Return the risk, decided today and due for review in four weeks."""
    today = clock.today()
    decision = {"decision": "go ahead", "decision_words": "She goes in June", "decided_by": "Maya, with her sister"}
    days = {"decided_on": today, "review_on": today + 28 * DAY}
    return decide_positive_risk(risk=risk, revision=risk.revision, by=by, **{**decision, **days, **more})


def make_exit_plan(package, by, **more) -> ExitPlan:
    """Make an exit plan with two conditions and one arrangement by the family."""
    lines = {"conditions": ["Cooks alone", "Rings the GP"], "arrangements": [("Rosa", "the Sunday call")]}
    existing = ExitPlan.objects.filter(package=package).first()
    revision = existing.revision if existing else 1
    return write_exit_plan(
        package=package, by=by, **{"revision": revision, "where_to": "independence", **lines, **more}
    )


def make_decisions(package, by) -> dict:
    """Make one of each for the page tests. The transition plan is made without a service."""
    draft = draft_decision(package, by)
    risk = draft_decision(package, by)
    step = add_risk_step(risk=risk, text="Ring from Preston", responsible="Maya", by=by)
    risk = make_decision(risk, by)
    plan = make_exit_plan(package, by)
    transition_plan = TransitionPlan.objects.create(package=package, changes="Another team", recorded_by=by)
    return {
        "decision": risk,
        "decision_step": step,
        "decision_review": risk.reviews.get(),
        "decision_draft": draft,
        "decision_view": add_risk_view(
            risk=draft, name="Rosa", relation="Sister", view="I worry", in_confidence=True, by=by
        ),
        "decision_draft_step": add_risk_step(risk=draft, text="Buy the ticket", responsible="Maya", by=by),
        "transition_plan": transition_plan,
        "transition_sharing": share_written_transition_plan(
            plan=transition_plan, agency="adults", shared_with="Ann Frost", shared_on=clock.today(), by=by
        ),
        "exit_plan": plan,
        "exit_condition": plan.conditions.first(),
        "exit_agreement": ExitAgreement.objects.create(
            plan=plan,
            party="provider",
            revision=plan.revision,
            agreed_by="Tess",
            agreed_on=clock.today(),
            recorded_by=by,
        ),
    }
