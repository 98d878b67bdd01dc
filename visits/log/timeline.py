"""The visits and communications in a person's timeline."""

from django.db.models import QuerySet

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, timeline_source
from visits.enums import ChangeNoticed, ContactHow, VisitKind, VisitOutcome, WithWhom
from visits.models import ContactEntry, Visit

VISIT_COLUMNS = ("kind", "minutes", "outcome", "notes", "change_noticed", "struck_reason")
CONTACT_COLUMNS = ("with_whom", "name", "how", "was_reached", "about", "changed", "was_crisis", "struck_reason")


def _visits(individual: Individual, user: User) -> QuerySet[Visit]:
    return Visit.objects.visible_to(user).filter(package__case__individual=individual)


def _contacts(individual: Individual, user: User) -> QuerySet[ContactEntry]:
    return ContactEntry.objects.visible_to(user).filter(package__case__individual=individual)


def _visit_entry(line: TimelineRow) -> Entry:
    visit = line.columns
    outcome, change = VisitOutcome(visit["outcome"]), visit["change_noticed"]
    return Entry(
        at=line.at,
        title=f"{VisitKind(visit['kind']).label}, {visit['minutes']} minutes"
        if outcome == VisitOutcome.YES
        else f"Visit: {outcome.label.lower()}",
        body=visit["notes"],
        by=line.by,
        pill=(ChangeNoticed(change).label, ChangeNoticed(change).tone) if change else None,
        is_error=bool(visit["struck_reason"]),
    )


def _contact_entry(line: TimelineRow) -> Entry:
    contact = line.columns
    whom = WithWhom(contact["with_whom"]).in_sentence
    title = f"{ContactHow(contact['how']).label}: {whom}" + (f", {contact['name']}" if contact["name"] else "")
    return Entry(
        at=line.at,
        title=title if contact["was_reached"] else f"{title} (no answer)",
        body=contact["about"] + (f"\nWhat changed: {contact['changed']}" if contact["changed"] else ""),
        by=line.by,
        pill=("Crisis", "late") if contact["was_crisis"] else None,
        is_error=bool(contact["struck_reason"]),
    )


SOURCES = [
    timeline_source(
        _visits, _visit_entry, at="started_at", by="worker__user", **{name: name for name in VISIT_COLUMNS}
    ),
    timeline_source(_contacts, _contact_entry, at="at", **{name: name for name in CONTACT_COLUMNS}),
]
