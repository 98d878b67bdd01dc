"""Calls and letters, missed visits followed up, a correction."""

import random

from core import clock
from demo.scheduler import Scenario
from demo.text import contacts as words
from demo.world import DAY, WEEK, Support, World, at
from visits import services
from visits.enums import NOT_ENGAGED, TimesFrom, VisitPlace
from visits.models import EngagementDuty, Visit

UNSETTLED_DAYS = 16  # visits missed in these last days are still being followed up


def start_conversations(world: World) -> Scenario:
    """Log a few calls, emails and meetings every week; missed visits are mostly followed up within two days.

    Those of the last days are not reached yet.
    """
    monday = world.starts_on + DAY * (7 - world.starts_on.weekday())
    while monday < world.today:
        yield at(monday + DAY * 3, 16, 20)
        for support in list(world.supports.values()):
            chance = world.chance("contact", support.character.key, monday)
            runs = support.package.starts_on <= monday and not support.is_over(monday + DAY * 3)
            if support.lead and runs and chance.random() < 0.12:
                _contact(support, chance)
        _settle(world, world.chance("settle", monday))
        _follow_up_single_visits(world, world.chance("single", monday))
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
        by=support.lead_user,
    )


def _settle(world: World, chance: random.Random) -> None:
    for duty in EngagementDuty.objects.raised().outstanding().select_related("package__case__individual"):
        if clock.today() > world.ago(UNSETTLED_DAYS):
            services.try_again(duty=duty, by=world.users["manager"], **words.NOT_REACHED)
            continue
        done, came_of_it = chance.choice(words.SETTLED)
        name = duty.package.case.individual.name_to_use
        tried, worked = words.TRIED[done]
        services.settle_engagement(
            duty=duty,
            done=done,
            words=came_of_it.format(name=name),
            tried=tried,
            worked=worked,
            by=world.users["manager"],
        )


def _follow_up_single_visits(world: World, chance: random.Random) -> None:
    """For some of the visits missed in the last week, their worker records what they tried.

    In the last days of the demo one person is not reached yet.
    """
    missed = Visit.objects.not_struck().filter(outcome__in=NOT_ENGAGED)
    missed = missed.filter(started_at__gte=clock.now() - WEEK, started_at__lt=clock.now()).order_by("started_at", "pk")
    last = missed.last() if clock.today() > world.ago(UNSETTLED_DAYS) else None
    for visit in missed.select_related("package__case__individual", "worker__user"):
        done, came_of_it = chance.choice(words.SETTLED)
        tried, worked = words.TRIED[done]
        is_settled = chance.random() < 0.3
        if visit == last:
            services.follow_up_visit(visit=visit, by=visit.worker.user, **words.NOT_REACHED)
        elif is_settled:
            name = visit.package.case.individual.name_to_use
            follow_up = {"done": done, "words": came_of_it.format(name=name), "tried": tried, "worked": worked}
            services.follow_up_visit(visit=visit, by=visit.worker.user, **follow_up)


def correct_visit(world: World, key: str, ago: int) -> Scenario:
    """A worker corrects a visit the next morning; the earlier text remains in the history."""
    yield at(world.ago(ago), 9, 15)
    support = world.supports.get(key)
    visit = (
        Visit.objects.took_place().filter(package=support.package).order_by("-started_at").first() if support else None
    )
    if visit:
        notes = visit.notes + " Correction: it was the shop by the station, not the corner shop."
        services.correct_visit(
            visit=visit, revision=visit.revision, notes=notes, reason=words.CORRECTED, by=visit.worker.user
        )


def contacts_of_visit(support: Support, chance: random.Random) -> dict:
    """Return further columns of a visit that took place, for some visits only."""
    name = support.name
    columns: dict = {
        "times_from": chance.choices(list(TimesFrom), (50, 38, 12))[0],
        "travel_minutes": chance.randint(5, 35),
    }
    for share, column, texts in ((0.3, "quote", words.QUOTES), (0.25, "mood", words.MOOD)):
        if chance.random() < share:
            columns[column] = chance.choice(texts)
    if chance.random() < 0.5:
        columns["place"] = chance.choices((VisitPlace.HOME, VisitPlace.OUT, VisitPlace.OFFICE), (60, 35, 5))[0]
    if chance.random() < 0.05:
        columns["information_given"] = chance.choice(words.INFORMATION)
    if chance.random() < 0.04:
        columns |= {"money_words": chance.choice(words.MONEY).format(name=name), "money_pounds": chance.randint(3, 24)}
    if support.character.person.communication_needs:
        columns |= chance.choices(words.NEEDS_MET, words.NEEDS_MET_SHARES)[0]
    return columns
