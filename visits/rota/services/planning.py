"""Planning one visit, moving it, cancelling it."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from accounts.models import User
from casework.models import SupportPackage
from contracts.enums import ExcludedActivity
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from visits.enums import VisitKind
from visits.lone_working.services.checks import cancel_check, refuse_before_safe, restart_check
from visits.models import PlannedVisit
from visits.notifications import settle_unplannable
from visits.rota import clashes
from workforce.models import Worker


@verb
def plan_visit(
    *,
    package: SupportPackage,
    worker: Worker,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    by: User | None,
    kind: str = VisitKind.FACE_TO_FACE,
    out_of_hours_reason: str = "",
    what_for: Iterable[str] = (),
    outside: Iterable[str] = (),
    asks_about_clashes: bool = False,
) -> PlannedVisit:
    """Plan a visit. Outside the hours of the terms it needs a reason (T4.2).

    `outside` are the activities (ExcludedActivity) it would include. Raises Refused, with the clause, for those that
    the contract excludes (T3.4). With `asks_about_clashes`, raises Refused at `all_the_same` while it clashes.
    """
    refuse_outside_terms(package, starts_at, ends_at, out_of_hours_reason, outside)
    if asks_about_clashes:
        _refuse_clashes(package, worker, starts_at, ends_at)
    planned = PlannedVisit.objects.create(
        package=package,
        worker=worker,
        starts_at=starts_at,
        ends_at=ends_at,
        kind=kind,
        out_of_hours_reason=out_of_hours_reason,
        what_for=list(what_for),
        recorded_by=by,
    )
    settle_unplannable(planned)
    return planned


@verb
def move_planned(
    *,
    planned: PlannedVisit,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    reason: str,
    by: User | None,
    worker: Worker | None = None,
    kind: str | None = None,
    out_of_hours_reason: str = "",
    asks_about_clashes: bool = False,
) -> PlannedVisit:
    """Move this one visit to other times, another worker or another kind. The reason is stored.

    A visit of a recurrence keeps its date there, so no other is planned for that date. Its lone working check follows
    the new times. Raises Refused as `plan_visit` and `refuse_before_safe` do.
    """
    SupportPackage.objects.get_locked(planned.package_id)
    refuse_before_safe([planned], by)
    worker, kind = worker or planned.worker, VisitKind(kind or planned.kind)
    refuse_outside_terms(planned.package, starts_at, ends_at, out_of_hours_reason)
    if asks_about_clashes:
        _refuse_clashes(planned.package, worker, starts_at, ends_at, without=planned)
    changes = {"starts_at": starts_at, "ends_at": ends_at, "worker": worker, "kind": kind}
    is_changed = any(getattr(planned, name) != value for name, value in changes.items())
    changes["out_of_hours_reason"] = out_of_hours_reason
    if is_changed:  # whoever said that they had arrived was at another visit than this is now
        changes |= {"arrived_at": None, "left_at": None, "late_minutes": None, "late_recorded_at": None}
    transitions.apply(planned, "move", by=by, reason=reason, about=_about(planned), **changes)
    if is_changed:
        restart_check(planned=planned, by=by)
    return planned


@verb
def cancel_planned(*, planned: PlannedVisit, reason: str, by: User | None) -> PlannedVisit:
    """Cancel a planned visit. Raises Refused as `refuse_before_safe` does: no check of a worker ends silently."""
    SupportPackage.objects.get_locked(planned.package_id)
    refuse_before_safe([planned], by)
    transitions.apply(planned, "cancel", by=by, reason=reason, about=_about(planned))
    cancel_check(planned=planned, by=by)
    return planned


def refuse_outside_terms(
    package: SupportPackage,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    out_of_hours_reason: str,
    outside: Iterable[str] = (),
) -> None:
    """Raise Refused for a visit after the end of support, or that the terms of its day do not allow (R09)."""
    day = clock.day_of(starts_at)
    if package.ended_on and day >= package.ended_on:
        raise Refused(f"The last day of support was {package.last_on:%-d %B %Y}.")
    terms = package.terms_on(day)
    for activity in outside:
        if activity in (terms.excluded_activities or ()):
            clause = f" ({terms.excluded_activities_clause})" if terms.excluded_activities_clause else ""
            raise Refused(
                f"The contract excludes this{clause}: "
                f"{ExcludedActivity(activity).label.lower()}. Plan the visit without it.",
                field="outside",
            )
    begins, ends = (instant.astimezone(clock.LONDON).time() for instant in (starts_at, ends_at))
    if terms.day_starts_at is None or terms.day_ends_at is None or out_of_hours_reason:
        return
    if begins < terms.day_starts_at or ends > terms.day_ends_at or clock.day_of(ends_at) != day:
        raise Refused(
            f"The service runs from {terms.day_starts_at:%H:%M} to {terms.day_ends_at:%H:%M}. "
            "Enter the reason for a visit outside these hours.",
            field="out_of_hours_reason",
        )


def _refuse_clashes(
    package: SupportPackage,
    worker: Worker,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    without: PlannedVisit | None = None,
) -> None:
    """Raise Refused at `all_the_same` with every clash. Locks the worker."""
    worker = Worker.objects.get_locked(worker.pk)
    sentences = clashes.find_clashes(
        package=package, worker=worker, starts_at=starts_at, ends_at=ends_at, without=without
    )
    if sentences:
        raise Refused(" ".join(sentences), field="all_the_same")


def _about(planned: PlannedVisit) -> list[UUID]:
    return [planned.package.case.individual_id]
