"""What is recorded of an incident: the columns that its author enters, and may correct."""

import datetime
from typing import Any, TypedDict

from core import clock
from visits.models import Visit


class IncidentDetails(TypedDict, total=False):
    """Columns of Incident that its author enters when it is recorded, or corrects afterwards."""

    kind: str
    severity: str
    happened_on: datetime.date
    happened_when: str
    place: str
    account: str
    made_safe: str
    injuries: str
    others_involved: str
    witnesses: str
    emergency_services: list[str]
    emergency_called_at: datetime.datetime | None
    emergency_outcome: str


def details_of_visit(visit: Visit) -> IncidentDetails:
    """Return what the log of a visit says already: when, where, and who else was there."""
    return {
        "happened_on": visit.local_on,
        "happened_when": visit.times,
        "place": visit.get_place_display(),
        "witnesses": visit.present,
    }


def take_called_at(data: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of a form with `emergency_called_at` in place of the day and time of the call.

    Raises Refused for a time that the day does not have.
    """
    columns = dict(data)
    called_on, called_time = columns.pop("called_on"), columns.pop("called_time")
    repeated = columns.pop(clock.REPEATED)
    columns["emergency_called_at"] = (
        clock.parse_local_time(called_on, called_time, field="called_time", repeated=repeated) if called_on else None
    )
    return columns
