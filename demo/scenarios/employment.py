"""Workers begin, are away, and leave when nobody is allocated to them any more."""

import datetime

from accounts.services import suspend_access
from casework.models import Allocation
from casework.services import arrange_cover, declare_relation
from contracts.models import Post
from contracts.services import relieve
from core import clock
from core.dates import is_working_day
from demo.provider import take_on
from demo.scenarios.support import handed_over
from demo.scheduler import Story
from demo.staff import (
    ABSENCES,
    CEILINGS,
    COVERED,
    HIRES,
    KEYWORKERS,
    LAPSED,
    LEAVE,
    RELATIONS,
    RENEWED,
    SICK,
    SICK_REASONS,
    SUSPENDED,
    Hire,
)
from demo.world import DAY, WEEK, Away, Hand, Scene, at
from workforce import services
from workforce.models import Absence


def everybody(scene: Scene) -> None:
    """The working lives of the eighteen months."""
    for hire in HIRES:
        if hire.started is not None:
            scene.begin(_starts(scene, hire))
        elif hire.left is not None:
            scene.begin(_leaves(scene, hire))
        if hire.started is None:
            _absences(scene, hire, scene.hands[hire.key])
        if hire.is_inducted:
            scene.begin(_trained_again(scene, hire))
    for row in CEILINGS:
        scene.begin(_limited(scene, *row))
    for row in RELATIONS:
        scene.begin(_said_to_know(scene, *row))
    for row in COVERED:
        scene.begin(_covered(scene, *row))
    for row in SUSPENDED:
        scene.begin(_suspended(scene, *row))
    for key, _, left in KEYWORKERS:
        if left is not None:
            scene.begin(_gives_up_post(scene, key, scene.ago(left)))


def _starts(scene: Scene, hire: Hire) -> Story:
    day = scene.ago(hire.started)
    yield at(day, 8, 30)
    hand = take_on(scene, hire, day)
    if hire.is_inducted:
        _absences(scene, hire, hand)


def _leaves(scene: Scene, hire: Hire) -> Story:
    """Everybody the worker leads passes to others before the last day."""
    last_day = scene.ago(hire.left)
    yield at(last_day - DAY * 12, 10)
    hand = scene.hands[hire.key]
    led = [support for support in scene.supports.values() if support.lead is hand and not support.ended_on]
    for place, support in enumerate(led):
        scene.begin(handed_over(scene, support, clock.today() + DAY * (2 + place % 8)))
    yield at(last_day, 17)
    services.end_employment(worker=hand.worker, left_on=last_day, reason=hire.leaving_reason, by=scene.users["manager"])
    for post in Post.objects.filter(user=hand.user, until_on=None):
        relieve(post=post, until_on=last_day + DAY, by=scene.users["admin"])


def _gives_up_post(scene: Scene, key: str, day: datetime.date) -> Story:
    yield at(day, 17)
    for post in Post.objects.filter(user=scene.users[key], until_on=None):
        relieve(post=post, until_on=day + DAY, by=scene.users["admin"])


def _trained_again(scene: Scene, hire: Hire) -> Story:
    """The second course was done again by everybody in time, but for whoever let it lapse."""
    done_on = scene.ago(LAPSED.get(hire.key, RENEWED))
    yield at(max(done_on, scene.ago(hire.started) if hire.started else done_on), 16)
    hand = scene.hands.get(hire.key)
    if hand and hand.worker.started_on < done_on and (hand.leaves_on is None or done_on < hand.leaves_on):
        services.record_training(
            worker=hand.worker, course=scene.courses[1], done_on=done_on, by=scene.users["manager"]
        )


def _limited(scene: Scene, key: str, from_ago: int | None, until_ago: int | None, hours: int, reason: str) -> Story:
    from_on = scene.ago(from_ago) if from_ago is not None else scene.starts_on
    yield at(from_on, 9, 10)
    services.set_ceiling(
        worker=scene.hands[key].worker,
        from_on=from_on,
        until_on=scene.ago(until_ago) if until_ago is not None else None,
        minutes_a_week=hours * 60,
        reason=reason,
        by=scene.users["manager"],
    )


def _said_to_know(scene: Scene, key: str, life: str, ago: int, words: str) -> Story:
    yield at(scene.ago(ago), 12, 15)
    declare_relation(
        worker=scene.hands[key].worker,
        individual=scene.supports[life].individual,
        declared_on=clock.today(),
        words=words,
        by=scene.users["manager"],
    )


def _covered(scene: Scene, key: str, other: str, ago: int) -> Story:
    """Somebody goes to whoever the worker leads while the worker is away."""
    yield at(scene.ago(ago), 14, 30)
    absence = Absence.objects.get(worker=scene.hands[key].worker, from_on__gt=scene.today)
    led = Allocation.objects.leads().filter(worker=absence.worker).from_day(absence.from_on)
    arrange_cover(
        absence=absence,
        choices=dict.fromkeys(led.select_related("package__case"), scene.hands[other].worker),
        by=scene.users["manager"],
    )


def _suspended(scene: Scene, key: str, ago: int, reason: str) -> Story:
    yield at(scene.ago(ago), 17, 5)
    suspend_access(user=scene.users[key], reason=reason, by=scene.users["manager"])


def _absences(scene: Scene, hire: Hire, hand: Hand) -> None:
    """Those the story names, else leave twice a year and now and then an illness."""
    named = [row for row in ABSENCES if row[0] == hire.key]
    for _, kind, from_ago, until_ago, reason in named:
        until_on = scene.ago(until_ago) if until_ago is not None else None
        _away(scene, hand, Away(scene.ago(from_ago), until_on, kind, reason))
    if hire.key == "worker":
        return
    chance = scene.chance("absences", hire.key)
    taken = [scene.ago(row[2]) for row in named]
    day = max(hand.worker.started_on, scene.starts_on) + WEEK * chance.randint(5, 12)
    place = chance.randrange(3)
    while day < scene.today - DAY * 9 and (hand.leaves_on is None or day < hand.leaves_on - DAY * 30):
        while not is_working_day(day):
            day += DAY
        length = chance.choice((5, 7, 12)) if place % 3 == 0 else chance.choice((1, 2, 2, 3, 5))
        kind = LEAVE if place % 3 == 0 else SICK
        reason = "" if kind == LEAVE else chance.choice(SICK_REASONS)
        if all(abs((day - other).days) > 25 for other in taken):
            _away(scene, hand, Away(day, day + DAY * length, kind, reason))
        day += WEEK * chance.randint(7, 15)
        place += 1


def _away(scene: Scene, hand: Hand, away: Away) -> None:
    """Leave is known to the rota from the start; illness on its first morning."""
    hand.away.append(away)
    scene.begin(_recorded(scene, hand, away))


def _recorded(scene: Scene, hand: Hand, away: Away) -> Story:
    day = away.from_on if away.kind == SICK else max(scene.starts_on, away.from_on - DAY * 28)
    yield at(min(day, scene.today - DAY), 7, 50)
    services.record_absence(
        worker=hand.worker,
        kind=away.kind,
        from_on=away.from_on,
        until_on=away.until_on,
        reason=away.reason,
        by=scene.users["manager"],
    )
