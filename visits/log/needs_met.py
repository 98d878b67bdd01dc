"""Whether access needs were met at visits and other contacts, counted in SQL (R66)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.models import AccessNeed
from casework.people.primary import about_same_person
from visits.enums import NeedsMet, WithWhom
from visits.models import ContactEntry, Visit


def visits_by_answer(visits: QuerySet[Visit], answer: str) -> QuerySet[Visit]:
    """Return those of `visits` with this answer; for "" those of people with needs where nobody answered."""
    return _by_answer(visits, answer, begins="started_at", ends="ended_at")


def contacts_by_answer(contacts: QuerySet[ContactEntry], answer: str) -> QuerySet[ContactEntry]:
    """Return, like `visits_by_answer`, those of `contacts` in which the person themselves was reached."""
    with_person = contacts.filter(with_whom=WithWhom.PERSON, was_reached=True)
    return _by_answer(with_person, answer, begins="at", ends="at")


def _by_answer(rows: QuerySet, answer: str, *, begins: str, ends: str) -> QuerySet:
    rows = rows.filter(needs_met=answer)
    return rows.filter(_had_needs(begins, ends)) if answer == NeedsMet.NOT_ASKED else rows


def _had_needs(begins: str, ends: str) -> Exists:
    """Return whether needs of the person were recorded by the end of the contact, and not removed before it began."""
    needs = AccessNeed.with_struck.filter(
        about_same_person("individual", "package__case__individual"), relationship=None, recorded_at__lte=OuterRef(ends)
    )
    return Exists(needs.filter(Q(struck_at=None) | Q(struck_at__gt=OuterRef(begins))))
