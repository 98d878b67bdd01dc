"""What changed in a support plan, an exit plan and a transition plan. Drafts are for those who write them."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from design.changes import TrackedRows, choices_text
from plans.models import ExitPlan, GoalWording, Participant, Step, SupportPlan, TransitionPlan, TransitionSharing
from plans.support_plan.sections import PlanSection

SECTIONS = {section.value: str(section.label) for section in PlanSection}
STEP = {"text": "Step", "responsible": "Who does it", "by_on": "By", "done_on": "Done on", "dropped_on": "Dropped on"}
GOAL = {
    "words": "Goal",
    "life_domain_id": "Life domain",
    "why": "Why it matters",
    "how_we_know": "How we will know",
    "pace": "Pace",
    "needs": "Needs",
    "no_outcome_reason": "Why no outcome is named",
    "target_on": "Target date",
    "taken_out_on": "Taken out on",
}


def rows_of_plan(plan: SupportPlan) -> Iterator[TrackedRows]:
    """Yield the plan, its goals with their steps, and who took part."""
    yield TrackedRows(
        [plan],
        labels={
            **SECTIONS,
            "own_words": "In the person’s own words",
            "answered_on": "Answered on",
            "answered_how": "How the person answered",
            "answer_words": "What the person said",
            "statement": "Statement",
        },
        texts={"own_words": choices_text(PlanSection)},
    )
    yield TrackedRows(
        GoalWording.objects.filter(plan=plan),
        title=lambda goal: f"Goal: {goal}",
        labels=GOAL,
        names={"life_domain_id": "name"},
    )
    yield TrackedRows(Step.objects.filter(wording__plan=plan), title=lambda step: f"Step: {step}", labels=STEP)
    yield TrackedRows(
        Participant.objects.filter(plan=plan),
        title=lambda row: f"Took part: {row}",
        labels={
            "role": "Role",
            "name": "Name",
            "how": "How they took part",
            "words": "Words",
            "excluded_on": "Taken out on",
        },
    )


def rows_of_exit_plan(plan: ExitPlan) -> Iterator[TrackedRows]:
    """Yield the exit plan, what must be true first, and who does what."""
    yield TrackedRows(
        [plan],
        title=lambda _row: "Exit plan",
        labels={
            "where_to": "Where to",
            "where_words": "Where to, in words",
            "expected_on": "Expected last day of support",
        },
    )
    yield TrackedRows(
        plan.conditions.all(),
        title=lambda row: f"Condition: {row}",
        labels={"text": "Condition", "done_on": "Done on", "dropped_on": "Dropped on"},
    )
    yield TrackedRows(
        plan.arrangements.all(),
        title=lambda row: f"Arrangement: {row}",
        labels={"responsible": "Who does it", "task": "What they do", "dropped_on": "Dropped on"},
    )


def rows_of_transition_plan(plan: TransitionPlan) -> Iterator[TrackedRows]:
    """Yield the transition plan, and with whom it was shared, also where that was entered in error."""
    yield TrackedRows(
        [plan],
        title=lambda _row: "Transition plan",
        labels={
            "assessed_from_on": "Assessed from",
            "assessed_last_on": "Assessed until",
            "assessed_by": "Assessed by",
            "result": "Result",
            "changes": "What changes at 18",
            "stays": "What stays the same",
            "carries_on": "What continues",
            "wishes": "Wishes",
            "first_weeks": "First weeks",
        },
    )
    yield TrackedRows(
        TransitionSharing.with_struck.filter(plan=plan),
        title=lambda row: f"Shared: {row}",
        labels={"agency": "Service", "shared_with": "Shared with", "shared_on": "Date shared"},
    )


RECORD_KINDS = [
    RecordKind("plan", SupportPlan, Permission.WRITE_PLAN, "person_plan", rows_of_plan, "package.case.individual_id"),
    RecordKind(
        "exit-plan", ExitPlan, Permission.WRITE_PLAN, "person_exit", rows_of_exit_plan, "package.case.individual_id"
    ),
    RecordKind(
        "transition-plan",
        TransitionPlan,
        Permission.WRITE_PLAN,
        "person_transition",
        rows_of_transition_plan,
        "package.case.individual_id",
    ),
]
