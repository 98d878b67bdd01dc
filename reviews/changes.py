"""What changed in a review, an update to the keyworker and a connections map: for those who write them."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from casework.changes import rows_of_questions
from casework.models import Question
from design.changes import TrackedLinks, TrackedRows
from reviews.models import (
    REVIEW_LABELS,
    Connection,
    ConnectionsMap,
    KeyworkerUpdate,
    Review,
    ReviewGoal,
    ReviewInvitation,
    StepNotNeeded,
)
from reviews.package_reviews.models import column_text


def rows_of_update(update: KeyworkerUpdate) -> Iterator[TrackedRows]:
    """Yield the update, and the questions about it. Sent versions are stored whole beside it."""
    yield TrackedRows(
        [update],
        labels={
            "due_on": "Due on",
            "met_on": "Done on",
            "expired_on": "No longer due from",
            "how_it_is": "How the person is",
            "progress": "Progress",
            "what_changed": "What changed",
            "person_says": "What the person says",
            "may_pass_on": "The person agreed to pass it on",
            "next_weeks": "The next weeks",
            "recipient_id": "Sent to",
            "submitted_at": "Sent at",
            "submitted_by_id": "Sent by",
            "acknowledged_at": "Acknowledged at",
            "acknowledged_by_id": "Acknowledged by",
            "answer": "The keyworker’s reply",
            "needs_answer": "The keyworker asks for an answer",
            "reader_name": "Who read it",
            "report_method": "How we learnt it",
            "reported_on": "We learnt it on",
            "our_answer": "Our answer",
            "answered_at": "Answered at",
            "answered_by_id": "Answered by",
        },
        names=dict.fromkeys(("recipient_id", "submitted_by_id", "acknowledged_by_id", "answered_by_id"), "full_name"),
    )
    yield rows_of_questions(Question.with_struck.filter(about_id=update.pk))


REVIEW_COLUMNS = {
    "due_on": "Due on",
    "met_on": "Done on",
    "expired_on": "No longer due from",
    "asked_by": "Asked for by",
    "requester_name": "Name of who asked",
    "asked_on": "Asked on",
    "asked_how": "Asked how",
    "urgency_asked": "How soon",
    "reason": "What to talk about",
    "answered_on": "Notified of the date on",
    "answered_how": "Notified how",
    "proposals": "Days and times suggested",
    "meets_at": "Date and time agreed",
    "moved_reason": "Why it moved",
    "meeting_kind": "Kind of meeting",
    "meeting_place": "Place or link",
    "wishes": "How the person wants it",
    "invited": "Who else is invited",
    **REVIEW_LABELS,
    "plan_id": "New version of the plan",
    "shared_at": "Shared at",
    "acknowledged_on": "Acknowledged on",
    "acknowledged_how": "Acknowledged how",
    "acknowledged_by": "Acknowledged by",
    "reply": "What they said",
    "reply_needs_answer": "They ask for an answer",
    "reply_answer": "Our answer",
    "reply_answered_at": "Answered at",
    "reply_answered_by_id": "Answered by",
}


def rows_of_review(review: Review) -> Iterator[TrackedRows | TrackedLinks]:
    """Yield the review, who is invited, what was said of each goal, what is not needed, and the questions about it."""
    yield TrackedRows(
        [review],
        labels=REVIEW_COLUMNS,
        texts={"hours_minutes": lambda value, _row: column_text("hours_minutes", value)},
        names={"plan_id": "version", "reply_answered_by_id": "full_name"},
    )
    yield TrackedLinks(
        ReviewInvitation,
        owner="review_id",
        record=review,
        target="representative_id",
        name="user__full_name",
        title="Invitation to the review",
    )
    yield TrackedRows(
        ReviewGoal.with_struck.filter(review=review).select_related("wording"),
        labels={"words": "How it is going", "rating_id": "Rating"},
        names={"rating_id": "value"},
    )
    yield TrackedRows(
        StepNotNeeded.with_struck.filter(review=review),
        labels={"step": "Agreed at the review", "reason": "Why it is not needed"},
    )
    yield rows_of_questions(Question.with_struck.filter(about_id=review.pk))


def rows_of_connections_map(connections_map: ConnectionsMap) -> Iterator[TrackedRows]:
    """Yield the map, and the people and places in it."""
    yield TrackedRows(
        [connections_map],
        labels={
            "made_on": "Date of the map",
            "worker_id": "Worker who made it with the person",
            "agreed_on": "Date the person agreed",
            "agreed_how": "How the person agreed",
            "meaning": "What the person says the change means",
            "meaning_by_id": "Recorded by",
        },
        names={"worker_id": "user__full_name", "meaning_by_id": "full_name"},
    )
    yield TrackedRows(
        Connection.with_struck.filter(domain__map=connections_map).select_related("domain"),
        title=lambda row: f"{row.domain}: {row.get_kind_display().lower()}, {row}",
        labels={"words": "Words", "number": "Number"},
    )


RECORD_KINDS = [
    RecordKind("update", KeyworkerUpdate, Permission.WRITE_UPDATE, "update", rows_of_update),
    RecordKind(
        "review",
        Review,
        Permission.CONDUCT_REVIEW,
        "person_reviews",
        rows_of_review,
        "package.case.individual_id",
    ),
    RecordKind(
        "connections-map",
        ConnectionsMap,
        Permission.WRITE_PLAN,
        "connections_map",
        rows_of_connections_map,
    ),
]
