"""Workers begin, are away, and leave when nobody is allocated to them any more."""

import datetime

from casework.models import Allocation
from casework.services import arrange_cover, declare_relation
from contracts.models import Post
from contracts.services import relieve, suspend_account
from core import clock
from core.dates import is_working_day
from demo.provider import hire_worker
from demo.scenarios.support import hand_over
from demo.scheduler import Scenario
from demo.staff import (
    ABSENCES,
    CEILINGS,
    COVERED,
    DIVISIONS,
    EXPIRED,
    HIRES,
    KEYWORKERS,
    LEAVE,
    RELATIONS,
    RENEWED,
    SICK,
    SICK_REASONS,
    SUSPENDED,
    Hire,
)
from demo.world import DAY, WEEK, Away, StaffMember, World, at
from workforce import services
from workforce.models import Absence


def run_employment(world: World) -> None:
    """The working lives of the eighteen months."""
    for hire in HIRES:
        if hire.started is not None:
            world.begin(_starts_work(world, hire))
        elif hire.left is not None:
            world.begin(_leaves(world, hire))
        if hire.started is None:
            _absences(world, hire, world.staff[hire.key])
        if hire.is_inducted:
            world.begin(_renews_training(world, hire))
    for ceiling in CEILINGS:
        world.begin(_has_ceiling(world, *ceiling))
    for division in DIVISIONS:
        world.begin(_has_hours_divided(world, *division))
    for relation in RELATIONS:
        world.begin(_declares_relation(world, *relation))
    for cover in COVERED:
        world.begin(_is_covered(world, *cover))
    for suspension in SUSPENDED:
        world.begin(_is_suspended(world, *suspension))
    for key, _, left in KEYWORKERS:
        if left is not None:
            world.begin(_gives_up_post(world, key, world.ago(left)))


def _starts_work(world: World, hire: Hire) -> Scenario:
    assert hire.started is not None
    day = world.ago(hire.started)
    yield at(day, 8, 30)
    member = hire_worker(world, hire, day)
    if hire.is_inducted:
        _absences(world, hire, member)


def _leaves(world: World, hire: Hire) -> Scenario:
    """Everybody the worker leads passes to others before the last day."""
    assert hire.left is not None
    last_day = world.ago(hire.left)
    yield at(last_day - DAY * 12, 10)
    member = world.staff[hire.key]
    supports = [support for support in world.supports.values() if support.lead is member and not support.ended_on]
    for place, support in enumerate(supports):
        world.begin(hand_over(world, support, clock.today() + DAY * (2 + place % 8)))
    yield at(last_day, 17)
    services.end_employment(
        worker=member.worker, left_on=last_day, reason=hire.leaving_reason, by=world.users["manager"]
    )
    for post in Post.objects.filter(user=member.user, until_on=None):
        relieve(post=post, until_on=last_day + DAY, by=world.users["admin"])


def _gives_up_post(world: World, key: str, day: datetime.date) -> Scenario:
    yield at(day, 17)
    for post in Post.objects.filter(user=world.users[key], until_on=None):
        relieve(post=post, until_on=day + DAY, by=world.users["admin"])


def _renews_training(world: World, hire: Hire) -> Scenario:
    """Everybody repeats the second course in time, except those who let it expire."""
    done_on = world.ago(EXPIRED.get(hire.key, RENEWED))
    yield at(max(done_on, world.ago(hire.started) if hire.started else done_on), 16)
    member = world.staff.get(hire.key)
    if member and member.worker.started_on < done_on and (member.leaves_on is None or done_on < member.leaves_on):
        services.record_training(
            worker=member.worker, course=world.courses[1], done_on=done_on, by=world.users["manager"]
        )


def _has_ceiling(
    world: World, key: str, from_ago: int | None, until_ago: int | None, hours: int, reason: str
) -> Scenario:
    from_on = world.ago(from_ago) if from_ago is not None else world.starts_on
    yield at(from_on, 9, 10)
    services.set_ceiling(
        worker=world.staff[key].worker,
        from_on=from_on,
        until_on=world.ago(until_ago) if until_ago is not None else None,
        minutes_a_week=hours * 60,
        reason=reason,
        by=world.users["manager"],
    )


def _has_hours_divided(world: World, key: str, ago: int, percents: dict[str, int]) -> Scenario:
    yield at(world.ago(ago), 9, 20)
    services.divide_hours(
        worker=world.staff[key].worker,
        from_on=clock.today(),
        shares={world.contracts[contract]: percent for contract, percent in percents.items()},
        by=world.users["manager"],
    )


def _declares_relation(world: World, key: str, character: str, ago: int, words: str) -> Scenario:
    yield at(world.ago(ago), 12, 15)
    declare_relation(
        user=world.staff[key].user,
        individual=world.supports[character].individual,
        declared_on=clock.today(),
        words=words,
        by=world.users["manager"],
    )


def _is_covered(world: World, key: str, other: str, ago: int) -> Scenario:
    """A colleague visits the worker's people while the worker is away."""
    yield at(world.ago(ago), 14, 30)
    absence = Absence.objects.get(worker=world.staff[key].worker, from_on__gt=world.today)
    leads = Allocation.objects.leads().filter(worker=absence.worker).from_day(absence.from_on)
    arrange_cover(
        absence=absence,
        choices=dict.fromkeys(leads.select_related("package__case"), world.staff[other].worker),
        by=world.users["manager"],
    )


def _is_suspended(world: World, key: str, ago: int, reason: str) -> Scenario:
    yield at(world.ago(ago), 17, 5)
    suspend_account(user=world.users[key], reason=reason, by=world.users["manager"])


def _absences(world: World, hire: Hire, member: StaffMember) -> None:
    """The absences named for the worker, else leave twice a year and some illness."""
    named = [row for row in ABSENCES if row[0] == hire.key]
    for _, kind, from_ago, until_ago, reason in named:
        until_on = world.ago(until_ago) if until_ago is not None else None
        _away(world, member, Away(world.ago(from_ago), until_on, kind, reason))
    if hire.key == "worker":
        return
    chance = world.chance("absences", hire.key)
    days = [world.ago(row[2]) for row in named]
    day = max(member.worker.started_on, world.starts_on) + WEEK * chance.randint(5, 12)
    place = chance.randrange(3)
    while day < world.today - DAY * 9 and (member.leaves_on is None or day < member.leaves_on - DAY * 30):
        while not is_working_day(day):
            day += DAY
        length = chance.choice((5, 7, 12)) if place % 3 == 0 else chance.choice((1, 2, 2, 3, 5))
        kind = LEAVE if place % 3 == 0 else SICK
        reason = "" if kind == LEAVE else chance.choice(SICK_REASONS)
        if all(abs((day - other).days) > 25 for other in days):
            _away(world, member, Away(day, day + DAY * length, kind, reason))
        day += WEEK * chance.randint(7, 15)
        place += 1


def _away(world: World, member: StaffMember, away: Away) -> None:
    """Leave is on the rota from the start; illness from its first morning."""
    member.away.append(away)
    world.begin(_record_absence(world, member, away))


def _record_absence(world: World, member: StaffMember, away: Away) -> Scenario:
    day = away.from_on if away.kind == SICK else max(world.starts_on, away.from_on - DAY * 28)
    yield at(min(day, world.today - DAY), 7, 50)
    services.record_absence(
        worker=member.worker,
        kind=away.kind,
        from_on=away.from_on,
        until_on=away.until_on,
        sickness_reason=away.sickness_reason,
        by=world.users["manager"],
    )
