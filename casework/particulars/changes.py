"""What changed in a person's addresses, GP, circumstances, references and the people close to them."""

from collections.abc import Iterator
from typing import Any

from casework.models import Address, Circumstance, CouncilReference, GpRegistration, Individual, Relationship
from casework.particulars.enums import answers_to
from design.changes import TrackedRows, last_day

DATES = {"from_on": "First day", "until_on": "Last day"}
DATE_TEXTS = {"until_on": last_day}


def _answer(value: str, version: Any) -> str:
    return dict(answers_to(version.question)).get(value, value)


ADDRESS = {
    "kind": "What it is for",
    "lines": "House and street",
    "area": "Town or area",
    "postcode": "Postcode",
    "is_start_known": "First day is known",
    "note": "Note",
}
RELATIONSHIP = {
    "kind": "Who they are",
    "name": "Name",
    "telephone": "Telephone",
    "email": "Email",
    "contact_safety": "Safe to contact",
    "knows_of_support": "Knows about the support",
    "emergency_order": "Emergency contact",
    "note": "Note",
}
GP = {
    "surgery": "Surgery",
    "doctor": "Doctor",
    "telephone": "Telephone",
    "address": "Address",
    "practice_code": "Practice code",
}
CIRCUMSTANCE = {"answer": "Answer", "list_edition": "Version of the list", "note": "Note"}


def rows_of_particulars(person: Individual) -> Iterator[TrackedRows]:
    """Yield each kind of particulars of the person's record."""
    yield TrackedRows(
        Address.with_struck.filter(individual=person),
        title=lambda row: f"Address: {row}",
        labels={**ADDRESS, **DATES},
        texts=DATE_TEXTS,
    )
    yield TrackedRows(
        Relationship.with_struck.filter(individual=person), labels={**RELATIONSHIP, **DATES}, texts=DATE_TEXTS
    )
    yield TrackedRows(GpRegistration.with_struck.filter(individual=person), labels={**GP, **DATES}, texts=DATE_TEXTS)
    yield TrackedRows(
        Circumstance.with_struck.filter(individual=person),
        title=lambda row: row.question_label,
        labels={**CIRCUMSTANCE, **DATES},
        texts={**DATE_TEXTS, "answer": _answer},
    )
    yield TrackedRows(
        CouncilReference.with_struck.filter(individual=person).select_related("council"),
        title=lambda row: f"Reference of {row.council}",
        labels={"reference": "Reference"},
    )
