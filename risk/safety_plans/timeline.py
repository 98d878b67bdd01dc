"""Timeline entries of safety plans, for those who may read them on the person's record."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual
from core.models import StateChange
from core.timeline import Entry, TimelineRow, timeline_source
from risk.models import SafetyPlan

VERBS = {
    "begin": "started",
    "make live": "made live",
    "supersede": "replaced by a newer version",
    "restore": "live again",
    "drop": "discarded",
    "decline": "not wanted by the person",
    "confirm": "reviewed: no change",
    "strike": "marked as entered in error",
}


def _changes(individual: Individual, user: User) -> QuerySet[StateChange]:
    person = Individual.objects.allowing(user, Permission.READ_RISK).filter(pk=individual.pk)
    plans = SafetyPlan.objects.visible_to(user).filter(individual__in=person)
    return StateChange.objects.of_records(plans)


def _to_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Safety plan, version {line.columns['version']} {VERBS[line.columns['verb']]}",
        body=line.columns["reason"],
        by=line.by,
        href=reverse("person_safety_plan", args=[line.person_id]),
    )


_version = SafetyPlan.objects.filter(pk=OuterRef("record_id")).values("version")

SOURCES = [
    timeline_source(_changes, _to_entry, at="recorded_at", verb="verb", reason="reason", version=Subquery(_version))
]
