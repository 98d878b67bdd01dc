"""Safeguarding concerns in a person's timeline."""

from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from safeguarding.enums import ConcernState
from safeguarding.models import Concern


def entries(individual: Individual, user: User) -> list[TimelineSource]:
    """The concerns that `user` may read, without walled and withdrawn ones."""
    concerns = Concern.objects.visible_to(user).not_withdrawn().filter(individual=individual)
    return [timeline_source(concerns, _to_entry, at="recorded_at", id="id", reference="reference", state="state")]


def _to_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Safeguarding concern {line.columns['reference']} raised",
        by=line.by,
        href=reverse("concern", args=[line.columns["id"]]),
        pill=ConcernState(line.columns["state"]),
    )
