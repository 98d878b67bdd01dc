"""The safety facts of a person, joined from all their merged records.

A merge copies nothing, so undoing it separates the facts again. The risk assessment is one more such fact: its
rule in `risk.policies` opens the one in force under every record of the person.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from casework.access_needs.enums import NeedKind, need_text
from casework.access_needs.sharing import are_needs_shared
from casework.consent.enums import MayTalk
from casework.consent.may_talk import TalkDecision, may_talk, newest_decisions
from casework.enums import ContactKind, RelationshipKind
from casework.models import Individual
from casework.particulars.enums import ContactSafety, KnowsOfSupport
from casework.particulars.places import AddressFact, places_on
from casework.times.hours import WeeklyTime
from core import clock, telephones

NOT_KNOWN_SAFE = "Not known if it is safe: say nothing about the support until you know that it is them."


# In which order answers to "is it safe?" are rung. What is not safe is listed last, and no link dials it.
RING_ORDER = (True, None, False)


def ring_order(is_safe: bool | None) -> int:
    """Return the place of a number, or of somebody close, in a list: safe, then not known, then not safe."""
    return RING_ORDER.index(is_safe)


def join_safety(answers: Iterable[bool | None]) -> bool | None:
    """Return what several records say together about one number: "not safe" counts first, then "safe".

    A record that asked nobody takes nothing away from the answer of another.
    """
    different = set(answers)
    return next((answer for answer in (False, True) if answer in different), None)


@dataclass(frozen=True)
class ContactFact:
    """One way to reach the person. Unsafe as soon as one of the records says so."""

    kind: ContactKind
    value: str
    is_safe: bool | None  # None: not known
    note: str

    @property
    def is_unsafe(self) -> bool:
        """Return True if the person said that it is not safe; what is not known is neither."""
        return self.is_safe is False

    @property
    def advice(self) -> str:
        """What to know before ringing it: that it is not safe, or not known to be, and the note."""
        if self.is_safe:
            return self.note
        warning = "Do not ring this number: not safe." if self.is_unsafe else NOT_KNOWN_SAFE
        return f"{warning} {self.note}".strip()

    @property
    def is_telephone(self) -> bool:
        """Return True if it is for calls."""
        return self.kind == ContactKind.TELEPHONE

    @property
    def is_text(self) -> bool:
        """Return True if it is for text messages."""
        return self.kind == ContactKind.TEXT


@dataclass(frozen=True)
class NeedFact:
    """One access need or adjustment of the person, or of the carer who is named."""

    kind: NeedKind
    text: str
    carer: str = ""

    def __str__(self) -> str:
        return f"{self.carer}: {self.text}" if self.carer else self.text


@dataclass(frozen=True)
class ContactAnswers:
    """Whether it is safe to contact somebody close to the person, and whether they know about the support."""

    contact_safety: ContactSafety
    knows_of_support: KnowsOfSupport

    @property
    def is_safe(self) -> bool:
        """False if the person said that contacting them is not safe."""
        return self.contact_safety != ContactSafety.NO

    @property
    def warnings(self) -> list[str]:
        """What to know before contacting them; nothing where it is safe and they know about the support."""
        warnings = []
        if self.contact_safety != ContactSafety.YES:
            warnings.append(self.contact_safety.label)
        if self.knows_of_support != KnowsOfSupport.YES:
            warnings.append(self.knows_of_support.label)
        return warnings


@dataclass(frozen=True)
class EmergencyNumber:
    """One telephone number of an emergency contact. `advice` is what to know of it that is not true of the others."""

    value: str
    is_safe: bool | None  # None: not asked
    advice: str


@dataclass(frozen=True)
class EmergencyContact(ContactAnswers):
    """Somebody to contact in an emergency, whether that is safe, and every number of theirs, safe ones first."""

    name: str
    relation: str
    telephones: tuple[EmergencyNumber, ...]
    email: str
    note: str
    may_talk: MayTalk

    @property
    def known(self) -> str:
        """What to know before contacting them: if it is safe, if they know about the support, and the note."""
        return _join_texts([*self.warnings, self.note])


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
    no_needs_on: datetime.date | None  # the last day on which the person was asked, while no need of theirs is recorded
    times: tuple[WeeklyTime, ...]
    are_needs_shared: bool  # outside the provider: False unless the person agreed
    places: tuple[AddressFact, ...]
    emergency_contacts: tuple[EmergencyContact, ...]
    contact_answers: tuple[tuple[str, ContactAnswers], ...]  # by name: emergency contacts, and wherever one is "no"
    talk_decisions: tuple[TalkDecision, ...]
    merged_at: datetime.datetime | None  # when the last of the records was merged

    def may_talk_with(self, name: str) -> MayTalk:
        """Return whether the person agreed that workers talk with the person of this name about the support."""
        return may_talk(name, self.talk_decisions, self.merged_at)

    def answers_about(self, name: str, contact_safety: str, knows_of_support: str) -> ContactAnswers:
        """Return the answers of one record about somebody close; a "no" under any record of the person counts first."""
        own = ContactAnswers(ContactSafety(contact_safety), KnowsOfSupport(knows_of_support))
        return _join_answers([own, *(answers for key, answers in self.contact_answers if key == name.casefold())])

    @property
    def times_in_force(self) -> list[WeeklyTime]:
        """The times that suit or do not, as far as they are in force on the day of the facts."""
        return [time for time in self.times if time.is_in_force_on(self.day)]

    @property
    def own_needs(self) -> list[NeedFact]:
        """The needs of the person, without those of carers."""
        return [need for need in self.access_needs if not need.carer]

    @property
    def needs_for_staff(self) -> list[NeedFact]:
        """The needs of the person, then those of their carers, who are named."""
        return [*self.own_needs, *(need for need in self.access_needs if need.carer)]

    @property
    def needs_to_pass_on(self) -> list[NeedFact]:
        """What others than our staff read: the person's own needs, if they agreed."""
        return self.own_needs if self.are_needs_shared else []

    @property
    def area(self) -> str:
        """The town of the place where a worker goes."""
        return self.places[0].area if self.places else ""

    @property
    def telephones(self) -> list[ContactFact]:
        """The telephone numbers, unsafe ones included."""
        return [point for point in self.contact_points if point.is_telephone]

    @property
    def missing_telephone(self) -> str:
        """What to say where no number is recorded, or none that is safe to ring; "" where there is one."""
        if not self.telephones:
            return "No telephone number is recorded."
        return "No telephone number is safe to ring." if all(point.is_unsafe for point in self.telephones) else ""

    def is_safe_to_use(self, kind: str, value: str) -> bool:
        """Return True if the person said that this contact point is safe. False for one that is not recorded."""
        key = _address_key(kind, value)
        return any(point.is_safe for point in self.contact_points if _address_key(point.kind, point.value) == key)

    def is_unsafe(self, kind: str, value: str) -> bool:
        """Return True if the person said that this address or number is not safe, for calls or for texts."""
        _kind, key = _address_key(kind, value)
        points = [point for point in self.contact_points if _address_key(point.kind, point.value)[1] == key]
        return any(point.is_unsafe for point in points)


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
        fact = _contact_fact(point)
        points[key] = _join_points(points[key], fact) if key in points else fact
    facts = _with_unsafe_numbers(points.values())
    on, merged_at = day or clock.today(), _merged_at(records)
    return SafetyFacts(
        day=on,
        visit_warning=join_warnings(records),
        access_notes=_join_texts(record["access_notes"] for record in records),
        contact_points=tuple(sorted(facts, key=lambda point: (point.kind, ring_order(point.is_safe)))),
        access_needs=tuple(dict.fromkeys(_join_needs(records, on))),
        no_needs_on=_no_needs_on(records),
        times=tuple(dict.fromkeys(WeeklyTime.from_json(time) for record in records for time in record["times"])),
        are_needs_shared=are_needs_shared(_sharing_decisions(records), merged_at),
        places=places_on(records, day),
        emergency_contacts=tuple(
            sorted(_emergency_contacts(records, on), key=lambda contact: ring_order(contact.contact_safety.is_safe))
        ),
        contact_answers=tuple((row["name"].casefold(), _answers_of(row)) for row in _contacts_on(records, on)),
        talk_decisions=_talk_decisions(records, on),
        merged_at=merged_at,
    )


