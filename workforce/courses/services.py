"""The courses that the provider trains its workers in, and which of them are required (T8.3)."""

from accounts.models import User
from core import clock
from core.errors import NotPossible
from core.verbs import verb
from workforce.models import TrainingCourse


@verb
def add_course(*, name: str, is_required: bool, valid_months: int | None, by: User | None) -> TrainingCourse:
    """Add a course. Training in it is valid for `valid_months` calendar months; None: it does not expire.

    From now on nobody is allocated to a worker without valid training in a required one (T8.3). Raises Refused for
    the name of another course, also of one that has ended.
    """
    return TrainingCourse.objects.create(name=name, is_required=is_required, valid_months=valid_months, recorded_by=by)


@verb
def correct_course(
    *, course: TrainingCourse, name: str, is_required: bool, valid_months: int | None, by: User | None
) -> TrainingCourse:
    """Correct a course; training done earlier expires by the new months too.

    Raises Refused for the name of another course, and for a required one that has ended.
    """
    course = TrainingCourse.objects.get_locked(course.pk)
    course.name, course.is_required, course.valid_months = name, is_required, valid_months
    course.save(update_fields=["name", "is_required", "valid_months"])
    return course


@verb
def end_course(*, course: TrainingCourse, by: User | None) -> TrainingCourse:
    """End a course: it is offered no more and required of nobody. Training in it stays on record.

    Raises NotPossible if it has ended already.
    """
    course = TrainingCourse.objects.get_locked(course.pk)
    if course.ended_on:
        raise NotPossible("This course has already ended.")
    course.ended_on, course.is_required = clock.today(), False
    course.save(update_fields=["ended_on", "is_required"])
    return course


@verb
def reopen_course(*, course: TrainingCourse, by: User | None) -> TrainingCourse:
    """Offer a course again that was ended; it is not required until somebody sets that.

    Raises NotPossible if it has not ended.
    """
    course = TrainingCourse.objects.get_locked(course.pk)
    if course.ended_on is None:
        raise NotPossible("This course has not ended.")
    course.ended_on = None
    course.save(update_fields=["ended_on"])
    return course
