"""Training of workers."""

import datetime

import pghistory

from accounts.models import User
from core import clock
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb
from workforce.models import TrainingCourse, TrainingDone, Worker

EARLIEST = datetime.timedelta(days=3660)


@verb
def record_training(*, worker: Worker, course: TrainingCourse, done_on: datetime.date, by: User | None) -> TrainingDone:
    """Record that a worker has done a course; required training is valid again from that day (T8.3).

    Raises Refused for a day to come, and for one more than ten years before the worker started.
    """
    _refuse_day(worker, done_on)
    return TrainingDone.objects.create(worker=worker, course=course, done_on=done_on, recorded_by=by)


@verb
def correct_training(
    *, training: TrainingDone, course: TrainingCourse, done_on: datetime.date, reason: str, by: User | None
) -> TrainingDone:
    """Correct training that was recorded wrongly; history has the row as it was. Raises as `record_training`."""
    worker = Worker.objects.get_locked(training.worker_id)
    training = TrainingDone.objects.get_locked(training.pk)
    if not reason.strip():
        raise Refused("Enter what was wrong.", field="reason")
    _refuse_day(worker, done_on)
    training.course, training.done_on = course, done_on
    with pghistory.context(reason=reason.strip()):
        training.save(update_fields=["course", "done_on"])
    return training


@verb
def withdraw_training(*, training: TrainingDone, reason: str, by: User) -> TrainingDone:
    """Withdraw training that the worker has not done: it is valid no longer (T8.3)."""
    Worker.objects.get_locked(training.worker_id)
    return strike_row(training, by=by, reason=reason)


def _refuse_day(worker: Worker, done_on: datetime.date) -> None:
    if done_on > clock.today():
        raise Refused("Enter the day on which the training was completed: today or earlier.", field="done_on")
    if done_on < worker.started_on - EARLIEST:
        raise Refused("This date is more than 10 years before the worker started.", field="done_on")