def _join_needs(records: list[dict[str, Any]], day: datetime.date) -> Iterator[NeedFact]:
    """Yield the needs of the person and of their carers on `day`, in order of recording."""
    for need in (need for record in records for need in record["needs"]):
        if not need["until_on"] or need["until_on"] > day.isoformat():
            yield NeedFact(NeedKind(need["kind"]), need_text(need["code"], need["words"]), need["carer"] or "")


def _sharing_decisions(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for record in records for row in record["sharing"]]


def _no_needs_on(records: list[dict[str, Any]]) -> datetime.date | None:
    """Return when the person was last asked and had no needs; None while one of theirs is recorded."""
    has_needs = any(not need["carer"] for record in records for need in record["needs"])
    days = [] if has_needs else [record["no_needs_on"] for record in records if record["no_needs_on"]]
    return max(map(datetime.date.fromisoformat, days), default=None)


def _talk_decisions(records: list[dict[str, Any]], day: datetime.date) -> tuple[TalkDecision, ...]:
    return newest_decisions((row for record in records for row in record["talk"]), day)


def _merged_at(records: list[dict[str, Any]]) -> datetime.datetime | None:
    """Return when the last of the records was merged, None for a single record."""
    instants = [record["merged_at"] for record in records if record["merged_at"]]
    return max(map(datetime.datetime.fromisoformat, instants), default=None)


