"""What changed in a person's details, their support and their hospital stays."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from accounts.enums import Permission
from casework.access.changes import RecordKind
from casework.consent.changes import SHARING_KINDS
from casework.models import (
    AccessNeed,
    AgeLimitDecision,
    Allocation,
    ContactPoint,
    CouncilDocument,
    Ending,
    HospitalSpell,
    Individual,
    KeyworkerTerm,
    NoAccessNeeds,
    Override,
    PackageStrand,
    Question,
    SharingDecision,
    SupportPackage,
    TimePreference,
    WardStay,
    WeeklyHours,
)
from casework.particulars.changes import rows_of_particulars
from casework.questions.about import kinds_of_workers
from design import formatting
from design.changes import NOTHING, TrackedRows, choices_text, last_day
from workforce.enums import Weekday

DAY = datetime.timedelta(days=1)
DATES = {"from_on": "First day", "until_on": "Last day"}
DATE_TEXTS = {"until_on": last_day}


def _minutes(value: int, _version: object) -> str:
    return f"{value / 60:g} hours"


def _day_before(value: datetime.date | None, version: Any) -> str:
    """Return the last day of support as text, for the first day without it. Support that never began has none."""
    if value is None:
        return NOTHING
    return formatting.day(value - DAY) if value > version.starts_on else "no day at all"


PERSON = {
    "full_name": "Full name",
    "known_as": "Name to use",
    "former_names": "Former names",
    "date_of_birth": "Date of birth",
    "born_about": "Year of birth, about",
    "died_on": "Date of death",
    "nhs_number": "NHS number",
    "nhs_verified_on": "NHS number checked on",
    "nhs_verified_by_id": "NHS number checked by",
    "nhs_verified_how": "How the NHS number was checked",
    "visit_warning": "Warning before a visit",
    "access_notes": "Getting in",
    "worker_gender_wish": "Preferred gender of worker",
    "worker_language_wish": "Preferred language of worker",
    "merged_into_id": "Merged into",
    "user_id": "Account of the person",
}

CONTACT_POINT = {
    "kind": "Way",
    "value": "Number or address",
    "is_safe": "Safe to use",
    "note": "Note",
    "own_note": "Note of the person",
}

PACKAGE = {
    "starts_on": "First day of support",
    "needs": "Needs",
    "agreed_end_point": "Agreed end point",
    "expected_end_on": "Expected last day of support",
    "first_review_on": "First review",
    "exit_route": "What should follow",
    "formal_review_on": "Formal review",
    "last_update_on": "Last update before this system",
    "last_review_on": "Last review before this system",
    "ended_on": "Last day of support",
    "end_reason": "Why support ended",
    "end_note": "Note on the ending",
    "follows_id": "Earlier support",
}


def rows_of_person(person: Individual) -> Iterator[TrackedRows]:
    """Yield the person's details, the ways to reach them, their needs, who is close to them, and their keyworkers."""
    yield TrackedRows(
        [person],
        title=lambda _row: "The person",
        labels=PERSON,
        names={"merged_into_id": "reference", "user_id": "email", "nhs_verified_by_id": "full_name"},
    )
    yield TrackedRows(
        ContactPoint.with_struck.filter(individual=person),
        labels=CONTACT_POINT,
    )
    yield from _needs_of(person)
    yield TrackedRows(
        TimePreference.with_struck.filter(individual=person),
        title=lambda row: f"Time for visits: {row.weekly.text}",
        labels={
            "kind": "Suits",
            "weekdays": "Days of the week",
            "begins": "Start time",
            "ends": "End time",
            "reason": "For",
            "words": "In words",
            **DATES,
        },
        texts={**DATE_TEXTS, "weekdays": choices_text(Weekday)},
    )
    yield from rows_of_particulars(person)
    yield TrackedRows(
        KeyworkerTerm.with_struck.filter(individual=person).select_related("user"),
        title=lambda row: f"Keyworker: {row.user}",
        labels={"user_id": "Keyworker", **DATES},
        texts=DATE_TEXTS,
        names={"user_id": "full_name"},
    )


def _needs_of(person: Individual) -> Iterator[TrackedRows]:
    """Yield the access needs of the person and their carers, and whether they may be shared."""
    yield TrackedRows(
        AccessNeed.with_struck.filter(individual=person),
        title=lambda row: f"Access need: {row}",
        labels={
            "relationship_id": "Whose need",
            "kind": "Kind",
            "code": "Need",
            "words": "In words",
            "review_on": "Review on",
        },
        names={"relationship_id": "name"},
    )
    yield TrackedRows(
        NoAccessNeeds.with_struck.filter(individual=person),
        title=lambda row: f"Access needs: {row}",
        labels={"relationship_id": "Who was asked", "asked_on": "Asked on", "how": "How it was asked"},
        names={"relationship_id": "name"},
    )
    yield TrackedRows(
        SharingDecision.with_struck.filter(individual=person),
        title=lambda _row: "Sharing of access needs",
        labels={
            "sharing": "May other services know",
            "reason": "Why, and who decided",
            "how": "How it was asked",
            "decided_on": "Decided on",
            "equality_act": "Equality Act",
        },
    )


