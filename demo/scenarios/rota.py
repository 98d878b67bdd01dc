"""Working hours are on file, some visits repeat, one was moved, somebody reads the rota in a calendar."""

import datetime

from demo.scheduler import Story
from demo.world import DAY, Hand, Scene, at
from visits import services
from visits.enums import SupportKind, VisitKind
from visits.rota.recurrence import weekly
from workforce.enums import AbsenceKind, Employment
from workforce.services import describe, record_absence, set_working_pattern

OFFICE = (datetime.time(9), datetime.time(17))
LATE = (datetime.time(12), datetime.time(20))
# On what footing whoever is not employed works here.
FOOTINGS = {"lena.fairhurst": Employment.BANK, "bronagh.kinsella": Employment.BANK, "tendai.moyo": Employment.AGENCY}
RULES = (
    (SupportKind.DAILY_LIVING, VisitKind.FACE_TO_FACE, (5,), 1, datetime.time(11), 60),
    (SupportKind.SOCIAL, VisitKind.FACE_TO_FACE, (6,), 2, datetime.time(14, 30), 90),
    (SupportKind.MEDICATION, VisitKind.TELEPHONE, (0, 3), 1, datetime.time(19), 30),
)
SIGN_INS_OF_WORKERS = ("worker", "teamlead")
MOVED = "The person asked for the afternoon because of an appointment"


def rostered(scene: Scene) -> Story:
    """Hours two months ago; what repeats since yesterday, from today on."""
    yield at(scene.ago(60), 10)
    for place, hand in enumerate(_hands(scene)):
        _hours(scene, hand, place)
    yield at(scene.ago(1), 16)
    supports = [one for one in scene.supports.values() if not one.ended_on and _is_there(one.lead, scene.today)]
    for support, (what_for, kind, weekdays, every, begins, minutes) in zip(supports, RULES, strict=False):
        recurring_visit = services.begin_recurring_visit(
            package=support.package,
            worker=support.lead.worker,
            repeats=weekly(weekdays, every),
            begins=begins,
            minutes=minutes,
            from_on=scene.today,
            kind=kind,
            what_for=[what_for],
            by=support.lead.user,
        )
        visit = recurring_visit.visits.last()
        if what_for == SupportKind.SOCIAL and visit is not None:
            hour = datetime.timedelta(hours=1)
            times = {"starts_at": visit.starts_at + hour, "ends_at": visit.ends_at + hour}
            services.move_planned(planned=visit, reason=MOVED, by=support.lead.user, **times)
    _falls_ill(scene, [support.lead for support in supports])
    services.make_feed(worker=scene.hands["worker"].worker, by=scene.users["worker"])


def _falls_ill(scene: Scene, leads: list) -> None:
    """Since yesterday evening one of them is ill for three days: their visits are to be given to others."""
    hand = next((hand for hand in leads if hand.key not in SIGN_INS_OF_WORKERS), None)
    if hand is not None:
        until_on = scene.today + DAY * 3
        record_absence(
            worker=hand.worker,
            kind=AbsenceKind.SICKNESS,
            from_on=scene.today,
            until_on=until_on,
            by=scene.users["manager"],
        )


def _hands(scene: Scene) -> list[Hand]:
    return [hand for hand in scene.hands.values() if hand.leaves_on is None or hand.leaves_on > scene.ago(60)]


def _is_there(hand: Hand | None, today: datetime.date) -> bool:
    ahead = (AbsenceKind.LEAVE, AbsenceKind.SICKNESS, AbsenceKind.TRAINING)
    return hand is not None and not any(hand.is_away(today + DAY * number, kinds=ahead) for number in range(28))


def _hours(scene: Scene, hand: Hand, place: int) -> None:
    """Monday to Friday by day or until the evening, every third also on Saturday."""
    span = LATE if place % 4 == 3 else OFFICE
    days = range(6) if place % 3 == 2 else range(5)
    manager = scene.users["manager"]
    set_working_pattern(worker=hand.worker, from_on=scene.ago(60), hours=dict.fromkeys(days, span), by=manager)
    if hand.key in FOOTINGS:
        specialisms = list(hand.worker.specialisms.all())
        describe(worker=hand.worker, specialisms=specialisms, employment=FOOTINGS[hand.key], by=manager)
