"""Safeguarding concerns in a person's timeline."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, timeline_source
from safeguarding.concerns.enums import ConcernState
from safeguarding.models import Concern


def _concerns(individual: Individual, user: User) -> QuerySet[Concern]:
    """The concerns that `user` may read, without walled and withdrawn ones."""
    return Concern.objects.visible_to(user).not_withdrawn().filter(individual=individual)


def _to_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Safeguarding concern {line.columns['reference']} raised",
        by=line.by,
        href=reverse("concern", args=[line.columns["id"]]),
        pill=ConcernState(line.columns["state"]),
    )


SOURCES = [timeline_source(_concerns, _to_entry, at="recorded_at", id="id", reference="reference", state="state")]
