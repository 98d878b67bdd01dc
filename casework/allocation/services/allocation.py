"""Workers are given to a package, and taken off it again."""

import datetime

from casework.allocation.capacity import PRIMARY_PERSON, commissioned_minutes_on, loads
from casework.enums import AllocationKind
from casework.models import Allocation, DeclaredRelation, Individual, SupportPackage
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from core.vetoes import may_leave
from workforce.models import Worker

DAY = datetime.timedelta(days=1)


@verb
def allocate(
    *, package: SupportPackage, worker: Worker, kind: str, from_on: datetime.date, by, until_on=None
) -> Allocation:
    """Give the package a worker from a day. Refused with every reason that stands against this worker (C6).

    A lead takes on the package's hours and needs room for them, that day and on every later one on which they have
    more to carry; a buddy takes on none; cover has dates, and no room is asked of it, because somebody must go. A new
    lead follows the one before without a gap, also when it is the buddy who steps up.
    """
    worker = Worker.objects.get_locked(worker.pk)
    package = SupportPackage.objects.select_related("case").get_locked(package.pk)
    _refuse_days(package, kind, from_on, until_on)
    if not worker.contracts.filter(pk=package.case.contract_id).exists():
        raise Refused("This worker does not work in this contract.", field="worker")
    reasons = reasons_against(worker, package, kind, from_on, until_on)
    if reasons:
        raise Refused(f"{worker} cannot be allocated. {'. '.join(reasons)}.", field="worker")
    if kind == AllocationKind.LEAD:
        package.allocations.leads().filter(until_on=None, from_on__lt=from_on).update(until_on=from_on)
        stepping_up = package.allocations.filter(worker=worker, from_on__lt=from_on).exclude(kind=AllocationKind.LEAD)
        stepping_up.on(from_on).update(until_on=from_on)
    return Allocation.objects.create(
        package=package, worker=worker, kind=kind, from_on=from_on, until_on=until_on, recorded_by=by
    )


def reasons_against(worker: Worker, package: SupportPackage, kind: str, from_on: datetime.date, until_on=None) -> list:
    """Why this worker cannot be `kind` for the package from a day until a day (exclusive, none for good).

    Asked of the first day and of every later one on which the worker starts to carry more, or has less room.
    """
    found: dict[str, None] = {}
    here = Allocation.objects.filter(worker=worker, package=package).with_hours()
    for day in _days_to_ask(worker, from_on, until_on):
        wanted = None
        if kind == AllocationKind.LEAD:
            wanted = 0 if here.on(day).exists() else commissioned_minutes_on(package, day)
        (load,) = loads(Worker.objects.filter(pk=worker.pk), day, wanted=wanted, package=package)
        found |= dict.fromkeys(f"{reason} on {day:%-d %B %Y}" if day > from_on else reason for reason in load.obstacles)
    return list(found)


def _days_to_ask(worker, from_on, until_on) -> list:
    rows = [worker.ceilings, worker.contracted_hours]
    begins = {from_on}
    for changes in rows:
        begins |= set(changes.filter(from_on__gt=from_on).values_list("from_on", flat=True))
    mine = Allocation.objects.filter(worker=worker)
    begins |= set(mine.filter(from_on__gt=from_on).values_list("from_on", flat=True))
    if until_on is not None:
        begins |= set(worker.absences.filter(from_on__gt=from_on).values_list("from_on", flat=True))
    return sorted(day for day in begins if until_on is None or day < until_on)


def _refuse_days(package, kind, from_on, until_on) -> None:
    if package.ended_on is not None:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}.")
    if from_on < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}: allocate from that day.", field="from_on")
    if until_on is not None and until_on <= from_on:
        raise Refused("The end must be after the start.", field="until_on")
    if until_on is None and kind == AllocationKind.COVER:
        raise Refused("Say until when: cover has an end.", field="until_on")


@verb
def end_allocation(*, allocation: Allocation, until_on: datetime.date, reason: str, by) -> Allocation:
    """Take a worker off a package: `until_on` is the first day without them, the reason stays with the package.

    A buddy leaves without a successor. Without a lead from then on, the package is listed as work to do.
    """
    Worker.objects.get_locked(allocation.worker_id)
    package = SupportPackage.objects.select_related("case").get_locked(allocation.package_id)
    allocation = Allocation.objects.get_locked(allocation.pk)
    if allocation.until_on is not None and allocation.until_on <= until_on:
        raise Refused(f"This ends on {allocation.until_on:%-d %B %Y} already.", field="until_on")
    if until_on <= allocation.from_on:
        raise Refused(
            f"This begins on {allocation.from_on:%-d %B %Y}: end it on a later day, or allocate somebody else.",
            field="until_on",
        )
    transitions.apply(
        package, "end allocation", by=by, reason=reason, about=[package.case.individual_id, allocation.pk]
    )
    allocation.until_on = until_on
    allocation.save(update_fields=["until_on"])
    return allocation


@verb
def declare_relation(
    *, worker: Worker, individual: Individual, declared_on: datetime.date, words: str, by
) -> DeclaredRelation:
    """A worker says that they know the person from elsewhere: from now on they are not given this person (C8)."""
    return DeclaredRelation.objects.create(
        worker=worker, individual=individual, declared_on=declared_on, words=words.strip(), recorded_by=by
    )


@may_leave.register
def against_a_caseload(worker: Worker) -> str | None:
    """A worker leaves when nobody is allocated to them after their last day (none yet: from today on)."""
    after = worker.left_on + DAY if worker.left_on else clock.today()
    given = Allocation.objects.filter(worker=worker).from_day(after)
    people = given.order_by().values(person=PRIMARY_PERSON).distinct().count()
    if not people:
        return None
    who = "One person is" if people == 1 else f"{people} people are"
    return f"{who} allocated to this worker. Allocate them to somebody else first."
