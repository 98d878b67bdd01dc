"""What changed in a visit, a planned visit and what was done about missed visits."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from casework.changes import rows_of_questions
from casework.models import Question
from design.changes import TrackedRows, choices_text
from visits.enums import ExcludedActivity, SupportKind
from visits.models import EngagementAttempt, EngagementDuty, PlannedVisit, Visit

WORKER = {"worker_id": "user__full_name"}


def rows_of_visit(visit: Visit) -> Iterator[TrackedRows]:
    """Yield the visit as it was logged and corrected."""
    yield TrackedRows(
        [visit],
        title=lambda _row: "Visit",
        labels={
            "worker_id": "Worker",
            "outcome": "Outcome",
            "kind": "Kind",
            "started_at": "Started",
            "ended_at": "Ended",
            "support_kinds": "What the support was",
            "notes": "Notes",
            "next_step": "Next step",
            "change_noticed": "Change noticed",
            "change_description": "What changed",
            "urgency": "Who needs to know",
            "nobody_reason": "Why no one else needs to know",
            "hospital_reason": "Why during a hospital stay",
            "times_from": "Where the times come from",
            "notice_minutes": "Notice of the cancellation, in minutes",
            "place": "Place",
            "present": "Who else was there",
            "mood": "How the person was",
            "quote": "What they said",
            "money_pounds": "Money handled, in pounds",
            "money_words": "Money handled",
            "travel_minutes": "Travel, in minutes",
            "travel_miles": "Travel, in miles",
            "information_given": "Information given",
            "needs_met": "Access needs met",
            "needs_reason": "Why access needs were not met",
            "carer_needs_met": "A carer’s access needs met",
            "carer_needs_reason": "Why a carer’s access needs were not met",
            "excluded_activities": "Done although the service does not do it",
        },
        texts={"support_kinds": choices_text(SupportKind), "excluded_activities": choices_text(ExcludedActivity)},
        names=WORKER,
    )
    yield rows_of_questions(Question.with_struck.filter(about_kind="visit", about_id=visit.pk))


def rows_of_planned_visit(planned: PlannedVisit) -> Iterator[TrackedRows]:
    """Yield the visit as it was planned and moved."""
    yield TrackedRows(
        [planned],
        title=lambda _row: "Planned visit",
        labels={
            "kind": "Kind",
            "worker_id": "Worker",
            "starts_at": "Starts",
            "ends_at": "Ends",
            "out_of_hours_reason": "Why outside service hours",
            "what_for": "What for",
            "arrived_at": "Arrived",
            "left_at": "Left",
            "late_minutes": "Minutes late",
            "late_recorded_at": "When the worker said so",
        },
        names=WORKER,
    )


def rows_of_follow_up(duty: EngagementDuty) -> Iterator[TrackedRows]:
    """Yield what was recorded about missed visits, and what it said before a correction."""
    yield TrackedRows(
        [duty],
        title=lambda _row: "Missed visits",
        labels={
            "due_on": "Due on",
            "met_on": "Done on",
            "expired_on": "No longer due from",
            "met_by_id": "Recorded by",
            "tried": "What was tried",
            "worked": "What worked",
            "done": "What was done",
            "words": "The outcome",
        },
        names={"met_by_id": "full_name"},
    )
    yield TrackedRows(
        EngagementAttempt.objects.filter(duty=duty),
        title=lambda row: str(row),
        labels={
            "tried": "What was tried",
            "worked": "What worked",
            "done": "What was done",
            "words": "The outcome",
            "struck_reason": "Why it was entered in error",
        },
    )


RECORD_KINDS = [
    RecordKind("visit", Visit, Permission.READ_VISIT, "visit", rows_of_visit),
    RecordKind("planned-visit", PlannedVisit, Permission.LOG_VISIT, "visit_briefing", rows_of_planned_visit),
    RecordKind("follow-up", EngagementDuty, Permission.PLAN_VISIT, "engagement", rows_of_follow_up),
]
