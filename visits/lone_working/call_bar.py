"""The one "Call for help" of a page that lists a worker's visits: at which of them, if that is clear."""

import datetime
from collections.abc import Iterable
from typing import Any

from accounts.models import User
from core import clock
from visits.models import PlannedVisit


def call_bar(visits: Iterable[PlannedVisit], user: User, day: datetime.date) -> dict[str, Any]:
    """Return `may_call`, and `call_visit`: the visit to call about, or None where the worker must be asked.

    It is the visit at which they have arrived, else the one that is under way, else the only one of the day. `visits`
    are read `with_holds()`.
    """
    own = [visit for visit in visits if visit.worker.user_id == user.pk and visit.local_on == day]
    own = [visit for visit in own if visit.is_planned and (visit.arrived_at or not visit.is_held)]
    arrived = [visit for visit in own if visit.arrived_at and not visit.left_at]
    under_way = [visit for visit in own if visit.has_begun and clock.now() <= visit.expected_end_at]
    candidates = next((group for group in (arrived, under_way) if group), own)
    return {"may_call": bool(own), "call_visit": candidates[0] if len(candidates) == 1 else None}
