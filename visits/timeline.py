"""What visits bring to a person's timeline."""

from core.timeline import LENGTH, Entry
from visits.enums import Happened
from visits.models import Visit


def entries(individual, user) -> list[Entry]:
    """The latest visits `user` may read."""
    visits = Visit.objects.visible_to(user).filter(package__case__individual=individual).select_related("worker__user")
    return [
        Entry(
            at=visit.started_at,
            title=f"{visit.get_kind_display()}, {visit.minutes} minutes"
            if visit.happened == Happened.YES
            else f"Visit: {visit.get_happened_display().lower()}",
            body=visit.notes,
            by=str(visit.worker),
            pill=(visit.get_sign_display(), visit.sign_tone) if visit.sign else None,
            struck=visit.struck_at is not None,
        )
        for visit in visits[:LENGTH]
    ]
