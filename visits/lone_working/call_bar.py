"""The one "Call for help" of a page that lists a worker's visits: at which of them, if that is clear."""

import datetime
from collections.abc import Iterable
from typing import Any

from accounts.models import User
from core import clock
from visits.models import LoneWorkingCheck, PlannedVisit


def call_bar(visits: Iterable[PlannedVisit], user: User, day: datetime.date) -> dict[str, Any]:
    """Return `may_call`, and `call_visit`: the visit to call about, or None where the worker must be asked.

    It is the visit at which they have arrived, else the one that is under way, else the only one of the day. `visits`
    are read `with_holds()` and with their checks. A visit whose check is under way counts whatever became of it.
    """
    own = [visit for visit in visits if visit.worker.user_id == user.pk and _may_be_at(visit, day)]
    arrived = [visit for visit in own if visit.arrived_at and not visit.left_at]
    under_way = [visit for visit in own if visit.has_begun and clock.now() <= visit.expected_end_at]
    candidates = next((group for group in (arrived, under_way) if group), own)
    return {"may_call": bool(own), "call_visit": candidates[0] if len(candidates) == 1 else None}


def _may_be_at(visit: PlannedVisit, day: datetime.date) -> bool:
    check: LoneWorkingCheck | None = getattr(visit, "lone_working_check", None)
    if check is not None and check.is_under_way:
        return True
    return visit.local_on == day and visit.is_planned and (visit.arrived_at is not None or not visit.is_held)
