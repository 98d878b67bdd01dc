"""The rota, and the outcome of each visit."""

import datetime
import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casework.models import HospitalSpell
from core import clock
from demo.scenarios.allocation import find_cover, is_free
from demo.scenarios.contacts import contacts_of_visit
from demo.scheduler import Scenario
from demo.text import visits as words
from demo.world import DAY, WEEK, Aim, StaffMember, Support, World, at
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
FROM_AFAR: dict[str, list[str]] = {
    VisitKind.TELEPHONE: words.BY_TELEPHONE,
    VisitKind.VIDEO: words.BY_VIDEO,
    VisitKind.TEXT: words.BY_TEXT,
}
RATED_BY = (RatedBy.PERSON, RatedBy.PERSON, RatedBy.TOGETHER, RatedBy.WORKER)


@dataclass
class Appointment:
    """A planned visit with its worker."""

    planned: PlannedVisit
    day: datetime.date
    member: StaffMember


def plan_rota_weekly(world: World) -> Scenario:
    """Plan the rota of everybody three weeks ahead."""
    monday = world.starts_on + DAY * (7 - world.starts_on.weekday())
    while True:
        yield at(monday, 8, 40)
        for support in list(world.supports.values()):
            if support.lead:
                fill_rota(world, support, monday + DAY * 20)
        monday += WEEK


def fill_rota(world: World, support: Support, until: datetime.date) -> None:
    """Plan the visits of one support up to and with the day `until`."""
    if support.planned_through is None:
        raise ValueError("The rota is filled once there is a lead worker.")
    day = support.planned_through + DAY
    while day <= until:
        for weekday, time in support.slots:
            if weekday == day.weekday() and not support.is_over(day) and not support.is_held(day):
                _plan(world, support, day, time)
        day += DAY
    support.planned_through = max(until, support.planned_through)


def _plan(world: World, support: Support, day: datetime.date, time: datetime.time) -> None:
    member = support.lead_member
    if member.is_away(day, kinds=KNOWN_AHEAD):
        if support.buddy is None or support.buddy.is_away(day, kinds=KNOWN_AHEAD):
            return
        if not is_free(support.buddy, support, day):
            return
        member = support.buddy
    starts_at = clock.instant_on(day, time)
    length = round(support.minutes / len(support.slots) / 15) * 15
    planned = services.plan_visit(
        package=support.package,
        worker=member.worker,
        starts_at=starts_at,
        ends_at=starts_at + MINUTE * max(30, length),
        by=support.lead_user,
    )
    support.appointments.append(Appointment(planned, day, member))
    world.begin(_visit(world, support, support.appointments[-1]))


def clear_rota(world: World, support: Support, *, from_on: datetime.date, reason: str) -> None:
    """Cancel what is planned from a day on."""
    for appointment in [appointment for appointment in support.appointments if appointment.day >= from_on]:
        services.cancel_planned(planned=appointment.planned, reason=reason, by=world.users["manager"])
        support.appointments.remove(appointment)


def _visit(world: World, support: Support, appointment: Appointment) -> Scenario:
    """Log the outcome of one appointment soon after, or the next morning."""
    day, planned = appointment.day, appointment.planned
    chance = world.chance("visit", support.character.key, planned.starts_at)
    lateness = chance.random()
    if lateness < 0.05:
        yield at(day + DAY, 9, chance.randint(0, 50))
    else:
        yield planned.ends_at + MINUTE * (chance.randint(25, 60) if lateness < 0.85 else chance.randint(90, 170))
    if appointment not in support.appointments:
        return
    support.appointments.remove(appointment)
    if support.is_held(day):
        yield from _ward_visit(world, support, appointment, chance)
        yield at(day + DAY, 20)
        # Discharged on that very day, or the keyworker said so: it was not held after all.
        if not support.is_held(day):
            services.cancel_planned(planned=planned, reason=words.STILL_AWAY, by=appointment.member.user)
        return
    member = appointment.member
    if member.is_away(day):
        colleague = find_cover(world, support, day) if chance.random() < 0.6 else None
        if colleague is None:
            reason = words.CANCELLED_PLANNED[2].format(name=support.name)
            services.cancel_planned(planned=planned, reason=reason, by=world.users["teamlead"])
            return
        member = colleague
    if _is_forgotten(world, member, day):
        world.has_unlogged_visit = True
        return
    outcome = _outcome_of(world, support, day, chance)
    if outcome == VisitOutcome.CANCELLED_BY_PERSON and chance.random() < 0.4:
        reason = world.pick_text(chance, words.CANCELLED_PLANNED[:2], support)
        services.cancel_planned(planned=planned, reason=reason, by=member.user)
    elif outcome == VisitOutcome.YES:
        _log_met(world, support, planned, member, chance)
    else:
        _log_not_met(world, support, planned, member, outcome, chance)


