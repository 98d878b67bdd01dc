"""A person's timeline: what every app below has to tell, newest first."""

import casework.timeline
import plans.decision_timeline
import plans.risk_timeline
import plans.timeline
import reviews.timeline
import safeguarding.timeline
import visits.call_timeline
import visits.timeline
from core.timeline import newest

SOURCES = (
    casework.timeline.entries,
    plans.timeline.entries,
    plans.risk_timeline.entries,
    plans.decision_timeline.entries,
    visits.timeline.entries,
    visits.call_timeline.entries,
    reviews.timeline.entries,
    safeguarding.timeline.entries,
)


def entries(individual, user) -> list[dict]:
    """The latest lines as the timeline component takes them, as `user` may see them."""
    found = newest([lines for source in SOURCES for lines in source(individual, user)])
    return [{name: getattr(entry, name) for name in entry.__dataclass_fields__} for entry in found]
