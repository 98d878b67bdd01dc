"""Objections to a worker's leaving."""

from casework.models import Allocation
from casework.people.primary import primary_of
from core.vetoes import may_leave
from workforce.staff.leaving import Leaving


@may_leave.register
def against_a_caseload(leaving: Leaving) -> str | None:
    """Return an objection while people are allocated to the worker on the day when they have left, or later."""
    allocations = Allocation.objects.filter(worker=leaving.worker).from_day(leaving.from_on)
    where = ""
    if leaving.contracts is not None:
        allocations = allocations.filter(package__case__contract__in=leaving.contracts)
        where = f" in {' and '.join(contract.name for contract in leaving.contracts)}"
    people = allocations.order_by().values(person=primary_of("package__case__individual")).distinct().count()
    if not people:
        return None
    subject = "One person is" if people == 1 else f"{people} people are"
    return f"{subject} allocated to this worker{where}. Reassign them first."
