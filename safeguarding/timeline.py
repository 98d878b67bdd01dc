"""What safeguarding brings to a person's timeline, for those who may see it."""

from django.urls import reverse

from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from safeguarding.enums import ConcernState
from safeguarding.models import Concern


def entries(individual, user) -> list[TimelineSource]:
    """Concerns `user` may read; walled ones are not there."""
    concerns = Concern.objects.visible_to(user).filter(individual=individual)
    return [timeline_source(concerns, _tell, at="recorded_at", id="id", reference="reference", state="state")]


def _tell(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Safeguarding concern {line.columns['reference']} raised",
        by=line.by,
        href=reverse("concern", args=[line.columns["id"]]),
        pill=ConcernState(line.columns["state"]),
    )
