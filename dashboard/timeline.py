"""A person's timeline: what every app below has to tell, newest first."""

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
    reviews.timeline.entries,
    safeguarding.timeline.entries,
)


def entries(individual, user) -> list[dict]:
    """The latest lines as the timeline component takes them, as `user` may see them."""
    found = newest([lines for source in SOURCES for lines in source(individual, user)])
    return [{name: getattr(entry, name) for name in entry.__dataclass_fields__} for entry in found]
