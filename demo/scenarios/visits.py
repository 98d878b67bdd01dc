"""The rota, and what became of each visit."""

import datetime
import random
from dataclasses import dataclass
from uuid import UUID

from casework.models import HospitalSpell
from core import clock
from demo.scenarios.allocation import stepping_in
from demo.scenarios.comments import beside
from demo.scheduler import Story
from demo.text import visits as words
from demo.world import DAY, WEEK, Aim, Hand, Scene, Support, at
from plans.enums import RatedBy
from visits import services
from visits.enums import ChangeNoticed, SupportKind, Urgency, VisitKind, VisitOutcome
from visits.models import PlannedVisit, Visit
from workforce.enums import AbsenceKind

KNOWN_AHEAD = (AbsenceKind.LEAVE, AbsenceKind.TRAINING)
MINUTE = datetime.timedelta(minutes=1)
NOT_MET = {
    VisitOutcome.NO_ANSWER: 40,
    VisitOutcome.DECLINED: 25,
    VisitOutcome.CANCELLED_BY_PERSON: 22,
    VisitOutcome.CANCELLED_BY_US: 10,
    VisitOutcome.UNSAFE: 3,
}
SIGNS = {ChangeNoticed.IMPROVEMENT: 45, ChangeNoticed.DETERIORATION: 35, ChangeNoticed.RELAPSE: 20}
URGENCIES = {
    ChangeNoticed.IMPROVEMENT: (Urgency.NOTICED,),
    ChangeNoticed.DETERIORATION: (Urgency.NOTICED, Urgency.TODAY),
    ChangeNoticed.RELAPSE: (Urgency.TODAY, Urgency.TODAY, Urgency.NOW),
}
BEFORE_A_PLAN = (SupportKind.PLANNING, SupportKind.DAILY_LIVING, SupportKind.SOCIAL, SupportKind.MONEY)
FROM_AFAR = {
    VisitKind.TELEPHONE: words.BY_TELEPHONE,
    VisitKind.VIDEO: words.BY_VIDEO,
    VisitKind.TEXT: words.BY_TEXT,
}
RATED_BY = (RatedBy.PERSON, RatedBy.PERSON, RatedBy.TOGETHER, RatedBy.WORKER)


@dataclass
class Appointment:
    """A planned visit with who was to come."""

    planned: PlannedVisit
    day: datetime.date
    hand: Hand


def every_monday(scene: Scene) -> Story:
    """The rota of everybody, planned three weeks ahead."""
    monday = scene.starts_on + DAY * (7 - scene.starts_on.weekday())
    while True:
        yield at(monday, 8, 40)
        for support in list(scene.supports.values()):
            if support.lead:
                fill_rota(scene, support, monday + DAY * 20)
        monday += WEEK


def fill_rota(scene: Scene, support: Support, until: datetime.date) -> None:
    """Plan the visits of one support up to and with the day `until`."""
    day = support.planned_through + DAY
    while day <= until:
        for weekday, time in support.slots:
            if weekday == day.weekday() and not support.is_over(day) and not support.is_held(day):
                _plan(scene, support, day, time)
        day += DAY
    support.planned_through = max(until, support.planned_through)


def _plan(scene: Scene, support: Support, day: datetime.date, time: datetime.time) -> None:
    hand = support.lead
    if hand.is_away(day, kinds=KNOWN_AHEAD):
        hand = support.buddy
        if hand is None or hand.is_away(day, kinds=KNOWN_AHEAD):
            return
    starts_at = clock.instant_on(day, time)
    length = round(support.minutes / len(support.slots) / 15) * 15
    planned = services.plan_visit(
        package=support.package,
        worker=hand.worker,
        starts_at=starts_at,
        ends_at=starts_at + MINUTE * max(30, length),
        by=support.lead.user,
    )
    support.appointments.append(Appointment(planned, day, hand))
    scene.begin(_visited(scene, support, support.appointments[-1]))


def clear_rota(scene: Scene, support: Support, *, from_on: datetime.date, reason: str) -> None:
    """Cancel what is planned from a day on."""
    for appointment in [one for one in support.appointments if one.day >= from_on]:
        services.cancel_planned(planned=appointment.planned, reason=reason, by=scene.users["manager"])
        support.appointments.remove(appointment)


