"""What changed in who reads the record: representatives, access for a time, own pages, what was shared for safety."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from casework.models import (
    AccessGrant,
    Individual,
    NeedToKnow,
    NoDigitalContact,
    PortalLock,
    Representative,
    SafetyDisclosure,
)
from design import formatting
from design.changes import MOST_VERSIONS, TrackedRows, last_day


def rows_of_sharing(person: Individual) -> Iterator[TrackedRows]:
    """Yield who represents the person and did before, and who could open the record for a time, and why."""
    yield TrackedRows(
        Representative.with_struck.filter(individual=person).select_related("user").order_by("from_on", "pk"),
        title=lambda row: f"Representative: {row}",
        labels={
            "user_id": "Representative",
            "relation": "Who they are",
            "known_as": "Name of the person that they read",
            "from_on": "First day",
            "until_on": "Last day",
            "ended_reason": "Why it ended",
        },
        texts={"until_on": last_day},
        names={"user_id": "full_name"},
    )
    grants = AccessGrant.objects.filter(individual=person).select_related("user").order_by("-from_at", "pk")
    yield TrackedRows(
        grants[:MOST_VERSIONS],
        title=lambda row: f"{row.get_kind_display()}: {row.user}",
        labels={"user_id": "Who", "kind": "Kind", "reason": "Reason", "from_at": "From", "until_at": "Until"},
        names={"user_id": "full_name"},
        added=lambda row: [f"Until {formatting.when(row.until_at)}", f"Why: {row.reason}"],
    )


def rows_of_own_pages(person: Individual) -> Iterator[TrackedRows]:
    """Yield when the person wanted no digital contact, and when their own pages were locked."""
    yield TrackedRows(
        NoDigitalContact.objects.filter(individual=person),
        title=lambda _row: "No digital contact",
        labels={
            "reason": "What the person said",
            "said_on": "Said on",
            "ended_at": "Ended",
            "ended_by_id": "Ended by",
            "ended_reason": "Why it ended",
        },
        names={"ended_by_id": "full_name"},
        added=lambda row: [f"What the person said: {row.reason}"],
    )
    yield TrackedRows(
        PortalLock.objects.filter(individual=person),
        title=lambda _row: "Lock of their own pages",
        labels={
            "review_on": "Review on",
            "unlocked_at": "Unlocked",
            "unlocked_by_id": "Unlocked by",
            "unlocked_reason": "Why it was unlocked",
        },
        names={"unlocked_by_id": "full_name"},
    )


def rows_of_disclosures(person: Individual) -> Iterator[TrackedRows]:
    """Yield what was shared without consent to keep somebody safe, also what was entered in error."""
    yield TrackedRows(
        SafetyDisclosure.with_struck.filter(individual=person),
        labels={
            "shared_with": "Shared with",
            "what": "What was shared",
            "why": "Why it was needed",
            "shared_at": "Shared",
            "seen_by_id": "Seen by",
            "seen_at": "Seen",
            "hidden_reason": "Why the person must not read this now",
            "hidden_until": "Decide again on",
        },
        names={"seen_by_id": "full_name"},
        added=lambda row: [f"What was shared: {row.what}", f"Why it was needed: {row.why}"],
    )


def rows_of_needs_to_know(person: Individual) -> Iterator[TrackedRows]:
    """Yield for which restricted questions the workers may read the answer, and might before."""
    yield TrackedRows(
        NeedToKnow.with_struck.filter(individual=person),
        labels={"question": "Question", "reason": "Why they need to know"},
        added=lambda row: [f"Why they need to know: {row.reason}"],
    )


SHARING_KINDS = [
    RecordKind(
        "sharing",
        Individual,
        Permission.EDIT_PERSON,
        "person_sharing",
        rows_of_sharing,
        title=lambda person: f"Accounts and sharing: {person}",
    ),
    RecordKind(
        "own-pages",
        Individual,
        Permission.KEEP_PORTAL,
        "person_own_pages",
        rows_of_own_pages,
        title=lambda person: f"Own pages: {person}",
    ),
    RecordKind(
        "shared-for-safety",
        Individual,
        Permission.READ_VISIT,
        "person_consent",
        rows_of_disclosures,
        title=lambda person: f"Shared to keep someone safe: {person}",
    ),
    RecordKind(
        "need-to-know",
        Individual,
        Permission.EDIT_PERSON,
        "person_profile",
        rows_of_needs_to_know,
        title=lambda person: f"Who may read restricted answers: {person}",
    ),
]