def rows_of_package(package: SupportPackage) -> Iterator[TrackedRows]:
    """Yield the support, its strands, hours, outcomes and workers, and how it ended."""
    yield TrackedRows(
        [package],
        title=lambda _row: "Support",
        labels=PACKAGE,
        texts={"expected_end_on": _day_before, "ended_on": _day_before},
        names={"follows_id": "reference"},
    )
    yield TrackedRows(
        PackageStrand.with_struck.filter(package=package).select_related("strand"),
        title=lambda row: f"Strand: {row.strand}",
        labels={"strand_id": "Strand", "reason": "Reason", "agreed_by": "Agreed by", **DATES},
        texts=DATE_TEXTS,
        names={"strand_id": "name"},
    )
    yield TrackedRows(
        WeeklyHours.with_struck.filter(package=package),
        title=lambda row: f"Hours a week: {_minutes(row.minutes, row)}",
        labels={"minutes": "Hours a week", "reason": "Reason", "agreed_by": "Agreed by", **DATES},
        texts={**DATE_TEXTS, "minutes": _minutes},
    )
    yield TrackedRows(package.agreed_outcomes.all(), title=lambda row: f"Outcome: {row}", labels={"text": "Outcome"})
    yield TrackedRows(
        Allocation.with_struck.filter(package=package).select_related("worker__user"),
        title=lambda row: f"{row.get_kind_display()}: {row.worker}",
        labels={"kind": "Role", "worker_id": "Worker", **DATES},
        texts=DATE_TEXTS,
        names={"worker_id": "user__full_name"},
    )
    questions = Question.with_struck.filter(package=package).exclude(about_kind__in=kinds_of_workers())
    yield rows_of_questions(questions)
    yield from _end_of(package)


def rows_of_questions(questions: QuerySet[Question]) -> TrackedRows:
    """Return the questions with their answers."""
    return TrackedRows(
        questions.select_related("asked_by"),
        title=lambda row: f"Question of {row.asker}",
        labels={
            "words": "Question",
            "asked_by_id": "Asked by",
            "asked_by_name": "Asked by",
            "answer": "Answer",
            "answered_by_id": "Answered by",
        },
        names={"asked_by_id": "full_name", "answered_by_id": "full_name"},
    )


def _end_of(package: SupportPackage) -> Iterator[TrackedRows]:
    """Yield the decisions at the age limit, the ending, and the Council's documents."""
    yield TrackedRows(
        AgeLimitDecision.with_struck.filter(package=package),
        title=lambda _row: "Decision at the age limit",
        labels={
            "age_limit": "Age limit",
            "outcome": "What is agreed",
            "service": "Service",
            "last_on": "Last day of support",
            "agreed_with": "Agreed with",
            "agreed_on": "Agreed on",
            "note": "Note",
        },
    )
    yield TrackedRows(
        Ending.objects.filter(package=package),
        title=lambda _row: "How support ended",
        labels={
            "destination": "Where the person went",
            "exit_plan": "Exit plan",
            "person_agreed": "The person agreed",
            "council_agreed": "The Council agreed",
            "council_agreed_by": "Agreed for the Council by",
            "council_agreed_on": "Agreed on",
            "person_view": "The person’s view",
            "council_view": "The Council’s view",
            "provider_view": "Our view",
        },
    )
    yield TrackedRows(
        CouncilDocument.with_struck.filter(package=package),
        title=lambda row: str(row.get_kind_display()),
        labels={"kind": "Kind", "received_on": "Received on"},
    )


def rows_of_stay(spell: HospitalSpell) -> Iterator[TrackedRows]:
    """Yield the hospital stay, its wards and the decisions on its hold."""
    yield TrackedRows(
        [spell],
        title=lambda _row: "Hospital stay",
        labels={
            "hospital": "Hospital",
            "kind": "Kind",
            "admitted_on": "Admitted on",
            "discharged_on": "Discharged on",
            "told_by": "Who reported it",
            "resumed_on": "Support restarted on",
            "readmission": "Readmission",
            "readmission_said_by": "Decided by",
        },
    )
    yield TrackedRows(
        WardStay.with_struck.filter(spell=spell),
        title=lambda row: f"Ward: {row}",
        labels={"name": "Ward", **DATES},
        texts=DATE_TEXTS,
    )
    yield TrackedRows(
        Override.with_struck.filter(spell=spell),
        title=lambda row: f"Decision: {row.get_effect_display()}",
        labels={
            "effect": "Decision",
            "said_by_name": "Said by",
            "said_on": "Said on",
            "authority": "Authority",
            "reason": "Reason",
            "evidence": "Evidence",
            **DATES,
        },
        texts=DATE_TEXTS,
    )


RECORD_KINDS = [
    RecordKind("person", Individual, Permission.WRITE_PLAN, "person_details", rows_of_person),
    RecordKind(
        "support", SupportPackage, Permission.READ_PERSON, "package", rows_of_package, title=lambda _row: "Support"
    ),
    RecordKind(
        "hospital-stay",
        HospitalSpell,
        Permission.READ_PERSON,
        "person_hospital",
        rows_of_stay,
        back_id="individual_id",
    ),
    *SHARING_KINDS,
]
