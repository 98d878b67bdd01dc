"""What changed in risk assessments, positive risk decisions and safety plans. Drafts are for those who write them."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from casework.models import Individual
from design.changes import TrackedRows, choices_text, last_day
from risk.models import AdvanceChoice, PositiveRisk, RiskAssessment, SafetyPlan, SafetyPlanConsent, SafetyPlanCopy
from risk.positive_risk.enums import HumanRight
from risk.safety_plans.enums import SafetySection

HAZARD = {
    "kind": "About",
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
            "contingency": "If something goes wrong at a visit",
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


def rows_of_safety_plan(plan: SafetyPlan) -> Iterator[TrackedRows]:
    """Yield the safety plan and who has a copy of it, also copies that were removed."""
    yield TrackedRows(
        [plan],
        title=lambda _row: "Safety plan",
        labels={section.value: str(section.label) for section in SafetySection}
        | {
            "made_with": "Who wrote it together",
            "made_on": "Written on",
            "is_carried": "Taken from the support plan",
            "in_force_on": "In force from",
            "reviewed_at": "Last reviewed",
            "review_on": "Review on",
        },
    )
    yield TrackedRows(
        SafetyPlanCopy.with_struck.filter(plan=plan),
        title=lambda row: str(row),
        labels={
            "name": "Who has it",
            "how": "How they got it",
            "agreed_how": "How the person agreed",
            "given_on": "Given on",
        },
    )


def rows_of_safety_sharing(person: Individual) -> Iterator[TrackedRows]:
    """Yield what the person said about who else may have their safety plan, and their advance choice documents."""
    yield TrackedRows(
        SafetyPlanConsent.with_struck.filter(individual=person),
        title=lambda row: str(row.get_reader_display()),
        labels={
            "reader": "Who may have it",
            "is_given": "Agreed",
            "how": "How the person said so",
            "decided_at": "Decided",
        },
        added=lambda row: [f"{'Yes' if row.is_given else 'No'}: {row.how}"],
    )
    yield TrackedRows(
        AdvanceChoice.with_struck.filter(individual=person),
        labels={
            "kind": "Kind",
            "dated_on": "Date of the document",
            "held_by": "Who holds it",
            "where": "Where it is stored",
            "note": "What staff must know",
            "until_on": "Last day",
        },
        texts={"until_on": last_day},
    )


RECORD_KINDS = [
    RecordKind("risk-assessment", RiskAssessment, Permission.WRITE_PLAN, "risk", rows_of_assessment),
    RecordKind("positive-risk", PositiveRisk, Permission.WRITE_PLAN, "positive_risk", rows_of_decision),
    RecordKind("safety-plan", SafetyPlan, Permission.WRITE_PLAN, "safety_plan", rows_of_safety_plan),
    RecordKind(
        "safety-sharing",
        Individual,
        Permission.WRITE_PLAN,
        "person_safety_plan",
        rows_of_safety_sharing,
        title=lambda person: f"Safety plan and advance choices: {person}",
    ),
]
