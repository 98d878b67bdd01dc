"""What changed in a safeguarding concern."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from design.changes import TrackedRows, choices_text
from safeguarding.enums import Abuse
from safeguarding.models import Concern


def rows_of_concern(concern: Concern) -> Iterator[TrackedRows]:
    """Yield the concern. The users whom it names are left out."""
    yield TrackedRows(
        [concern],
        title=lambda _row: "Concern",
        labels={
            "raised_on": "Raised on",
            "kinds": "Kinds of abuse or neglect",
            "account": "Account",
            "made_safe": "What was done at once",
            "source_of_risk": "Source of risk",
            "wishes_asked": "Whether the person was asked",
            "wishes": "What the person wants",
            "council_contacted_at": "Council contacted at",
            "council_contacted_by_id": "Council contacted by",
            "council_contact": "Who was contacted",
            "council_decision": "Decision of the Council",
            "council_decided_at": "Decided at",
            "portal_reference": "Reference on the board’s portal",
        },
        texts={"kinds": choices_text(Abuse)},
        names={"council_contacted_by_id": "full_name"},
    )


RECORD_KINDS = [RecordKind("concern", Concern, Permission.READ_CONCERN, "concern", rows_of_concern)]
