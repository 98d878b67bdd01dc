"""Who is asked to take somebody on, and who steps in."""

import datetime

from casework import services
from casework.allocation.capacity import for_package
from casework.allocation.services.allocation import reasons_against
from casework.enums import AllocationKind
from core.errors import Refused
from demo.world import DAY, Hand, Scene, Support
from workforce.models import Worker

MOST_FOR_THE_SIGN_IN = 7  # people led by the worker of the table of sign-ins
SETTLING_IN = DAY * 14


def allocate(scene: Scene, support: Support, hand: Hand, kind: str, from_on: datetime.date, until_on=None) -> None:
    """Give the support a worker, by the manager."""
    services.allocate(
        package=support.package,
        worker=hand.worker,
        kind=kind,
        from_on=from_on,
        until_on=until_on,
        by=scene.users["manager"],
    )


def with_room(scene: Scene, support: Support, day: datetime.date, *, is_to_stay: bool = False) -> Hand:
    """Who can be allocated and has most room for their hours; team leaders and those about to leave are asked last.

    `is_to_stay`: only somebody who will not leave, because a buddy's allocation is not passed on.
    """
    able: dict[Hand, float] = {}
    for load in for_package(support.package, day):
        hand = scene.hand_of(load.worker)
        if not load.can_be_allocated or hand in (None, support.lead, support.buddy):
            continue
        if not is_to_stay or hand.leaves_on is None:
            able[hand] = load.committed / load.contracted
    led = [other for other in scene.supports.values() if other.lead and not other.ended_on]
    is_full = sum(other.lead.key == "worker" for other in led) >= MOST_FOR_THE_SIGN_IN

    def is_last_choice(hand: Hand) -> bool:
        is_leaving = hand.leaves_on is not None and hand.leaves_on < day + DAY * 120
        return hand.is_leader or is_leaving or (hand.key == "worker" and is_full)

    for hand in sorted(able, key=lambda hand: (is_last_choice(hand), able[hand])):
        if can_lead(support, hand, day):
            return hand
    raise LookupError(f"Nobody has room for {support.life.key} on {day}.")


def can_lead(support: Support, hand: Hand, day: datetime.date) -> bool:
    """Whether nothing stands against this worker as lead from `day` on, later days included."""
    return not reasons_against(hand.worker, support.package, AllocationKind.LEAD, day)


def stepping_in(scene: Scene, support: Support, day: datetime.date) -> Hand | None:
    """Somebody for a day without the lead: the buddy, else a colleague with that hour free, allocated for the day."""
    if support.buddy and not support.buddy.is_away(day):
        return support.buddy
    of_contract = Worker.contracts.through.objects.filter(contract=support.package.case.contract_id)
    workers = set(of_contract.values_list("worker", flat=True))
    free = [
        hand
        for hand in scene.hands.values()
        if hand.worker.pk in workers
        and hand not in (support.lead, support.buddy)
        and not hand.is_leader
        and not hand.is_away(day)
        and hand.worker.started_on + SETTLING_IN <= day
        and (hand.leaves_on is None or day < hand.leaves_on)
        and not hand.slots & set(support.slots)
    ]
    scene.chance("cover", support.life.key, day).shuffle(free)
    for hand in free:
        try:
            allocate(scene, support, hand, AllocationKind.COVER, day, day + DAY)
        except Refused:
            continue
        return hand
    return None
