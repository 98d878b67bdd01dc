"""A person's timeline: the entries of every app below, newest first."""

from typing import Any

import casework.timeline
import plans.exit.timeline
import plans.timeline
import plans.transition.timeline
import reviews.timeline
import risk.assessments.timeline
import risk.positive_risk.timeline
import risk.safety_plans.timeline
import safeguarding.concerns.timeline
import safeguarding.incidents.timeline
import visits.log.timeline
import visits.lone_working.timeline
import visits.same_day.timeline
from casework.access.person_rights import PersonRights
from core.timeline import newest, to_entries

SOURCES = [
    *casework.timeline.SOURCES,
    *plans.timeline.SOURCES,
    *plans.transition.timeline.SOURCES,
    *plans.exit.timeline.SOURCES,
    *risk.assessments.timeline.SOURCES,
    *risk.positive_risk.timeline.SOURCES,
    *risk.safety_plans.timeline.SOURCES,
    *visits.log.timeline.SOURCES,
    *visits.lone_working.timeline.SOURCES,
    *visits.same_day.timeline.SOURCES,
    *reviews.timeline.SOURCES,
    *safeguarding.concerns.timeline.SOURCES,
    *safeguarding.incidents.timeline.SOURCES,
]


def person_timeline(rights: PersonRights) -> list[dict[str, Any]]:
    """Return the latest entries that the user may see of the person, as the timeline component takes them."""
    rows = rights.rows("timeline", lambda individual, user: newest(SOURCES, individual, user))
    entries = to_entries(SOURCES, rows, rights.individual.pk)
    return [{name: getattr(entry, name) for name in entry.__dataclass_fields__} for entry in entries]
