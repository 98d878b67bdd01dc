"""Working hours, recurring visits, a moved visit, and a calendar feed."""

import datetime
from typing import Any

from demo.scheduler import Scenario
from demo.world import DAY, StaffMember, Support, World, at, clashes
from visits import services
from visits.enums import SupportKind, VisitKind
from visits.rota.recurrence import weekly
from workforce.enums import AbsenceKind, Employment
from workforce.services import change_details, record_absence, set_working_pattern

OFFICE = (datetime.time(9), datetime.time(17))
LATE = (datetime.time(12), datetime.time(20))
# The workers who are not employed.
EMPLOYMENTS = {"lena.fairhurst": Employment.BANK, "bronagh.kinsella": Employment.BANK, "tendai.moyo": Employment.AGENCY}
RULES = (
    (SupportKind.DAILY_LIVING, VisitKind.FACE_TO_FACE, (5,), 1, datetime.time(11), 60),
    (SupportKind.SOCIAL, VisitKind.FACE_TO_FACE, (6,), 2, datetime.time(14, 30), 90),
    (SupportKind.MEDICATION, VisitKind.TELEPHONE, (0, 3), 1, datetime.time(19), 30),
)
SIGN_INS_OF_WORKERS = ("worker", "teamlead")
MOVED = "Asked to move to the afternoon because of an appointment"


def set_working_hours(world: World) -> Scenario:
    """Hours two months ago; what repeats, entered yesterday, from tomorrow on."""
    yield at(world.ago(60), 10)
    for place, member in enumerate(_staff_there(world)):
        _hours(world, member, place)
    yield at(world.ago(1), 16)
    supports = [
        support for support in world.supports.values() if not support.ended_on and _is_there(support.lead, world.today)
    ]
    leads = [support.lead for support in supports]
    for what_for, kind, weekdays, every, earliest, minutes in RULES:
        support = next((support for support in supports if _may_reach(support, kind)), None)
        begins = _free_time(support, weekdays, earliest) if support else None
        if support is None or begins is None:
            continue
        supports.remove(support)
        recurring_visit = services.begin_recurring_visit(
            package=support.package,
            worker=support.lead_worker,
            repeats=weekly(weekdays, every),
            begins=begins,
            minutes=minutes,
            from_on=world.ago(-1),
            kind=kind,
            what_for=[what_for],
            by=support.lead_user,
        )
        visit = recurring_visit.visits.last()
        if what_for == SupportKind.SOCIAL and visit is not None:
            hour = datetime.timedelta(hours=1)
            times: dict[str, Any] = {"starts_at": visit.starts_at + hour, "ends_at": visit.ends_at + hour}
            services.move_planned(planned=visit, reason=MOVED, by=support.lead_user, **times)
    _falls_ill(world, leads)
    services.make_feed(by=world.users["worker"])


def _may_reach(support: Support, kind: VisitKind) -> bool:
    """Return True unless the visit is a call to a number that the person did not call safe."""
    return kind != VisitKind.TELEPHONE or support.character.person.telephone_is_safe is True


def _free_time(support: Support, weekdays: tuple[int, ...], earliest: datetime.time) -> datetime.time | None:
    """Return the first half hour from `earliest` at which neither the worker nor the person has a visit."""
    halves = [earliest.replace(hour=hour, minute=minute) for hour in range(earliest.hour, 21) for minute in (0, 30)]
    taken = [*support.slots, *support.lead_member.slots]
    free = (
        half for half in halves if half >= earliest and not any(clashes((weekday, half), taken) for weekday in weekdays)
    )
    return next(free, None)


def _falls_ill(world: World, leads: list) -> None:
    """One worker is ill for three days since yesterday evening: their visits need cover."""
    member = next((member for member in leads if member.key not in SIGN_INS_OF_WORKERS), None)
    if member is not None:
        until_on = world.today + DAY * 3
        record_absence(
            worker=member.worker,
            kind=AbsenceKind.SICKNESS,
            from_on=world.today,
            until_on=until_on,
            by=world.users["manager"],
        )


def _staff_there(world: World) -> list[StaffMember]:
    return [member for member in world.staff.values() if member.leaves_on is None or member.leaves_on > world.ago(60)]


def _is_there(member: StaffMember | None, today: datetime.date) -> bool:
    ahead = (AbsenceKind.LEAVE, AbsenceKind.SICKNESS, AbsenceKind.TRAINING)
    return member is not None and not any(member.is_away(today + DAY * number, kinds=ahead) for number in range(28))


def _hours(world: World, member: StaffMember, place: int) -> None:
    """Monday to Friday by day or until the evening, every third also on Saturday."""
    span = LATE if place % 4 == 3 else OFFICE
    days = range(6) if place % 3 == 2 else range(5)
    manager = world.users["manager"]
    set_working_pattern(worker=member.worker, from_on=world.ago(60), hours=dict.fromkeys(days, span), by=manager)
    if member.key in EMPLOYMENTS:
        specialisms = list(member.worker.specialisms.all())
        change_details(worker=member.worker, specialisms=specialisms, employment=EMPLOYMENTS[member.key], by=manager)
