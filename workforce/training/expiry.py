"""Which training of a worker has run out, or does so soon."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from workforce.models import TrainingDone

SOON = datetime.timedelta(days=60)


def with_expiry(trainings: Iterable[TrainingDone], day: datetime.date) -> list[tuple[TrainingDone, tuple[str, str]]]:
    """Return each training with text and tone of its pill on `day`, "" for none.

    The rows of a course come one after another, the newest on top. Only the newest runs out: it replaces the others.
    """
    rows, seen = [], set[UUID]()
    for training in trainings:
        status = ("", "")
        ends_on = training.expires_on
        if ends_on is not None and training.course_id not in seen and ends_on <= day + SOON:
            status = ("Run out", "late") if ends_on <= day else ("Runs out soon", "soon")
        seen.add(training.course_id)
        rows.append((training, status))
    return rows
