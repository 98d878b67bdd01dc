"""A person's timeline: the entries of every app below, newest first."""

from typing import Any

import casework.timeline
import plans.exit.timeline
import plans.timeline
import plans.transition.timeline
import reviews.timeline
import risk.assessments.timeline
import risk.positive_risk.timeline
import safeguarding.timeline
import visits.log.timeline
import visits.lone_working.timeline
import visits.same_day.timeline
from accounts.models import User
from casework.models import Individual
from core.timeline import newest

SOURCES = (
    casework.timeline.entries,
    plans.timeline.entries,
    plans.transition.timeline.entries,
    plans.exit.timeline.entries,
    risk.assessments.timeline.entries,
    risk.positive_risk.timeline.entries,
    visits.log.timeline.entries,
    visits.lone_working.timeline.entries,
    visits.same_day.timeline.entries,
    reviews.timeline.entries,
    safeguarding.timeline.entries,
)


def person_timeline(individual: Individual, user: User) -> list[dict[str, Any]]:
    """Return the latest entries that `user` may see, as the timeline component takes them."""
    latest = newest([lines for source in SOURCES for lines in source(individual, user)])
    return [{name: getattr(entry, name) for name in entry.__dataclass_fields__} for entry in latest]