def _visited(scene: Scene, support: Support, appointment: Appointment) -> Story:
    """What became of one appointment, written down soon after, or the next morning."""
    day, planned = appointment.day, appointment.planned
    chance = scene.chance("visit", support.life.key, planned.starts_at)
    lateness = chance.random()
    if lateness < 0.05:
        yield at(day + DAY, 9, chance.randint(0, 50))
    else:
        yield planned.ends_at + MINUTE * (chance.randint(25, 60) if lateness < 0.85 else chance.randint(90, 170))
    if appointment not in support.appointments:
        return
    support.appointments.remove(appointment)
    if support.is_held(day):
        yield from _on_the_ward(scene, support, appointment, chance)
        yield at(day + DAY, 20)
        # Discharged on that very day, or the keyworker said so: it was not held after all.
        if not support.is_held(day):
            services.cancel_planned(planned=planned, reason=words.STILL_AWAY, by=appointment.hand.user)
        return
    hand = appointment.hand
    if hand.is_away(day):
        hand = stepping_in(scene, support, day) if chance.random() < 0.6 else None
        if hand is None:
            reason = words.CANCELLED_PLANNED[2].format(name=support.name)
            services.cancel_planned(planned=planned, reason=reason, by=scene.users["teamlead"])
            return
    happened = _what_happened(scene, support, day, chance)
    if happened == VisitOutcome.CANCELLED_BY_PERSON and chance.random() < 0.4:
        reason = scene.pick(chance, words.CANCELLED_PLANNED[:2], support)
        services.cancel_planned(planned=planned, reason=reason, by=hand.user)
    elif happened == VisitOutcome.YES:
        _met(scene, support, planned, hand, chance)
    else:
        _not_met(scene, support, planned, hand, happened, chance)


def _what_happened(scene: Scene, support: Support, day: datetime.date, chance: random.Random) -> str:
    life = support.life
    is_missing = life.missed is not None and scene.ago(life.missed) <= day < scene.ago(life.missed) + WEEK * 3
    # Already in hospital, and nobody had told us yet.
    is_unknown = any(
        scene.ago(stay.admitted) <= day < scene.ago(stay.admitted - stay.told_after) for stay in life.stays
    )
    if is_missing or is_unknown:
        return VisitOutcome.NO_ANSWER
    if chance.random() < 0.91:
        return VisitOutcome.YES
    return chance.choices(list(NOT_MET), list(NOT_MET.values()))[0]


def _log(support: Support, planned: PlannedVisit, hand: Hand, chance: random.Random, **what) -> Visit:
    if _is_in_hospital(support, clock.day_of(what["started_at"])):
        what["hospital_reason"] = words.ON_WARD_REASON.format(name=support.name)
    return services.log_visit(
        id=UUID(int=chance.getrandbits(128), version=4),
        package=support.package,
        worker=hand.worker,
        planned=planned,
        by=hand.user,
        **what,
    )


def _is_in_hospital(support: Support, day: datetime.date) -> bool:
    """In hospital as far as is recorded: support may go on all the same, by the contract or the keyworker's word."""
    return bool(support.life.stays) and HospitalSpell.objects.on(day).filter(individual=support.individual).exists()


def _not_met(scene, support, planned, hand, happened, chance) -> None:
    waited = (
        15
        if happened in (VisitOutcome.NO_ANSWER, VisitOutcome.UNSAFE)
        else 5
        if happened == VisitOutcome.DECLINED
        else 0
    )
    _log(
        support,
        planned,
        hand,
        chance,
        happened=happened,
        kind=VisitKind.FACE_TO_FACE,
        started_at=planned.starts_at,
        ended_at=planned.starts_at + MINUTE * waited,
        notes=scene.pick(chance, words.NOT_MET[happened], support),
    )


def _met(scene: Scene, support: Support, planned: PlannedVisit, hand: Hand, chance: random.Random) -> None:
    kind = chance.choices(
        (VisitKind.FACE_TO_FACE, VisitKind.TELEPHONE, VisitKind.VIDEO, VisitKind.TEXT), (90, 6, 2, 2)
    )[0]
    aims = chance.sample(support.aims, min(len(support.aims), chance.choice((1, 1, 2))))
    kinds = list(dict.fromkeys(aim.wish.kind for aim in aims)) or [chance.choice(BEFORE_A_PLAN)]
    if chance.random() < 0.15:
        kinds.append(chance.choice([other for other in SupportKind if other not in (*kinds, SupportKind.CRISIS)]))
    sign, sign_words, urgency = _sign(scene, support, clock.day_of(planned.starts_at), chance)
    if sign == ChangeNoticed.RELAPSE and urgency == Urgency.NOW:
        kinds = [SupportKind.CRISIS, *kinds]
    length = (planned.ends_at - planned.starts_at) // MINUTE
    if kind in (VisitKind.TELEPHONE, VisitKind.TEXT):
        length = chance.randint(12, 35)
    late = chance.choice((0, 0, 0, 2, 5, 10))
    rated = chance.choice(aims) if aims and chance.random() < 0.22 else None
    _log(
        support,
        planned,
        hand,
        chance,
        happened=VisitOutcome.YES,
        kind=kind,
        started_at=planned.starts_at + MINUTE * late,
        ended_at=planned.starts_at + MINUTE * (late + max(10, length + chance.choice((-10, -5, 0, 0, 0, 5, 10)))),
        support_kinds=kinds[:3],
        notes=_notes(scene, support, kind, kinds, aims, chance),
        next_step=scene.pick(chance, words.NEXT_STEPS[kinds[0]], support) if chance.random() < 0.6 else "",
        sign=sign,
        sign_words=sign_words,
        urgency=urgency,
        **beside(support.name, scene.chance("beside", support.life.key, planned.starts_at)),
        goals=[aim.wording for aim in aims],
        rated_goal=rated.wording if rated else None,
        rating=_rating(rated, chance) if rated else None,
        rated_by=chance.choice(RATED_BY),
    )


