"""Incidents and accidents in a person's timeline."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, timeline_source
from safeguarding.incidents.enums import IncidentKind, IncidentState
from safeguarding.models import Incident


def _incidents(individual: Individual, user: User) -> QuerySet[Incident]:
    """The incidents that `user` may read, without walled and withdrawn ones."""
    return Incident.objects.visible_to(user).not_withdrawn().filter(individual=individual)


def _to_entry(line: TimelineRow) -> Entry:
    kind = IncidentKind(line.columns["kind"]).label
    return Entry(
        at=line.at,
        title=f"Incident {line.columns['reference']} recorded: {kind[0].lower()}{kind[1:]}",
        by=line.by,
        href=reverse("incident", args=[line.columns["id"]]),
        pill=IncidentState(line.columns["state"]),
    )


SOURCES = [
    timeline_source(_incidents, _to_entry, at="recorded_at", id="id", reference="reference", kind="kind", state="state")
]
