"""Wellbeing measured every quarter, and achievements."""

from typing import Any

from demo.scheduler import Scenario
from demo.text import plans as words
from demo.world import DAY, Support, World, at
from plans import services
from plans.enums import ONS4_QUESTIONS, MeasureKind, RatedBy

QUARTER = DAY * 91


def take_measures(world: World, support: Support) -> Scenario:
    """Ask the four questions at the start and every quarter; some leave one open. A few have another measure."""
    chance = world.chance("wellbeing", support.character.key)
    value, is_measured = {name: chance.randint(2, 5) for name in ONS4_QUESTIONS}, chance.random() < 0.25
    day = support.package.starts_on + DAY * chance.randint(8, 20)
    while day <= world.today:
        yield at(day, 14, chance.randint(0, 50))
        if support.is_over(day):
            return
        answers: dict[str, Any] = {name: value[name] for name in ONS4_QUESTIONS if chance.random() > 0.08} or {
            "happy": value["happy"]
        }
        columns: dict[str, Any] = {"individual": support.individual, "taken_on": day, "by": support.lead_user}
        services.take_measure(kind=MeasureKind.ONS4, answered_by=RatedBy.PERSON, **columns, **answers)
        if is_measured:
            score: dict[str, Any] = {
                "score": 18 + chance.randint(0, 9),
                "version": "14 items, short",
                "has_licence": True,
            }
            services.take_measure(kind=MeasureKind.SWEMWBS, answered_by=RatedBy.PERSON, **columns, **score)
        value = {name: min(10, max(0, old + chance.choice((-1, 0, 0, 1, 1, 2)))) for name, old in value.items()}
        day += QUARTER


def record_achievements(world: World, support: Support) -> Scenario:
    """Two in five achieve something after some months; those with a sign-in are asked whether to see ratings."""
    chance = world.chance("gained", support.character.key)
    kind, description, evidence = chance.choice(words.GAINED)
    if support.individual.user:
        kind, description, evidence = words.GAINED[2]
        yield at(support.package.starts_on + DAY * 60, 18, 10)
        services.set_rating_preference(individual=support.individual, wants_ratings=True, by=support.individual.user)
    elif chance.random() > 0.4:
        return
    day = support.package.starts_on + DAY * chance.randint(90, 160)
    yield at(day, 15, chance.randint(0, 50))
    if support.is_over(day) or day > world.today:
        return
    services.record_achievement(
        package=support.package,
        kind=kind,
        description=description,
        achieved_on=day,
        evidence=evidence.format(name=support.name),
        wording=support.aims[0].wording if support.aims else None,
        by=support.lead_user,
    )