def _rating(aim: Aim, chance: random.Random) -> int:
    """Mostly a little better than last time."""
    aim.rating = max(0, min(10, aim.rating + chance.choice((-1, 0, 0, 1, 1, 1, 2))))
    return aim.rating


def _notes(scene: Scene, support: Support, kind: str, kinds: list, aims: list[Aim], chance: random.Random) -> str:
    if kind in FROM_AFAR:
        return scene.pick(chance, FROM_AFAR[kind], support)
    written = [scene.pick(chance, words.OPENINGS, support)] if chance.random() < 0.8 else []
    written += [scene.pick(chance, words.ACTIVITIES[each], support) for each in kinds[:2]]
    what = chance.random()
    if aims and what < 0.3:
        step = chance.choice(aims[0].wish.steps)
        written.append(chance.choice(words.STEPS).format(name=support.name, step=step))
    elif what < 0.55:
        written.append(scene.pick(chance, words.SECOND, support))
    if chance.random() < 0.8:
        written.append(scene.pick(chance, words.CLOSINGS, support))
    return " ".join(written)


def _sign(scene: Scene, support: Support, day: datetime.date, chance: random.Random) -> tuple[str, str, str]:
    """A sign noticed, its words and its urgency; three times nothing, mostly. Before an admission, often relapse."""
    ahead = [(scene.ago(stay.admitted) - day).days for stay in support.life.stays if stay.kind == "mental health"]
    is_near = any(0 < days <= 9 for days in ahead)
    if chance.random() > (0.7 if is_near else 0.05):
        return "", "", ""
    sign = ChangeNoticed.RELAPSE if is_near else chance.choices(list(SIGNS), list(SIGNS.values()))[0]
    return sign, scene.pick(chance, words.SIGNS[sign], support), chance.choice(URGENCIES[sign])


def _on_the_ward(scene: Scene, support: Support, appointment: Appointment, chance: random.Random) -> Story:
    """A held visit stays as it was planned; once in a stay somebody goes to the ward at the ward's wish."""
    begun = [stay for stay in support.life.stays if scene.ago(stay.admitted) <= appointment.day]
    stay = min(begun, key=lambda one: one.admitted, default=None)
    is_first_week = stay is not None and (appointment.day - scene.ago(stay.admitted)).days <= 7
    if stay is None or not stay.is_visited or not is_first_week or appointment.hand.is_away(appointment.day):
        return
    yield clock.now() + MINUTE
    started_at = appointment.planned.starts_at
    services.log_visit(
        id=UUID(int=chance.getrandbits(128), version=4),
        package=support.package,
        worker=appointment.hand.worker,
        by=appointment.hand.user,
        happened=VisitOutcome.YES,
        kind=VisitKind.FACE_TO_FACE,
        started_at=started_at,
        ended_at=started_at + MINUTE * 35,
        support_kinds=[SupportKind.SOCIAL],
        notes=scene.pick(chance, words.ON_WARD, support),
        hospital_reason=words.ON_WARD_REASON.format(name=support.name),
    )


def struck(scene: Scene, key: str, ago: int) -> Story:
    """An entry that belonged to somebody else, struck through the same afternoon."""
    yield at(scene.ago(ago), 17, 10)
    support = scene.supports.get(key)
    visits = Visit.objects.happened().filter(package=support.package).order_by("-started_at") if support else None
    if visits and (visit := visits.first()):
        services.strike_visit(visit=visit, reason=words.WRONG_PERSON, by=visit.worker.user)