def _is_forgotten(world: World, member: StaffMember, day: datetime.date) -> bool:
    """Return whether this is the one visit of the last days that the worker has not logged."""
    return not world.has_unlogged_visit and world.ago(3) <= day < world.today and member.user == world.users["worker"]


def _outcome_of(world: World, support: Support, day: datetime.date, chance: random.Random) -> VisitOutcome:
    character = support.character
    is_missing = (
        character.missed is not None and world.ago(character.missed) <= day < world.ago(character.missed) + WEEK * 3
    )
    # Already in hospital, and the provider does not know yet.
    is_unknown = any(
        world.ago(stay.admitted) <= day < world.ago(stay.admitted - stay.told_after) for stay in character.stays
    )
    if is_missing or is_unknown:
        return VisitOutcome.NO_ANSWER
    if chance.random() < 0.91:
        return VisitOutcome.YES
    return chance.choices(list(NOT_MET), list(NOT_MET.values()))[0]


def _log(support: Support, planned: PlannedVisit, member: StaffMember, chance: random.Random, **columns: Any) -> Visit:
    if _is_in_hospital(support, clock.day_of(columns["started_at"])):
        columns["hospital_reason"] = words.ON_WARD_REASON.format(name=support.name)
    return services.log_visit(
        id=UUID(int=chance.getrandbits(128), version=4),
        package=support.package,
        worker=member.worker,
        planned=planned,
        by=member.user,
        **columns,
    )


def _is_in_hospital(support: Support, day: datetime.date) -> bool:
    """Return whether a stay in hospital is recorded; support may still continue by the contract or the keyworker."""
    return (
        bool(support.character.stays) and HospitalSpell.objects.on(day).filter(individual=support.individual).exists()
    )


def _log_not_met(
    world: World,
    support: Support,
    planned: PlannedVisit,
    member: StaffMember,
    outcome: VisitOutcome,
    chance: random.Random,
) -> None:
    minutes_waited = (
        15 if outcome in (VisitOutcome.NO_ANSWER, VisitOutcome.UNSAFE) else 5 if outcome == VisitOutcome.DECLINED else 0
    )
    _log(
        support,
        planned,
        member,
        chance,
        outcome=outcome,
        kind=VisitKind.FACE_TO_FACE,
        started_at=planned.starts_at,
        ended_at=planned.starts_at + MINUTE * minutes_waited,
        notes=world.pick_text(chance, words.NOT_MET[outcome], support),
    )


def _log_met(world: World, support: Support, planned: PlannedVisit, member: StaffMember, chance: random.Random) -> None:
    kind = _kind(support, chance)
    aims = chance.sample(support.aims, min(len(support.aims), chance.choice((1, 1, 2))))
    kinds = list(dict.fromkeys(aim.wish.kind for aim in aims)) or [chance.choice(BEFORE_A_PLAN)]
    if chance.random() < 0.15:
        kinds.append(chance.choice([other for other in SupportKind if other not in (*kinds, SupportKind.CRISIS)]))
    sign, sign_words, urgency = _change_noticed(world, support, clock.day_of(planned.starts_at), chance)
    if sign == ChangeNoticed.RELAPSE and urgency == Urgency.NOW:
        kinds = [SupportKind.CRISIS, *kinds]
    length = (planned.ends_at - planned.starts_at) // MINUTE
    if kind in (VisitKind.TELEPHONE, VisitKind.TEXT):
        length = chance.randint(12, 35)
    late = chance.choice((0, 0, 0, 2, 5, 10))
    rated_aim = chance.choice(aims) if aims and chance.random() < 0.22 else None
    _log(
        support,
        planned,
        member,
        chance,
        outcome=VisitOutcome.YES,
        kind=kind,
        started_at=planned.starts_at + MINUTE * late,
        ended_at=planned.starts_at + MINUTE * (late + max(10, length + chance.choice((-10, -5, 0, 0, 0, 5, 10)))),
        support_kinds=kinds[:3],
        notes=_notes(world, support, kind, kinds, aims, chance),
        next_step=world.pick_text(chance, words.NEXT_STEPS[kinds[0]], support) if chance.random() < 0.6 else "",
        change_noticed=sign,
        change_description=sign_words,
        urgency=urgency,
        **contacts_of_visit(support, world.chance("beside", support.character.key, planned.starts_at)),
        goals=[aim.wording for aim in aims],
        rated_goal=rated_aim.wording if rated_aim else None,
        rating=_rating(rated_aim, chance) if rated_aim else None,
        rated_by=chance.choice(RATED_BY),
    )


