"""Choose the worker for a person, and the colleague for a day without the lead."""

import datetime

from casework import services
from casework.allocation.capacity import for_package
from casework.enums import AllocationKind
from casework.services import reasons_against
from core import clock
from core.errors import Refused
from demo.world import DAY, StaffMember, Support, World, clashes
from visits.enums import PlannedState
from visits.models import PlannedVisit
from workforce.models import Worker

MOST_FOR_THE_SIGN_IN = 7  # people led by the worker of the table of sign-ins
SETTLING_IN = DAY * 14


def allocate(
    world: World,
    support: Support,
    member: StaffMember,
    kind: str,
    from_on: datetime.date,
    until_on: datetime.date | None = None,
) -> None:
    """Allocate a worker to the support, by the manager."""
    services.allocate(
        package=support.package,
        worker=member.worker,
        kind=kind,
        from_on=from_on,
        until_on=until_on,
        by=world.users["manager"],
    )


def member_with_capacity(world: World, support: Support, day: datetime.date, *, must_stay: bool = False) -> StaffMember:
    """Return who can be allocated and has most capacity; team leaders and those about to leave come last.

    `must_stay`: only somebody who will not leave, because a buddy's allocation is not passed on.
    """
    able: dict[StaffMember, float] = {}
    for load in for_package(support.package, day):
        member = world.staff_member_of(load.worker)
        if not load.can_be_allocated or member in (None, support.lead, support.buddy):
            continue
        if not must_stay or member.leaves_on is None:
            able[member] = load.committed / load.contracted
    leads = [other.lead.key for other in world.supports.values() if other.lead and not other.ended_on]
    is_full = leads.count("worker") >= MOST_FOR_THE_SIGN_IN

    def is_last_choice(member: StaffMember) -> bool:
        is_leaving = member.leaves_on is not None and member.leaves_on < day + DAY * 120
        return member.is_leader or is_leaving or (member.key == "worker" and is_full)

    for member in sorted(able, key=lambda member: (is_last_choice(member), able[member])):
        if can_lead(support, member, day):
            return member
    raise LookupError(f"Nobody has room for {support.character.key} on {day}.")


def can_lead(support: Support, member: StaffMember, day: datetime.date) -> bool:
    """Return True if nothing prevents this worker from leading from `day` on, on no later day either."""
    return not reasons_against(member.worker, support.package, AllocationKind.LEAD, day)


def is_free(member: StaffMember, support: Support, day: datetime.date) -> bool:
    """Return True if the worker has no visit on `day` that may overlap one of the support."""
    visits = PlannedVisit.objects.filter(worker=member.worker, local_on=day).exclude(state=PlannedState.CANCELLED)
    planned = [(day.weekday(), visit.starts_at.astimezone(clock.LONDON).time()) for visit in visits]
    slots = [slot for slot in support.slots if slot[0] == day.weekday()]
    return not any(clashes(slot, [*member.slots, *planned]) for slot in slots)


def find_cover(world: World, support: Support, day: datetime.date) -> StaffMember | None:
    """Return who visits on a day without the lead: the buddy, or a colleague with that hour free, allocated for it."""
    if support.buddy and not support.buddy.is_away(day) and is_free(support.buddy, support, day):
        return support.buddy
    of_contract = Worker.contracts.through.objects.filter(contract=support.package.case.contract_id)
    workers = set(of_contract.values_list("worker", flat=True))
    free = [
        member
        for member in world.staff.values()
        if member.worker.pk in workers
        and member not in (support.lead, support.buddy)
        and not member.is_leader
        and not member.is_away(day)
        and member.worker.started_on + SETTLING_IN <= day
        and (member.leaves_on is None or day < member.leaves_on)
        and is_free(member, support, day)
    ]
    world.chance("cover", support.character.key, day).shuffle(free)
    for member in free:
        try:
            allocate(world, support, member, AllocationKind.COVER, day, day + DAY)
        except Refused:
            continue
        return member
    return None
