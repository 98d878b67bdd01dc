"""What somebody must know to be safe with a person, read of all the merged records of that person together.

Nothing is copied by a merge, so undoing it separates the facts again. The risk assessment is one more such fact: its
rule in `plans.risk_policies` opens the one in force under every record of the person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casework.enums import ContactKind
from casework.models import Individual


@dataclass(frozen=True)
class ContactFact:
    """One way to reach the person. Unsafe as soon as one of the records says so."""

    kind: ContactKind
    value: str
    is_safe: bool
    note: str


@dataclass(frozen=True)
class SafetyFacts:
    """The facts of one person; where several records say something different, what each of them says."""

    visit_warning: str
    access_notes: str
    contact_points: tuple[ContactFact, ...]
    communication_needs: tuple[str, ...]

    @property
    def telephones(self) -> list[ContactFact]:
        """The numbers to ring, unsafe ones included."""
        return [point for point in self.contact_points if point.kind == ContactKind.TELEPHONE]

    def is_safe_to_use(self, kind: str, value: str) -> bool:
        """Whether the person said that they can be reached safely in this way. False for one that is not recorded."""
        sought = _address_key(kind, value)
        return any(point.is_safe for point in self.contact_points if _address_key(point.kind, point.value) == sought)


def facts_of(individual: Individual) -> SafetyFacts:
    """The facts of one person: of `with_safety_records()` without a query, otherwise with one."""
    records = getattr(individual, "safety_records", None)
    return facts_of_people([individual])[individual.pk] if records is None else joined(records)


def facts_of_people(individuals: Iterable[Individual]) -> dict[UUID, SafetyFacts]:
    """The facts of each of these people, by the id of the record that was given; one query for all of them."""
    rows = Individual.objects.filter(pk__in={individual.pk for individual in individuals}).with_safety_records()
    return {pk: joined(records) for pk, records in rows.values_list("pk", "safety_records")}


def joined(records: list[dict[str, Any]]) -> SafetyFacts:
    """Join what `safety_records` gave for one person."""
    points: dict[tuple[str, str], ContactFact] = {}
    for point in (point for record in records for point in record["points"]):
        key = _address_key(point["kind"], point["value"])
        fact = ContactFact(**{**point, "kind": ContactKind(point["kind"])})
        points[key] = _both(points[key], fact) if key in points else fact
    return SafetyFacts(
        visit_warning=_in_one(record["visit_warning"] for record in records),
        access_notes=_in_one(record["access_notes"] for record in records),
        contact_points=tuple(sorted(points.values(), key=lambda point: point.kind)),
        communication_needs=tuple(dict.fromkeys(need for record in records for need in record["needs"])),
    )


def _both(one: ContactFact, other: ContactFact) -> ContactFact:
    return ContactFact(one.kind, one.value, one.is_safe and other.is_safe, _in_one([one.note, other.note]))


def _in_one(texts: Iterable[str]) -> str:
    """Different texts as sentences after each other; a text that says it all stays as it is written."""
    different: dict[str, str] = {}
    for text in filter(None, (text.strip() for text in texts)):
        different.setdefault(text.rstrip(".").casefold(), text)
    if len(different) < 2:
        return "".join(different.values())
    return " ".join(text if text[-1] in ".!?" else f"{text}." for text in different.values())


def _address_key(kind: str, value: str) -> tuple[str, str]:
    """The same for two spellings of one address: capitals and spaces, and +44 for the first 0, do not matter."""
    if kind in (ContactKind.TELEPHONE, ContactKind.TEXT):
        digits = re.sub(r"^(?:\+|00)44(?:\(0\)|0)?", "0", re.sub(r"[^\d+()]", "", value))
        return kind, re.sub(r"\D", "", digits)
    return kind, value.strip().casefold()
