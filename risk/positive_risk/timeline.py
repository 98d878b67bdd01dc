"""Timeline entries of positive risk decisions."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.models import StateChange
from core.timeline import Entry, TimelineRow, timeline_source
from risk.models import PositiveRisk

VERBS = {
    "start": "started",
    "decide": "made",
    "drop": "withdrawn",
    "supersede": "replaced by a newer decision",
}


def _changes(individual: Individual, user: User) -> QuerySet[StateChange]:
    """Return the state changes of the decisions that `user` may read."""
    risks = PositiveRisk.objects.visible_to(user).filter(package__case__individual=individual)
    return StateChange.objects.of_records(risks)


def _to_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Positive risk decision {VERBS[line.columns['verb']]}: “{_short(line.columns['wish'])}”",
        body=line.columns["reason"],
        by=line.by,
        href=reverse("positive_risk", args=[line.columns["record"]]),
    )


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


_wish = PositiveRisk.objects.filter(pk=OuterRef("record_id")).values("wish")

SOURCES = [
    timeline_source(
        _changes,
        _to_entry,
        at="recorded_at",
        verb="verb",
        reason="reason",
        record="record_id",
        wish=Subquery(_wish),
    )
]
