"""The safety facts of a person, joined from all their merged records.

A merge copies nothing, so undoing it separates the facts again. The risk assessment is one more such fact: its
rule in `risk.policies` opens the one in force under every record of the person.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casework.access_needs.enums import NeedKind, NeedsSharing, need_text
from casework.enums import ContactKind, RelationshipKind
from casework.models import Individual
from casework.particulars.enums import ContactSafety, KnowsOfSupport
from casework.particulars.places import AddressFact, places_on
from casework.times.hours import WeeklyTime
from core import clock, telephones


@dataclass(frozen=True)
class ContactFact:
    """One way to reach the person. Unsafe as soon as one of the records says so."""

    kind: ContactKind
    value: str
    is_safe: bool
    note: str

    @property
    def is_telephone(self) -> bool:
        """Return True if it is for calls."""
        return self.kind == ContactKind.TELEPHONE


@dataclass(frozen=True)
class NeedFact:
    """One access need or adjustment of the person, or of the carer who is named."""

    kind: NeedKind
    text: str
    carer: str = ""

    def __str__(self) -> str:
        return f"{self.carer}: {self.text}" if self.carer else self.text


@dataclass(frozen=True)
class EmergencyContact:
    """Somebody to contact in an emergency, and whether that is safe."""

    name: str
    relation: str
    telephone: str
    email: str
    note: str
    contact_safety: ContactSafety
    knows_of_support: KnowsOfSupport

    @property
    def is_safe(self) -> bool:
        """False if the person said that contacting them is not safe."""
        return self.contact_safety != ContactSafety.NO

    @property
    def known(self) -> str:
        """What to know before contacting them: whether it is safe, and whether they know about the support."""
        warnings = []
        if self.contact_safety != ContactSafety.YES:
            warnings.append(self.contact_safety.label)
        if self.knows_of_support != KnowsOfSupport.YES:
            warnings.append(self.knows_of_support.label)
        return _join_texts([*warnings, self.note])


@dataclass(frozen=True)
class SafetyFacts:
    """The facts of one person. Where several records differ, each text is included.

    `places` are where a worker goes today, the likeliest first; of another day `casework.particulars.places` says it.
    """

    day: datetime.date
    visit_warning: str
    access_notes: str
    contact_points: tuple[ContactFact, ...]
    access_needs: tuple[NeedFact, ...]
    times: tuple[WeeklyTime, ...]
    are_needs_shared: bool  # False once the person refused that other services know of them
    places: tuple[AddressFact, ...]
    emergency_contacts: tuple[EmergencyContact, ...]

    @property
    def times_in_force(self) -> list[WeeklyTime]:
        """The times that suit or do not, as far as they are in force on the day of the facts."""
        return [time for time in self.times if time.is_in_force_on(self.day)]

    @property
    def own_needs(self) -> list[NeedFact]:
        """The needs of the person, without those of carers."""
        return [need for need in self.access_needs if not need.carer]

    @property
    def area(self) -> str:
        """The town of the place where a worker goes."""
        return self.places[0].area if self.places else ""

    @property
    def telephones(self) -> list[ContactFact]:
        """The telephone numbers, unsafe ones included."""
        return [point for point in self.contact_points if point.is_telephone]

    def is_safe_to_use(self, kind: str, value: str) -> bool:
        """Return True if the person said that this contact point is safe. False for one that is not recorded."""
        key = _address_key(kind, value)
        return any(point.is_safe for point in self.contact_points if _address_key(point.kind, point.value) == key)

    def is_unsafe(self, kind: str, value: str) -> bool:
        """Return True if the person said that this address or number is not safe, for calls or for texts."""
        _kind, key = _address_key(kind, value)
        points = [point for point in self.contact_points if _address_key(point.kind, point.value)[1] == key]
        return any(not point.is_safe for point in points)


def facts_of(individual: Individual, day: datetime.date | None = None) -> SafetyFacts:
    """Return the facts of one person on `day`, by default today.

    A row `with_safety_records()` needs no query, any other one.
    """
    records = getattr(individual, "safety_records", None)
    return facts_of_people([individual], day)[individual.pk] if records is None else join_facts(records, day)


def facts_of_people(individuals: Iterable[Individual], day: datetime.date | None = None) -> dict[UUID, SafetyFacts]:
    """Return the facts of each of these people on `day` by the id of the record in `individuals`; one query for all."""
    rows = Individual.objects.filter(pk__in={individual.pk for individual in individuals}).with_safety_records()
    columns = rows.values_list("pk", "safety_records")  # type: ignore[misc]  # a column of the query
    return {pk: join_facts(records, day) for pk, records in columns}


def join_facts(records: list[dict[str, Any]], day: datetime.date | None = None) -> SafetyFacts:
    """Return the facts of one person on `day` from the rows of `casework.people.models.safety_records`."""
    points: dict[tuple[str, str], ContactFact] = {}
    for point in (point for record in records for point in record["points"]):
        key = _address_key(point["kind"], point["value"])
        fact = ContactFact(**{**point, "kind": ContactKind(point["kind"])})
        points[key] = _join_points(points[key], fact) if key in points else fact
    on = day or clock.today()
    return SafetyFacts(
        day=on,
        visit_warning=join_warnings(records),
        access_notes=_join_texts(record["access_notes"] for record in records),
        contact_points=tuple(sorted(points.values(), key=lambda point: point.kind)),
        access_needs=tuple(dict.fromkeys(_join_needs(records, on))),
        times=tuple(dict.fromkeys(WeeklyTime.from_json(time) for record in records for time in record["times"])),
        are_needs_shared=all(record["sharing"] != NeedsSharing.REFUSED for record in records),
        places=places_on(records, day),
        emergency_contacts=tuple(_emergency_contacts(records, on)),
    )


def _join_needs(records: list[dict[str, Any]], day: datetime.date) -> Iterator[NeedFact]:
    """Yield the needs of the person and of their carers on `day`, in order of recording."""
    for need in (need for record in records for need in record["needs"]):
        if not need["until_on"] or need["until_on"] > day.isoformat():
            yield NeedFact(NeedKind(need["kind"]), need_text(need["code"], need["words"]), need["carer"] or "")


def _emergency_contacts(records: list[dict[str, Any]], day: datetime.date) -> Iterable[EmergencyContact]:
    """Yield who is contacted in an emergency on `day`, whoever is first before the others; each name once."""
    rows = [row for record in records for row in record["emergency"]]
    names: set[str] = set()
    for row in sorted(rows, key=lambda row: int(row["emergency_order"])):
        is_over = row["until_on"] is not None and row["until_on"] <= day.isoformat()
        if row["from_on"] > day.isoformat() or is_over or row["name"].casefold() in names:
            continue
        names.add(row["name"].casefold())
        yield EmergencyContact(
            name=row["name"],
            relation=RelationshipKind(row["kind"]).label,
            telephone=row["telephone"],
            email=row["email"],
            note=row["note"],
            contact_safety=ContactSafety(row["contact_safety"]),
            knows_of_support=KnowsOfSupport(row["knows_of_support"]),
        )


def join_warnings(records: list[dict[str, Any]]) -> str:
    """Return the warning of one person from the rows that `join_facts` takes."""
    return _join_texts(record["visit_warning"] for record in records)


def _join_points(first: ContactFact, second: ContactFact) -> ContactFact:
    note = _join_texts([first.note, second.note])
    return ContactFact(first.kind, first.value, first.is_safe and second.is_safe, note)


def _join_texts(texts: Iterable[str]) -> str:
    """Return the different texts as sentences one after the other; a single text stays as it is written."""
    different: dict[str, str] = {}
    for text in filter(None, (text.strip() for text in texts)):
        different.setdefault(text.rstrip(".").casefold(), text)
    if len(different) < 2:
        return "".join(different.values())
    return " ".join(text if text[-1] in ".!?" else f"{text}." for text in different.values())


def _address_key(kind: str, value: str) -> tuple[str, str]:
    """Return the same key for two spellings of one address: capitals, spaces and country codes are ignored."""
    if kind in (ContactKind.TELEPHONE, ContactKind.TEXT):
        return kind, telephones.key_of(value)
    return kind, value.strip().casefold()