def _contacts_on(records: list[dict[str, Any]], day: datetime.date) -> list[dict[str, Any]]:
    """Return the rows of `emergency` in force on `day`: who is rung first before the others, then who is not rung."""
    on = day.isoformat()
    rows = [row for record in records for row in record["emergency"] if row["from_on"] <= on]
    in_force = [row for row in rows if row["until_on"] is None or row["until_on"] > on]
    return sorted(in_force, key=lambda row: (row["emergency_order"] is None, row["emergency_order"] or 0))


def _answers_of(row: dict[str, Any]) -> ContactAnswers:
    return ContactAnswers(ContactSafety(row["contact_safety"]), KnowsOfSupport(row["knows_of_support"]))


def _emergency_contacts(records: list[dict[str, Any]], day: datetime.date) -> Iterable[EmergencyContact]:
    """Yield who is contacted in an emergency on `day`, whoever is first before the others; each name once.

    What any record says about somebody of this name counts, as `_join_answers` does.
    """
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in _contacts_on(records, day):
        by_name.setdefault(row["name"].casefold(), []).append(row)
    decisions, merged_at = _talk_decisions(records, day), _merged_at(records)
    for first, *others in by_name.values():
        if first["emergency_order"] is None:
            continue
        answers = _join_answers([_answers_of(row) for row in (first, *others)])
        yield EmergencyContact(
            contact_safety=answers.contact_safety,
            knows_of_support=answers.knows_of_support,
            name=first["name"],
            relation=RelationshipKind(first["kind"]).label,
            telephones=_numbers_of([first, *others], answers.contact_safety),
            email=next((row["email"] for row in (first, *others) if row["email"]), ""),
            note=_join_texts(row["note"] for row in (first, *others)),
            may_talk=may_talk(first["name"], decisions, merged_at),
        )


def _numbers_of(rows: list[dict[str, Any]], of_contact: ContactSafety) -> tuple[EmergencyNumber, ...]:
    """Return each number of somebody close, safe ones first, with the answer of the records that have it.

    Contacting somebody is not safe as soon as one record says so: then none of their numbers is.
    """
    by_key: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["telephone"]:
            by_key.setdefault(telephones.key_of(row["telephone"]), []).append(row)
    numbers = []
    for same in by_key.values():
        is_safe = join_safety(_answers_of(row).contact_safety.is_safe for row in same)
        is_safe = False if of_contact is ContactSafety.NO else is_safe
        advice = "" if is_safe == of_contact.is_safe else f"{ContactSafety.NOT_ASKED.label}."
        numbers.append(EmergencyNumber(same[0]["telephone"], is_safe, advice))
    return tuple(sorted(numbers, key=lambda number: ring_order(number.is_safe)))


def _join_answers(answers: list[ContactAnswers]) -> ContactAnswers:
    """Return one fact from the answers of several records, as `join_safety` does."""
    is_safe = join_safety(each.contact_safety.is_safe for each in answers)
    knows = {each.knows_of_support for each in answers}
    return ContactAnswers(
        next(each for each in ContactSafety if each.is_safe == is_safe),
        next(each for each in (KnowsOfSupport.NO, KnowsOfSupport.YES, KnowsOfSupport.NOT_KNOWN) if each in knows),
    )


def join_warnings(records: list[dict[str, Any]]) -> str:
    """Return the warning of one person from the rows that `join_facts` takes."""
    return _join_texts(record["visit_warning"] for record in records)


def _contact_fact(point: dict[str, Any]) -> ContactFact:
    """Return one way to reach the person. Their own note follows the note of staff, in their words."""
    own_note = f"In their own words: {point['own_note']}" if point["own_note"] else ""
    note = _join_texts([point["note"], own_note])
    return ContactFact(ContactKind(point["kind"]), point["value"], point["is_safe"], note)


def _join_points(first: ContactFact, second: ContactFact) -> ContactFact:
    """Return one fact for an address of two records, as `join_safety` does."""
    is_safe = join_safety((first.is_safe, second.is_safe))
    return ContactFact(first.kind, first.value, is_safe, _join_texts([first.note, second.note]))


def _with_unsafe_numbers(points: Collection[ContactFact]) -> list[ContactFact]:
    """Return the facts; a number that is not safe for calls is not safe for texts either."""
    unsafe = {telephones.key_of(point.value) for point in points if point.is_telephone and point.is_unsafe}
    return [
        replace(point, is_safe=False) if point.is_text and telephones.key_of(point.value) in unsafe else point
        for point in points
    ]


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
