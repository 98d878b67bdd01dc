"""Calls and letters, missed visits looked into, a correction."""

import random

from core import clock
from demo.scheduler import Story
from demo.text import contacts as words
from demo.world import DAY, WEEK, Scene, Support, at
from visits import services
from visits.enums import TimesFrom, VisitPlace
from visits.models import EngagementDuty, Visit

UNSETTLED_DAYS = 16  # what was missed in these last days is still looked into


def talked(scene: Scene) -> Story:
    """Every week a few calls, e-mails and meetings; what was missed is looked into within two days, mostly."""
    monday = scene.starts_on + DAY * (7 - scene.starts_on.weekday())
    while monday < scene.today:
        yield at(monday + DAY * 3, 16, 20)
        for support in list(scene.supports.values()):
            chance = scene.chance("contact", support.life.key, monday)
            runs = support.package.starts_on <= monday and not support.is_over(monday + DAY * 3)
            if support.lead and runs and chance.random() < 0.12:
                _contact(support, chance)
        _settle(scene, scene.chance("settle", monday))
        monday += WEEK


def _contact(support: Support, chance: random.Random) -> None:
    is_reached = chance.random() < 0.85
    whom, how, minutes, about, changed = chance.choice(words.CONTACTS) if is_reached else words.UNREACHED
    services.log_contact(
        package=support.package,
        at=at(clock.today(), 15, chance.randint(0, 59)),
        with_whom=whom,
        how=how,
        minutes=minutes,
        about=about.format(name=support.name),
        changed=changed,
        was_reached=is_reached,
        by=support.lead.user,
    )


def _settle(scene: Scene, chance: random.Random) -> None:
    for duty in EngagementDuty.objects.outstanding().select_related("package__case__individual"):
        if clock.today() > scene.ago(UNSETTLED_DAYS):
            return
        done, came_of_it = chance.choice(words.SETTLED)
        name = duty.package.case.individual.name_to_use
        services.settle_engagement(duty=duty, done=done, words=came_of_it.format(name=name), by=scene.users["manager"])


def corrected(scene: Scene, key: str, ago: int) -> Story:
    """A worker puts a word right the next morning; what stood there is kept."""
    yield at(scene.ago(ago), 9, 15)
    support = scene.supports.get(key)
    visit = (
        Visit.objects.took_place().filter(package=support.package).order_by("-started_at").first() if support else None
    )
    if visit:
        notes = visit.notes + " It was the shop by the station, not the one on the corner."
        services.correct_visit(
            visit=visit, revision=visit.revision, notes=notes, reason=words.CORRECTED, by=visit.worker.user
        )


def beside(name: str, chance: random.Random) -> dict:
    """What is written of a visit that happened beside its words, now and then: columns of a Visit."""
    told: dict = {
        "times_from": chance.choices(list(TimesFrom), (50, 38, 12))[0],
        "travel_minutes": chance.randint(5, 35),
    }
    for share, column, texts in ((0.3, "quote", words.SAID), (0.25, "mood", words.MOOD)):
        if chance.random() < share:
            told[column] = chance.choice(texts)
    if chance.random() < 0.5:
        told["place"] = chance.choices((VisitPlace.HOME, VisitPlace.OUT, VisitPlace.OFFICE), (60, 35, 5))[0]
    if chance.random() < 0.05:
        told["information_given"] = chance.choice(words.INFORMATION)
    if chance.random() < 0.04:
        told |= {"money_words": chance.choice(words.MONEY).format(name=name), "money_pounds": chance.randint(3, 24)}
    return told
