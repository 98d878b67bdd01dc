"""What changed in a review and in an update to the keyworker. Both are for those who write them."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from design.changes import TrackedRows
from reviews.models import KeyworkerUpdate, Review


def rows_of_update(update: KeyworkerUpdate) -> Iterator[TrackedRows]:
    """Yield the update. Sent versions are stored whole beside it."""
    yield TrackedRows(
        [update],
        labels={
            "due_on": "Due on",
            "met_on": "Done on",
            "expired_on": "No longer due from",
            "how_it_is": "How the person is",
            "progress": "Progress",
            "what_changed": "What changed",
            "next_weeks": "The next weeks",
            "recipient_id": "Sent to",
            "submitted_at": "Sent at",
            "submitted_by_id": "Sent by",
            "acknowledged_at": "Acknowledged at",
            "acknowledged_by_id": "Acknowledged by",
            "answer": "Answer",
        },
        names=dict.fromkeys(("recipient_id", "submitted_by_id", "acknowledged_by_id"), "full_name"),
    )


def rows_of_review(review: Review) -> Iterator[TrackedRows]:
    """Yield the review."""
    yield TrackedRows(
        [review],
        labels={
            "due_on": "Due on",
            "met_on": "Done on",
            "expired_on": "No longer due from",
            "asked_by": "Asked for by",
            "outcome": "Outcome",
            "participants": "Who took part",
            "conducted_on": "Took place on",
            "shared_at": "Shared at",
        },
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
]
