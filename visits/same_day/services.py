"""Same-day requests: requested, risk assessed, answered, visited (T4.15)."""

import datetime
from uuid import UUID

from accounts.models import User
from casework.models import SupportPackage
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from visits.models import SameDayRequest, Visit


@verb
def request_same_day(
    *,
    package: SupportPackage,
    requested_at: datetime.datetime,
    asked_by: str,
    how: str,
    details: str,
    by: User | None,
    asker_name: str = "",
) -> SameDayRequest:
    """Record a request that a worker visits the same day (T4.15).

    Raises Refused for an instant in the future or after support ended, or without `details`.
    """
    if requested_at > clock.now():
        raise Refused("The time of the request cannot be in the future.", field="time")
    if package.ended_on and clock.day_of(requested_at) >= package.ended_on:
        raise Refused(f"The last day of support was {package.last_on:%-d %B %Y}.")
    request = SameDayRequest.objects.create(
        package=package,
        requested_at=requested_at,
        asked_by=asked_by,
        asker_name=asker_name.strip(),
        how=how,
        details=details.strip(),
        recorded_by=by,
    )
    transitions.record_created(request, by=by, about=[package.case.individual_id])
    return request


def _about(request: SameDayRequest) -> list[UUID]:
    return [request.package.case.individual_id]


@verb
def assess_same_day(*, request: SameDayRequest, risk: str, by: User | None) -> SameDayRequest:
    """Record the risk as `by` assesses it now, before the answer (T4.15). Raises Refused without text."""
    if not risk.strip():
        raise Refused("Enter the risk.", field="risk")
    transitions.apply(
        request, "assess", by=by, about=_about(request), assessed_at=clock.now(), assessed_by=by, risk=risk.strip()
    )
    return request


@verb
def promise_same_day(*, request: SameDayRequest, comes_at: datetime.datetime, by: User | None) -> SameDayRequest:
    """Answer that a worker will visit at `comes_at` (T4.15). Raises Refused for an instant before the request."""
    if comes_at < request.requested_at:
        raise Refused("The visit must be after the request.", field="time")
    transitions.apply(request, "promise", by=by, about=_about(request), answered_at=clock.now(), comes_at=comes_at)
    return request


@verb
def refuse_same_day(*, request: SameDayRequest, reason: str, by: User | None) -> SameDayRequest:
    """Answer that no one will visit, with the reason and what was offered instead (T4.15)."""
    transitions.apply(
        request,
        "refuse",
        by=by,
        reason=reason,
        about=_about(request),
        answered_at=clock.now(),
        refusal=reason.strip(),
    )
    return request


@verb
def link_same_day_visit(*, request: SameDayRequest, visit: Visit, by: User | None) -> SameDayRequest:
    """Record the visit made for the request (T4.15).

    Raises Refused for a visit to somebody else, marked as entered in error, or started before the request.
    """
    if visit.package_id != request.package_id or visit.struck_at:
        raise Refused("Choose a visit to this person.", field="visit")
    if visit.started_at < request.requested_at:
        raise Refused("This visit started before the request.", field="visit")
    transitions.apply(request, "visit", by=by, about=_about(request), visit=visit)
    return request


@verb
def withdraw_same_day(*, request: SameDayRequest, reason: str, by: User) -> SameDayRequest:
    """Withdraw a request that was recorded by mistake. It stays on file, and counts nowhere.

    A visit that was linked to it can be linked to another. Raises NotPossible for one that is withdrawn, and Refused
    without a reason.
    """
    transitions.apply(request, "withdraw", by=by, reason=reason, about=_about(request), visit=None)
    return request
