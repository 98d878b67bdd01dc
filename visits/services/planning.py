"""Planning visits."""

import datetime

from casework.models import SupportPackage
from core import clock, moves
from core.errors import Refused
from core.verbs import verb
from visits.models import PlannedVisit
from workforce.models import Worker


@verb
def plan_visit(
    *,
    package: SupportPackage,
    worker: Worker,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    by,
    out_of_hours_reason: str = "",
) -> PlannedVisit:
    """Plan a visit. Outside the hours of the terms it needs a reason (T4.2)."""
    day = clock.day_of(starts_at)
    if package.ended_on and day >= package.ended_on:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}.")
    terms = package.case.contract.terms_on(day)
    begins, ends = (instant.astimezone(clock.LONDON).time() for instant in (starts_at, ends_at))
    is_outside = terms.day_starts_at and (
        begins < terms.day_starts_at or ends > terms.day_ends_at or clock.day_of(ends_at) != day
    )
    if is_outside and not out_of_hours_reason:
        raise Refused(
            f"The service runs from {terms.day_starts_at:%H:%M} to {terms.day_ends_at:%H:%M}. "
            "Say why this visit is outside these hours.",
            field="out_of_hours_reason",
        )
    return PlannedVisit.objects.create(
        package=package,
        worker=worker,
        starts_at=starts_at,
        ends_at=ends_at,
        out_of_hours_reason=out_of_hours_reason,
        recorded_by=by,
    )


@verb
def cancel_planned(*, planned: PlannedVisit, reason: str, by) -> PlannedVisit:
    """A planned visit does not take place."""
    moves.make(planned, "cancel", by=by, reason=reason, about=[planned.package.case.individual_id])
    return planned
