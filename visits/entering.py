"""From the form of a visit to a visit: the same for a page, a phone and a sheet of paper."""

import datetime

from core import clock
from core.errors import Refused
from visits.enums import Happened
from visits.models.visit import WRITTEN


def as_visit(data: dict) -> dict:
    """What the form's answers (cleaned) are as keywords of `log_visit`; every field named like a column comes along.

    Raises Refused for a time that the clocks skip.
    """
    try:
        started_at = clock.instant_on(data["day"], data["started"])
        ended_at = clock.instant_on(data["day"], data["ended"])
    except ValueError as error:
        raise Refused(str(error), field="started") from error
    if ended_at < started_at:
        ended_at += datetime.timedelta(days=1)
    rated = data.get("rated_goal")
    return {
        "id": data["id"],
        **{name: data[name] for name in WRITTEN if name in data},
        "started_at": started_at,
        "ended_at": ended_at,
        "happened": Happened.YES if data["did_happen"] == "yes" else data["why_not"],
        "goals": data.get("goals") or (),
        "ratings": {rated: data["rating"]} if rated else {},
        "rated_by": data.get("rated_by") or "person",
    }
