"""What visits bring to a person's timeline."""

from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from visits.enums import ChangeNoticed, ContactHow, VisitKind, VisitOutcome, WithWhom
from visits.models import ContactEntry, Visit


def entries(individual, user) -> list[TimelineSource]:
    """The visits and communications `user` may read."""
    visits = Visit.objects.visible_to(user).filter(package__case__individual=individual)
    columns = ("kind", "minutes", "happened", "notes", "sign", "struck_reason")
    contacts = ContactEntry.objects.visible_to(user).filter(package__case__individual=individual)
    said = ("with_whom", "name", "how", "was_reached", "about", "changed", "struck_reason")
    return [
        timeline_source(visits, _tell, at="started_at", by="worker__user", **{name: name for name in columns}),
        timeline_source(contacts, _tell_contact, at="at", by="recorded_by", **{name: name for name in said}),
    ]


def _tell(line: TimelineRow) -> Entry:
    visit = line.columns
    happened, sign = VisitOutcome(visit["happened"]), visit["sign"]
    return Entry(
        at=line.at,
        title=f"{VisitKind(visit['kind']).label}, {visit['minutes']} minutes"
        if happened == VisitOutcome.YES
        else f"Visit: {happened.label.lower()}",
        body=visit["notes"],
        by=line.by,
        pill=(ChangeNoticed(sign).label, ChangeNoticed(sign).tone) if sign else None,
        struck=bool(visit["struck_reason"]),
    )


def _tell_contact(line: TimelineRow) -> Entry:
    contact = line.columns
    whom = WithWhom(contact["with_whom"]).label.lower()
    title = f"{ContactHow(contact['how']).label}: {whom}" + (f", {contact['name']}" if contact["name"] else "")
    return Entry(
        at=line.at,
        title=title if contact["was_reached"] else f"{title}, not reached",
        body=contact["about"] + (f"\nWhat changed: {contact['changed']}" if contact["changed"] else ""),
        by=line.by,
        struck=bool(contact["struck_reason"]),
    )
