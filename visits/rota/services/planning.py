"""Planning visits: once, again, elsewhere, not at all."""

import datetime

from casework.models import SupportPackage
from contracts.enums import ExcludedActivity
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from visits.enums import VisitKind
from visits.lone_working.services.checks import cancel_check, refuse_while_silent, restart_check
from visits.models import PlannedVisit
from visits.rota import clashes
from workforce.models import Worker


@verb
def plan_visit(
    *,
    package: SupportPackage,
    worker: Worker,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    by,
    kind: VisitKind = VisitKind.FACE_TO_FACE,
    out_of_hours_reason: str = "",
    what_for=(),
    outside=(),
    asks_about_clashes: bool = False,
) -> PlannedVisit:
    """Plan a visit. Outside the hours of the terms it needs a reason (T4.2).

    `outside` are the things (ExcludedActivity) it would include: refused with the clause where the contract says that
    the service does not do them (T3.4). With `asks_about_clashes` refused at `all_the_same` while something clashes.
    """
    refuse_for_the_terms(package, starts_at, ends_at, out_of_hours_reason, outside)
    if asks_about_clashes:
        _ask(package, worker, starts_at, ends_at)
    return PlannedVisit.objects.create(
        package=package,
        worker=worker,
        starts_at=starts_at,
        ends_at=ends_at,
        kind=kind,
        out_of_hours_reason=out_of_hours_reason,
        what_for=list(what_for),
        recorded_by=by,
    )


@verb
def move_planned(
    *,
    planned: PlannedVisit,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    reason: str,
    by,
    worker: Worker | None = None,
    kind: VisitKind | None = None,
    out_of_hours_reason: str = "",
    asks_about_clashes: bool = False,
) -> PlannedVisit:
    """This one visit takes place at other times, by another worker or in another way (`kind`); what it was before is
    kept, with the reason.

    A visit of a rule stays the visit of its date, so the rule makes no other for it. It is watched by its new times.
    Raises Refused as `refuse_while_silent` does, too.
    """
    SupportPackage.objects.get_locked(planned.package_id)
    refuse_while_silent([planned], by)
    worker, kind = worker or planned.worker, VisitKind(kind or planned.kind)
    refuse_for_the_terms(planned.package, starts_at, ends_at, out_of_hours_reason)
    if asks_about_clashes:
        _ask(planned.package, worker, starts_at, ends_at, without=planned)
    changes = {"starts_at": starts_at, "ends_at": ends_at, "worker": worker, "kind": kind}
    is_other = any(getattr(planned, name) != value for name, value in changes.items())
    changes["out_of_hours_reason"] = out_of_hours_reason
    transitions.apply(planned, "move", by=by, reason=reason, about=_about(planned), **changes)
    if is_other:
        restart_check(planned=planned, by=by)
    return planned


@verb
def cancel_planned(*, planned: PlannedVisit, reason: str, by) -> PlannedVisit:
    """A planned visit does not take place. Raises Refused as `refuse_while_silent` does."""
    SupportPackage.objects.get_locked(planned.package_id)
    refuse_while_silent([planned], by)
    transitions.apply(planned, "cancel", by=by, reason=reason, about=_about(planned))
    cancel_check(planned=planned, by=by)
    return planned


def refuse_for_the_terms(package: SupportPackage, starts_at, ends_at, out_of_hours_reason: str, outside=()) -> None:
    """Raise Refused for what the contract's terms of the day, or the end of support, do not allow."""
    day = clock.day_of(starts_at)
    if package.ended_on and day >= package.ended_on:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}.")
    terms = package.terms_on(day)
    for what in outside:
        if what in (terms.excluded_activities or ()):
            clause = f" ({terms.excluded_activities_clause})" if terms.excluded_activities_clause else ""
            raise Refused(
                f"The contract says that the service does not do this{clause}: "
                f"{ExcludedActivity(what).label.lower()}. Plan the visit without it.",
                field="outside",
            )
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


def _ask(package, worker, starts_at, ends_at, without=None) -> None:
    worker = Worker.objects.get_locked(worker.pk)
    found = clashes.of(package=package, worker=worker, starts_at=starts_at, ends_at=ends_at, without=without)
    if found:
        raise Refused(" ".join(found), field="all_the_same")


def _about(planned) -> list:
    return [planned.package.case.individual_id]
