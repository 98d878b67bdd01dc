"""Training of workers."""

import datetime

from accounts.models import User
from core.errors import Refused
from core.verbs import verb
from workforce.models import TrainingCourse, TrainingDone, Worker

EARLIEST = datetime.timedelta(days=3660)


@verb
def record_training(*, worker: Worker, course: TrainingCourse, done_on: datetime.date, by: User | None) -> TrainingDone:
    """Record that a worker has done a course; required training is valid again from that day (T8.3).

    Raises Refused for a day more than ten years before the worker started.
    """
    if done_on < worker.started_on - EARLIEST:
        raise Refused("This date is more than 10 years before the worker started.", field="done_on")
    return TrainingDone.objects.create(worker=worker, course=course, done_on=done_on, recorded_by=by)
