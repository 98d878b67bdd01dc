"""A person's timeline: what every app below has to tell, newest first."""

import casework.timeline
import plans.timeline
import reviews.timeline
import safeguarding.timeline
import visits.timeline

SOURCES = (
    casework.timeline.entries,
    plans.timeline.entries,
    visits.timeline.entries,
    reviews.timeline.entries,
    safeguarding.timeline.entries,
)
LENGTH = 25


def entries(individual, user) -> list[dict]:
    """The latest lines as the timeline component takes them, as `user` may see them."""
    found = [entry for source in SOURCES for entry in source(individual, user)]
    found.sort(key=lambda entry: entry.at, reverse=True)
    return [_shallow(entry) for entry in found[:LENGTH]]


def _shallow(entry) -> dict:
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}
