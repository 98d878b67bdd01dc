"""Objections to a worker's leaving."""

import datetime

from casework.models import Allocation
from casework.people.primary import primary_of
from core import clock
from core.vetoes import may_leave
from workforce.models import Worker

DAY = datetime.timedelta(days=1)


@may_leave.register
def against_a_caseload(worker: Worker) -> str | None:
    """Return an objection while people are allocated to the worker after their last day (None: from today)."""
    after = worker.left_on + DAY if worker.left_on else clock.today()
    allocations = Allocation.objects.filter(worker=worker).from_day(after)
    people = allocations.order_by().values(person=primary_of("package__case__individual")).distinct().count()
    if not people:
        return None
    subject = "One person is" if people == 1 else f"{people} people are"
    return f"{subject} allocated to this worker. Reassign them first."
