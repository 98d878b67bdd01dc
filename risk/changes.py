"""What changed in a risk assessment and in a positive risk decision. Drafts are for those who write them."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from design.changes import TrackedRows, choices_text
from risk.models import PositiveRisk, RiskAssessment
from risk.positive_risk.enums import HumanRight

HAZARD = {
    "description": "Hazard",
    "who_harmed": "Who may be harmed",
    "likelihood": "Likelihood",
    "severity": "Severity",
    "measures": "What we do about it",
    "contingency": "If it happens",
    "excluded_on": "Taken out on",
}

DECISION = {
    "wish": "What the person wants to do",
    "gains": "What they gain",
    "losses": "What they lose if prevented",
    "harms": "What may go wrong",
    "own_view": "The person’s view",
    "explained": "How it was explained",
    "least_restrictive": "Least restrictive way",
    "capacity": "Capacity for this decision",
    "assessed_how": "How capacity was assessed",
    "assessed_by": "Assessed by",
    "assessed_on": "Assessed on",
    "best_interests": "Best interests",
    "less_restrictive": "Less restrictive ways",
    "rights": "Human rights",
    "rights_words": "Human rights, in words",
    "deprivation": "Deprivation of liberty",
    "deprivation_words": "Deprivation of liberty, in words",
    "decision": "Decision",
    "decision_words": "Decision, in words",
    "decided_by": "Decided by",
    "decided_on": "Decided on",
    "review_on": "Review on",
}


def rows_of_assessment(assessment: RiskAssessment) -> Iterator[TrackedRows]:
    """Yield the risk assessment and its hazards."""
    yield TrackedRows(
        [assessment],
        labels={
            "lone_working": "Working alone",
            "visit_instructions": "Instructions for visits",
            "contingency": "If something goes wrong",
            "took_part": "Who took part",
            "none_known": "No risks known",
            "in_force_on": "In force from",
            "review_on": "Review on",
        },
    )
    yield TrackedRows(assessment.hazards.all(), title=lambda row: f"Hazard: {row}", labels=HAZARD)


def rows_of_decision(risk: PositiveRisk) -> Iterator[TrackedRows]:
    """Yield the positive risk decision, what everybody thinks of it, and its steps."""
    yield TrackedRows(
        [risk],
        title=lambda _row: "Positive risk decision",
        labels=DECISION,
        texts={"rights": choices_text(HumanRight)},
    )
    yield TrackedRows(
        risk.views.all(),
        title=lambda row: f"View: {row}",
        labels={"name": "Name", "relation": "Relation", "view": "View", "in_confidence": "In confidence"},
    )
    yield TrackedRows(
        risk.steps.all(),
        title=lambda row: f"Step: {row}",
        labels={"text": "Step", "responsible": "Who does it", "by_on": "By", "done_on": "Done on"},
    )


RECORD_KINDS = [
    RecordKind("risk-assessment", RiskAssessment, Permission.WRITE_PLAN, "risk", rows_of_assessment),
    RecordKind("positive-risk", PositiveRisk, Permission.WRITE_PLAN, "positive_risk", rows_of_decision),
]
