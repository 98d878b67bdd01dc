"""Eighteen months of a provider, told by the services themselves, ending today."""

from dataclasses import dataclass

from django.db import connection, transaction

from core import clock
from demo.bulk.gathering import gather
from demo.characters import MOST_LIVES, Life, all_lives
from demo.message_stub import Messenger, read_up
from demo.provider import first_of_april, found
from demo.scenarios import (
    comments,
    consent,
    decisions,
    employment,
    escalations,
    imports,
    phone,
    plans,
    positive_risk,
    prices,
    referrals,
    returns,
    risk_assessments,
    rota,
    safeguarding,
    support,
    updates,
    visits,
)
from demo.scheduler import Clockwork, Story
from demo.world import DAY, WEEK, Scene, at

QUARTERS = 4
STORIES = 40
UNREAD_DAYS = 3  # what people were told in these last days they have not read


@dataclass(frozen=True)
class Made:
    people: int
    supports: int


def make(*, people: int, seed: int, quarters: int = QUARTERS) -> Made:
    """Fill an empty database, whole or not at all; `quarters` have had their return.

    Beyond the lives that can be told, STORIES are, and the rest is the crowd. Raises ValueError for too few people.
    """
    today = clock.today()
    told = people if people <= MOST_LIVES else STORIES
    lives = all_lives(people=told, seed=seed, today=today)
    until_at = at(today, 0, 5)
    messenger = Messenger(until_at)
    clockwork = Clockwork(from_at=at(first_of_april(today), 12), until_at=until_at, after_step=messenger.deliver)
    scene = Scene(seed=seed, today=today, clockwork=clockwork)
    with messenger.at_the_door(), transaction.atomic():
        found(scene)
        _tell(scene, lives, quarters)
        clockwork.run()
        crowd = gather(people=people - told, seed=seed) if people > told else 0
    _count_rows()
    return Made(told + crowd, len(scene.supports) + crowd)


def _tell(scene: Scene, lives: list[Life], quarters: int) -> None:
    employment.everybody(scene)
    scene.begin(updates.every_day(scene, support.ended_by_the_clock))
    scene.begin(visits.every_monday(scene))
    scene.begin(rota.rostered(scene))
    for life in lives:
        scene.begin(support.supported(scene, life))
    referrals.undecided(scene)
    positive_risk.weighed(scene)
    imports.imported(scene)
    safeguarding.concerns(scene)
    returns.returns(scene, quarters)
    for life in lives:
        if life.unshared_review is not None:
            scene.begin(updates.held_and_not_shared(scene, life.key, life.unshared_review))
    scene.begin(plans.talked_about(scene, "maya"))
    scene.begin(risk_assessments.signed_every_week(scene))
    scene.begin(risk_assessments.asked_for_by_the_council(scene, "maya"))
    scene.begin(risk_assessments.covered_since_yesterday(scene, "hamza"))
    scene.begin(risk_assessments.warned_at_the_door(scene, "maya", 52))
    decisions.decided(scene)
    scene.begin(visits.struck(scene, "colette", 73))
    scene.begin(comments.talked(scene))
    scene.begin(comments.corrected(scene, "maya", 33))
    scene.begin(phone.written_on_a_phone(scene, "maya", 3))
    scene.begin(consent.looked_into(scene, "maya"))
    scene.begin(consent.shared_with_family(scene, "maya", "representative", "Sister", ago=240, until=None))
    scene.begin(consent.shared_with_family(scene, "colette", "teresa.brightwell", "Daughter", ago=190, until=58))
    prices.priced(scene)
    scene.begin(prices.packed(scene))
    escalations.called(scene)
    scene.begin(_every_week(scene))


def _every_week(scene: Scene) -> Story:
    """Once a week people have read what they were told, and the database counts its rows to plan well."""
    day = scene.starts_on + DAY
    while day < scene.today - DAY * UNREAD_DAYS:
        yield at(day, 22, 30)
        read_up()
        if (day - scene.starts_on).days % (13 * 7) == 1:
            _count_rows()
        day += WEEK


def _count_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
