"""What safeguarding brings to a person's timeline, for those who may see it."""

from core.timeline import LENGTH, Entry
from safeguarding.models import Concern


def entries(individual, user) -> list[Entry]:
    """Concerns `user` may read; walled ones are not there."""
    concerns = Concern.objects.visible_to(user).filter(individual=individual).select_related("recorded_by")
    return [
        Entry(
            at=concern.recorded_at,
            title=f"Safeguarding concern {concern.reference} raised",
            by=str(concern.recorded_by),
            href=f"/safeguarding/{concern.pk}/",
            pill=concern.state_word,
        )
        for concern in concerns[:LENGTH]
    ]