def _kind(support: Support, chance: random.Random) -> VisitKind:
    """Return how they meet, mostly face to face; not by a call or text to a number that is not safe."""
    kind = chance.choices(
        (VisitKind.FACE_TO_FACE, VisitKind.TELEPHONE, VisitKind.VIDEO, VisitKind.TEXT), (90, 6, 2, 2)
    )[0]
    person = support.character.person
    is_safe = {VisitKind.TELEPHONE: person.telephone_is_safe, VisitKind.TEXT: person.text_is_safe}
    return kind if is_safe.get(kind, True) else VisitKind.FACE_TO_FACE


def _rating(aim: Aim, chance: random.Random) -> int:
    """Return a rating, mostly a little better than the last one."""
    aim.rating = max(0, min(10, aim.rating + chance.choice((-1, 0, 0, 1, 1, 1, 2))))
    return aim.rating


def _notes(world: World, support: Support, kind: str, kinds: list, aims: list[Aim], chance: random.Random) -> str:
    if kind in FROM_AFAR:
        return world.pick_text(chance, FROM_AFAR[kind], support)
    sentences = [world.pick_text(chance, words.OPENINGS, support)] if chance.random() < 0.8 else []
    sentences += [world.pick_text(chance, words.ACTIVITIES[each], support) for each in kinds[:2]]
    extra = chance.random()
    if aims and extra < 0.3:
        step = chance.choice(aims[0].wish.steps)
        sentences.append(chance.choice(words.STEPS).format(name=support.name, step=step))
    elif extra < 0.55:
        sentences.append(world.pick_text(chance, words.SECOND, support))
    if chance.random() < 0.8:
        sentences.append(world.pick_text(chance, words.CLOSINGS, support))
    return " ".join(sentences)


def _change_noticed(world: World, support: Support, day: datetime.date, chance: random.Random) -> tuple[str, str, str]:
    """Return a change noticed, its text and its urgency; mostly nothing. Before an admission, often relapse."""
    ahead = [(world.ago(stay.admitted) - day).days for stay in support.character.stays if stay.kind == "mental health"]
    is_near = any(0 < days <= 9 for days in ahead)
    if chance.random() > (0.7 if is_near else 0.05):
        return "", "", ""
    sign = ChangeNoticed.RELAPSE if is_near else chance.choices(list(SIGNS), list(SIGNS.values()))[0]
    return sign, world.pick_text(chance, words.SIGNS[sign], support), chance.choice(URGENCIES[sign])


def _ward_visit(world: World, support: Support, appointment: Appointment, chance: random.Random) -> Scenario:
    """Leave a held visit as planned; once in a stay, log a visit to the ward at its request."""
    stays = [stay for stay in support.character.stays if world.ago(stay.admitted) <= appointment.day]
    stay = min(stays, key=lambda stay: stay.admitted, default=None)
    is_first_week = stay is not None and (appointment.day - world.ago(stay.admitted)).days <= 7
    if stay is None or not stay.is_visited or not is_first_week or appointment.member.is_away(appointment.day):
        return
    yield clock.now() + MINUTE
    started_at = appointment.planned.starts_at
    services.log_visit(
        id=UUID(int=chance.getrandbits(128), version=4),
        package=support.package,
        worker=appointment.member.worker,
        by=appointment.member.user,
        outcome=VisitOutcome.YES,
        kind=VisitKind.FACE_TO_FACE,
        started_at=started_at,
        ended_at=started_at + MINUTE * 35,
        support_kinds=[SupportKind.SOCIAL],
        notes=world.pick_text(chance, words.ON_WARD, support),
        hospital_reason=words.ON_WARD_REASON.format(name=support.name),
    )


def strike_wrong_entry(world: World, key: str, ago: int) -> Scenario:
    """An entry that belonged to somebody else, struck through the same afternoon."""
    yield at(world.ago(ago), 17, 10)
    support = world.supports.get(key)
    visits = Visit.objects.took_place().filter(package=support.package).order_by("-started_at") if support else None
    if visits and (visit := visits.first()):
        services.strike_visit(visit=visit, reason=words.WRONG_PERSON, by=visit.worker.user)
