"""What is recorded of a concern beside its first words: its columns, and who may have been harmed."""

import datetime
from typing import Any, TypedDict

from safeguarding.concerns.enums import SubjectOfConcern, YesNoNotKnown
from safeguarding.models import Concern

# What the Council asks about every concern and what the short form leaves out, by column.
ASKED_LATER = {
    "happened_on": "when it happened",
    "place": "where it happened",
    "capacity": "whether the person can decide about this",
    "consent": "whether the person agrees to the concern",
}


class ConcernDetails(TypedDict, total=False):
    """Columns of Concern that its author adds when the concern is raised, or afterwards."""

    account: str
    kinds: list[str]
    opinion: str
    happened_on: datetime.date | None
    happened_when: str
    place: str
    place_detail: str
    children_at_risk: str
    children: str
    is_safe: str
    made_safe: str
    emergency_services: list[str]
    emergency_called_at: datetime.datetime | None
    emergency_outcome: str
    body_areas: list[str]
    body_detail: str
    capacity: str
    capacity_detail: str
    consent: str
    consent_reason: str
    wishes_asked: str
    wishes: str


def at_risk_columns(at_risk: list[str]) -> dict[str, Any]:
    """Return the columns for who may have been harmed: the adult, a child, or children beside the adult."""
    if SubjectOfConcern.ADULT not in at_risk:
        return {"subject": SubjectOfConcern.CHILD}
    has_children = SubjectOfConcern.CHILD in at_risk
    return {"subject": SubjectOfConcern.ADULT} | ({"children_at_risk": YesNoNotKnown.YES} if has_children else {})


def missing_details(concern: Concern) -> list[str]:
    """Return in words what the Council asks and nobody has answered yet; nothing for a concern that is not open."""
    if not concern.is_open:
        return []
    return [words for name, words in ASKED_LATER.items() if not getattr(concern, name)]
