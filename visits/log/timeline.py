"""The visits and communications in a person's timeline."""

from typing import Any

from django.db.models import F, QuerySet

from accounts.models import User
from casework.models import Individual
from core import clock
from core.sql import LondonMorning
from core.timeline import Entry, TimelineRow, timeline_source
from visits.enums import ChangeNoticed, ContactHow, EngagementDone, VisitKind, VisitOutcome, WithWhom
from visits.models import ContactEntry, EngagementAttempt, EngagementDuty, Visit

VISIT_COLUMNS = ("kind", "minutes", "outcome", "notes", "change_noticed", "struck_reason")
FOLLOW_UP_COLUMNS = ("done", "words", "tried", "worked", "is_single")
ATTEMPT_COLUMNS = ("done", "words", "tried", "worked", "struck_reason")
CONTACT_COLUMNS = ("with_whom", "name", "how", "was_reached", "about", "changed", "was_crisis", "struck_reason")


def _visits(individual: Individual, user: User) -> QuerySet[Visit]:
    return Visit.objects.visible_to(user).filter(package__case__individual=individual)


def _contacts(individual: Individual, user: User) -> QuerySet[ContactEntry]:
    return ContactEntry.objects.visible_to(user).filter(package__case__individual=individual)


def _follow_ups(individual: Individual, user: User) -> QuerySet[EngagementDuty]:
    duties = EngagementDuty.objects.visible_to(user).filter(package__case__individual=individual)
    return duties.filter(met_on__isnull=False).exclude(is_single=True, visit__struck_at__isnull=False)


def _attempts(individual: Individual, user: User) -> QuerySet[EngagementAttempt]:
    return EngagementAttempt.objects.visible_to(user).filter(duty__package__case__individual=individual)


def _visit_entry(line: TimelineRow) -> Entry:
    visit = line.columns
    outcome, change = VisitOutcome(visit["outcome"]), visit["change_noticed"]
    length = f", {visit['minutes']} minutes" if visit["minutes"] else ""
    return Entry(
        at=line.at,
        title=f"{VisitKind(visit['kind']).label}{length}"
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


def _follow_up_text(follow_up: dict[str, Any]) -> str:
    parts = [follow_up["words"]] if follow_up["words"] else []
    parts += [f"What was tried: {follow_up['tried']}"] if follow_up["tried"] else []
    parts += [f"What worked: {follow_up['worked']}"] if follow_up["worked"] else []
    return "\n".join(parts)


def _attempt_entry(line: TimelineRow) -> Entry:
    title = f"Missed visits: {EngagementDone(line.columns['done']).label.lower()}"
    is_error = bool(line.columns["struck_reason"])
    return Entry(at=line.at, title=title, body=_follow_up_text(line.columns), by=line.by, is_error=is_error)


def _follow_up_entry(line: TimelineRow) -> Entry:
    follow_up = line.columns
    visits = "Missed visit" if follow_up["is_single"] else "Missed visits"
    title = f"{visits} followed up: {EngagementDone(follow_up['done']).label.lower()}"
    return Entry(at=clock.day_of(line.at), title=title, body=_follow_up_text(follow_up), by=line.by)


SOURCES = [
    timeline_source(
        _visits, _visit_entry, at="started_at", by="worker__user", **{name: name for name in VISIT_COLUMNS}
    ),
    timeline_source(_contacts, _contact_entry, at="at", **{name: name for name in CONTACT_COLUMNS}),
    timeline_source(
        _follow_ups,
        _follow_up_entry,
        at=LondonMorning(F("met_on")),
        by="met_by",
        **{name: name for name in FOLLOW_UP_COLUMNS},
    ),
    timeline_source(
        _attempts, _attempt_entry, at="recorded_at", by="recorded_by", **{name: name for name in ATTEMPT_COLUMNS}
    ),
]
