"""Requests for the risk assessment as pages show them. Derived, never stored."""

from dataclasses import dataclass

from accounts.models import User
from casework.models import Individual
from core import clock
from design.formatting import day
from risk.assessments.enums import DisclosureMethod
from risk.models import RiskRequest

MOST_LISTED = 20


@dataclass(frozen=True)
class RequestState:
    """A request, and in a sentence what became of it. `is_readable`: the reader has access to the version today."""

    request: RiskRequest
    text: str
    is_readable: bool = False
    may_withdraw: bool = False


def requests_of(individual: Individual, user: User) -> list[RequestState]:
    """Return the requests about the person that `user` may read, the newest first, with those withdrawn."""
    rows = RiskRequest.with_struck.visible_to(user).of_person(individual)
    rows = rows.select_related("asked_by", "disclosure")
    return [_state_of(request, user) for request in rows[:MOST_LISTED]]


def latest_request(individual: Individual, user: User) -> RequestState | None:
    """Return the newest request about the person that `user` may read, or None."""
    rows = RiskRequest.objects.visible_to(user).of_person(individual).select_related("asked_by", "disclosure")
    request = rows.first()
    return _state_of(request, user) if request else None


def _state_of(request: RiskRequest, user: User) -> RequestState:
    if request.is_open:
        text = f"Asked on {day(request.asked_on)}, answer by {day(request.due_on)}"
        return RequestState(request, text, may_withdraw=user.pk in (request.asked_by_id, request.recorded_by_id))
    if request.struck_at:
        return RequestState(request, f"Withdrawn: {request.struck_reason}")
    if request.disclosure is None:
        return RequestState(request, f"Not shared: {request.declined_because}")
    disclosure, today = request.disclosure, clock.today()
    if disclosure.how != DisclosureMethod.ACCESS:
        return RequestState(request, f"Shared on {day(disclosure.disclosed_on)}: {disclosure.get_how_display()}")
    if disclosure.until_on is None or disclosure.until_on <= today:
        return RequestState(request, f"Shared on {day(disclosure.disclosed_on)}. The access has ended")
    reader = "you" if disclosure.user_id == user.pk else "the keyworker"
    text = f"Shared, {reader} may read it until {day(disclosure.last_on)}"
    return RequestState(request, text, is_readable=disclosure.user_id == user.pk)
